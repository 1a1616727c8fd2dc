// Every page that can be reached, found by following links through a life: at the size of a phone and of a
// desk, light and dark, with script and without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import axe from "axe-core";

import { openBrowser, session } from "../../xtask/runtime/browser.mjs";
import { startCarrier } from "../../xtask/runtime/carrier/carrier.mjs";
import { live } from "../../xtask/runtime/demo/living.mjs";
import { OWN_NUMBER } from "../../xtask/runtime/telephone.mjs";
import { startWorld } from "../runtime/world.mjs";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
/// Of a page with its styles, compressed, in bytes.
const LARGEST = 50_000;
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

let carrier;
let world;
let cookies;
before(async () => {
  carrier = await startCarrier();
  world = await startWorld({ vars: { ...carrier.vars, OPERATORS: OWN_NUMBER } });
  carrier.reach(world.url);
  await live(world, carrier);
  cookies = await session(world, OWN_NUMBER);
});
after(async () => {
  await carrier?.stop();
  await world?.stop();
});

async function tab(options) {
  const browser = await openBrowser(options);
  await browser.addCookies(cookies);
  return { browser, page: await browser.newPage() };
}

/// Of all addresses that differ in ids alone, the first.
async function everyPage(page) {
  const found = new Map();
  const waiting = ["/", "/sign-in", "/api/docs"];
  for (let path; (path = waiting.shift()) !== undefined; ) {
    const kind = path.replace(/\b(persona|call|mem|memory|story|storyline|sch|wh|receipt)_\w+/g, "…").replace(/[?#].*$/, "");
    if (found.has(kind)) continue;
    const response = await page.goto(new URL(path, world.url).href);
    if (!response.headers()["content-type"]?.startsWith("text/html")) continue;
    assert.equal(response.status(), 200, path);
    found.set(kind, path);
    const links = await page.locator("a[href]:not([download])").evaluateAll((all) => all.map(({ href }) => href));
    for (const link of links) {
      const { origin, pathname, search } = new URL(link);
      if (origin === world.url) waiting.push(pathname + search);
    }
  }
  return [...found.values()];
}

let pages;
test("whatever is linked is there", async () => {
  const { browser, page } = await tab({ viewport: PHONE });
  pages = await everyPage(page);
  await browser.close();
  const kinds = pages.map((path) => path.replace(/\b[a-z]+_\w+/g, "…"));
  console.log(kinds.join(" "));
  for (const kind of ["/", "/personas/…", "/personas/…/prompt", "/calls/…", "/phone", "/account", "/data"]) {
    assert.ok(kinds.includes(kind), kind);
  }
});

for (const [size, viewport] of Object.entries({ PHONE, DESK })) {
  for (const colorScheme of ["light", "dark"]) {
    test(`every page is read and used by anybody: ${size.toLowerCase()}, ${colorScheme}`, async () => {
      const { browser, page } = await tab({ viewport, colorScheme });
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
      });
      page.on("request", (request) => {
        if (!request.url().startsWith(world.url)) complaints.push(`${page.url()} asks ${request.url()}`);
      });
      for (const path of pages) {
        await page.goto(world.url + path);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
        for (const { id, nodes } of violations) {
          complaints.push(`${path}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join("\n    ")}`);
        }
        const { wide, shift } = await page.evaluate(laidOut);
        if (wide > viewport.width) complaints.push(`${path} is ${wide} wide`);
        if (shift > 0) complaints.push(`${path} moves by ${shift}`);
      }
      await browser.close();
      assert.deepEqual(complaints, []);
    });
  }
}

/// How wide a page is, and how much of it moved after it was first there.
async function laidOut() {
  await document.fonts.ready;
  const entries = await new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(observer.takeRecords())));
  });
  return {
    wide: document.documentElement.scrollWidth,
    shift: entries.filter(({ hadRecentInput }) => !hadRecentInput).reduce((sum, { value }) => sum + value, 0),
  };
}

test("every page says the same without script", async () => {
  const { browser, page } = await tab({ viewport: PHONE, javaScriptEnabled: false });
  for (const path of pages) {
    const response = await page.goto(world.url + path);
    assert.equal(response.status(), 200, path);
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, path);
    assert.equal(await page.getByRole("main").count(), 1, path);
    assert.notEqual(await page.title(), "", path);
  }
  await browser.close();
});

test("no page is larger than a slow telephone likes", async () => {
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
  const read = async (path) => (await world.fetch(path, { headers })).text();
  for (const path of pages) {
    const html = await read(path);
    const styles = [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
    let bytes = gzipSync(html).length;
    for (const style of styles) bytes += gzipSync(await read(style)).length;
    assert.ok(bytes < LARGEST, `${path}: ${bytes} bytes`);
  }
});
