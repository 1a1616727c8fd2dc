import { chromium } from "playwright-core";

/// A browser without a window and without a past; `cargo xtask test` says where it is by CHROMIUM.
/// Gives Playwright's browser context: `context.newPage()` is a tab, `context.close()` ends it.
/// `options` are those of Playwright's launchPersistentContext.
export function openBrowser(options = {}) {
  // No folder named: a new one for each browser, deleted with it.
  return chromium.launchPersistentContext("", {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // As root it only starts without its sandbox. The others keep it from calling home.
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    ...options,
  });
}
