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

/// Signs in on the page with the code that development writes into the terminal. `product` is { url, nextLog }.
export async function signIn(page, product, phone) {
  await page.goto(product.url);
  await page.getByLabel("Your phone number").fill(phone);
  await page.getByLabel("I am 18 or older").check();
  await page.getByRole("button", { name: "Send me a code" }).click();
  const [, code] = await product.nextLog(new RegExp(`message to \\${phone}: (\\d{6})`));
  await page.getByLabel("The code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${product.url}/`);
}

/// The cookies of somebody who signed in.
export async function session(product, phone) {
  const browser = await openBrowser();
  try {
    await signIn(await browser.newPage(), product, phone);
    return await browser.cookies();
  } finally {
    await browser.close();
  }
}
