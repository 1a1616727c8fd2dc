// Every page that can be reached, found by following links through a life, and those to which a button or a
// wish of one's own leads: at the size of a phone and of a desk, light and dark, with script and without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import axe from "axe-core";

import { openBrowser, session } from "../../xtask/runtime/browser.mjs";
import { startCarrier } from "../../xtask/runtime/carrier/carrier.mjs";
import { live } from "../../xtask/runtime/demo/living.mjs";
import { Person } from "../../xtask/runtime/person.mjs";
import { OWN_NUMBER } from "../../xtask/runtime/telephone.mjs";
import { startWorld } from "../runtime/world.mjs";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
/// Of a page with its styles, compressed, in bytes.
const LARGEST = 50_000;
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

const BRAD = "/personas/persona_brad_001";
/// It is looked at while somebody talks in it.
const LIVE = "a call that goes on";
/// Whom Alice has not met.
const ZOE = "/personas/persona_zoe_001";

let carrier;
let world;
let cookies;
/// Each page: what it is, and how one gets there.
let pages;
before(async () => {
  carrier = await startCarrier();
  world = await startWorld({ vars: { ...carrier.vars, OPERATORS: OWN_NUMBER } });
  carrier.reach(world.url);
  await live(world, carrier);
  cookies = await session(world, OWN_NUMBER);
  const { browser, page } = await tab({ viewport: PHONE });
  const linked = await everyPage(page);
  await browser.close();
  pages = [...linked.map((path) => [path, at(path)]), ...Object.entries(await others())];
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

const at = (path) => async (page) => {
  const response = await page.goto(world.url + path);
  assert.equal(response.status(), 200, path);
};

/// What no link leads to, or one that differs in its id alone from one that is followed.
async function others() {
  const alice = new Person(world, OWN_NUMBER);
  await alice.signIn();
  const own = await alice.ask("POST", "/api/personas", { name: "Ann", description: "A gardener", core_system_prompt: "You are Ann." });
  const url = "http://127.0.0.1:9/hook";
  const webhook = await alice.ask("POST", "/api/webhooks", { url });
  const { id } = await alice.ask("POST", `/api${BRAD}/memories`, { content: "User keeps bees", category: "user_fact" });
  await alice.ask("DELETE", `/api${BRAD}/memories/${id}`);
  const press = (path, name, answer) => async (page) => {
    await at(path)(page);
    await page.getByRole("button", { name }).click();
    await page.locator(answer).first().waitFor({ state: "attached" });
  };
  return {
    "somebody who is met": at(ZOE),
    "somebody who is changed": at(`/personas/${own.id}/edit`),
    "a webhook": at(`/webhooks/${webhook.id}`),
    "memories of a kind": at(`${BRAD}/memories?kind=user_fact`),
    "memories of long ago": at(`${BRAD}/memories?kind=long_ago`),
    "memories that were found": at(`${BRAD}/memories?q=work`),
    "no memory that was found": at(`${BRAD}/memories?q=xylophone`),
    "calls that were found": at(`${BRAD}/calls?q=work`),
    "a memory that was forgotten": at(`${BRAD}/memories/${id}`),
    "being asked before it is erased": press("/data", "Erase everything with Brad", "[name=confirm][value=yes]"),
    "a form that was refused": press("/personas/new", "Create", "[aria-invalid]"),
    async [LIVE](page) {
      await at(BRAD)(page);
      await page.getByRole("button", { name: /^Call Brad/ }).or(page.getByRole("link", { name: /^Back to the call/ })).click();
      await page.getByText("Brad is an AI, not a person.").waitFor();
    },
  };
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

test("whatever is linked is there", () => {
  const kinds = pages.map(([what]) => what.replace(/\b[a-z]+_\w+/g, "…"));
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
        // What is refused on purpose, a browser tells as well.
        if (message.type() === "error" && !/status of 422/.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
      });
      page.on("request", (request) => {
        if (!request.url().startsWith(world.url)) complaints.push(`${page.url()} asks ${request.url()}`);
      });
      for (const [what, goTo] of pages) {
        await goTo(page);
        if (what === LIVE) await talk(page, `What do you know about Jessica? I ask ${size}, ${colorScheme}`);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
        for (const { id, nodes } of violations) {
          complaints.push(`${what}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join("\n    ")}`);
        }
        const { wide, shift } = await page.evaluate(laidOut);
        if (wide > viewport.width) complaints.push(`${what} is ${wide} wide`);
        if (shift > 0) complaints.push(`${what} moves by ${shift}`);
      }
      await browser.close();
      assert.deepEqual(complaints, []);
    });
  }
}

/// Says something, hears the answer to it, and sees what came to mind. What moves after a key was pressed counts
/// for nothing, so none is pressed.
async function talk(page, words) {
  // Which its script does.
  await page.locator("#keypad:enabled").waitFor();
  await page.getByLabel(/Say something to Brad/).fill(words);
  await page.locator("#say").evaluate((form) => form.requestSubmit());
  await page.locator(`#transcript:not([aria-busy="true"]) li.mine:has-text("${words}") ~ li.theirs`).first().waitFor();
  await page.locator("#mind").waitFor();
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
  for (const [what, goTo] of pages) {
    await goTo(page);
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, what);
    assert.equal(await page.getByRole("main").count(), 1, what);
    assert.notEqual(await page.title(), "", what);
  }
  await browser.close();
});

test("no page is larger than a slow telephone likes", async () => {
  const { browser, page } = await tab({ viewport: PHONE, javaScriptEnabled: false });
  const read = async (path) => (await world.fetch(path)).text();
  for (const [what, goTo] of pages) {
    await goTo(page);
    const html = await page.content();
    const styles = [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
    let bytes = gzipSync(html).length;
    for (const style of styles) bytes += gzipSync(await read(style)).length;
    assert.ok(bytes < LARGEST, `${what}: ${bytes} bytes`);
  }
  await browser.close();
});
