// Pictures of the pages, of a life that was lived through the product itself: node screenshots.mjs <folder> <port>

import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { openBrowser, session } from "./browser.mjs";
import { startCarrier } from "./carrier/carrier.mjs";
import { live } from "./demo/living.mjs";
import { startProduct } from "./product.mjs";
import { OWN_NUMBER } from "./telephone.mjs";

const BRAD = "/personas/persona_brad_001";
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/// What is shown: the file's name, how to come there, and on what.
const PICTURES = [
  ["home", "/", PHONE],
  ["after-a-call", lastCall, PHONE],
  ["meeting", "/personas/persona_zoe_001", PHONE],
  ["brad", BRAD, DESK],
  ["memories", `${BRAD}/memories`, DESK],
  ["memory", oneMemory, PHONE],
  ["storylines", `${BRAD}/storylines`, PHONE],
  ["conversations", `${BRAD}/calls?q=Sarah`, PHONE],
  ["prompt", `${BRAD}/prompt`, DESK, "dark"],
  ["making", "/personas/new", DESK],
  ["settings", "/settings", PHONE, "dark"],
  ["operations", "/operations?period=month", DESK],
  // The last, since it goes on.
  ["call", liveCall, PHONE],
];

async function oneMemory(page, url) {
  await page.goto(`${url}${BRAD}/memories?q=Austin`);
  await page.getByRole("link", { name: /Austin/ }).first().click();
  await page.waitForURL(/\/memories\/\w/);
}

async function lastCall(page, url) {
  await page.goto(url + BRAD);
  const call = await page.locator('a[href^="/calls/"]').first().getAttribute("href");
  await page.goto(url + call.replace(/#.*/, ""));
}

async function liveCall(page, url) {
  await page.goto(url + BRAD);
  await page.getByRole("button", { name: /^Call/ }).click();
  const said = page.locator('#transcript:not([aria-busy="true"]) li.theirs');
  await said.first().waitFor();
  const say = page.getByLabel(/Say something to Brad/);
  await say.fill("I asked Jessica to move in with me. She said yes!");
  await say.press("Enter");
  await said.nth(1).waitFor();
}

async function take(folder, port) {
  const data = mkdtempSync(path.join(os.tmpdir(), "call-me-back-"));
  // However it ends. What writes there may take a moment to be gone.
  process.once("exit", () => rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));
  let carrier;
  let product;
  try {
    carrier = await startCarrier();
    product = await startProduct({ data, port, vars: { ...carrier.vars, OPERATORS: OWN_NUMBER } });
    carrier.reach(product.url);
    await live(product, carrier);
    const cookies = await session(product, OWN_NUMBER);
    for (const [name, way, viewport, colorScheme = "light"] of PICTURES) {
      const browser = await openBrowser({ viewport, colorScheme, deviceScaleFactor: 1 });
      await browser.addCookies(cookies);
      const page = await browser.newPage();
      if (typeof way === "string") await page.goto(product.url + way);
      else await way(page, product.url);
      await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
      console.log(`${name}.png`);
      await browser.close();
    }
  } finally {
    await product?.runtime.dispose();
    await carrier?.stop();
  }
}

// Without a listener a signal ends this process with no `exit`, by which all that was started ends too.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));
const [folder, port] = process.argv.slice(2);
await take(folder, port);
