import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { chromium } from "playwright-core";

/// A browser without a window and without a past; `cargo xtask test` says where it is by CHROMIUM.
/// Gives Playwright's browser context; `context.newPage()` is a tab, `context.close()` ends it
/// and deletes what it stored. `options` are those of Playwright's launchPersistentContext.
export async function openBrowser(options = {}) {
  const profile = await mkdtemp(path.join(os.tmpdir(), "call-me-back-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
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
  context.once("close", () => rm(profile, { recursive: true, force: true }));
  return context;
}
