// The script of the pages' moving parts, on pages made by hand: what is sent in which order, what is shown
// when nothing comes back, who has the focus, and what is said to whoever listens.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { openBrowser } from "../../xtask/runtime/browser.mjs";

const SCRIPT = await readFile(new URL("../../web/static/parts.js", import.meta.url), "utf8");
const ORIGIN = "http://pages.test";

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

/// A page with that inside. What it asks for waits in `asked` for its answer: `answer(inside, status)`, or
/// `lose()`.
async function open(inside, path = "/") {
  const page = await browser.newPage();
  const asked = [];
  const waiting = [];
  const whole = (inside) => `<!DOCTYPE html><title>A page</title><main>${inside}</main><script type="module" src="/parts.js"></script>`;
  const shown = (inside, status = 200) => ({ status, contentType: "text/html", body: whole(inside) });
  let isOpen = false;
  await page.route("**/*", async (route) => {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    if (pathname === "/parts.js") return route.fulfill({ contentType: "text/javascript", body: SCRIPT });
    if (!isOpen) {
      isOpen = true;
      return route.fulfill(shown(inside));
    }
    const one = {
      what: `${request.method()} ${pathname}${search}`,
      fields: Object.fromEntries(new URLSearchParams(request.postData() ?? "")),
      isNavigation: request.isNavigationRequest(),
      answer: (inside, status) => route.fulfill(shown(inside, status)),
      lose: () => route.abort(),
    };
    const next = waiting.shift();
    if (next) next(one);
    else asked.push(one);
  });
  await page.goto(ORIGIN + path);
  /// What the page asks for next.
  const next = () => asked.shift() ?? new Promise((resolve) => waiting.push(resolve));
  return { page, asked, next };
}

const switches = (first, second, saved = "") => `
  <section data-part="switches"><h2>What may be noted</h2>
    <form method="post" action="/save" data-swap="switches" data-live>
      <label>Facts <input type="checkbox" name="facts" ${first ? "checked" : ""}></label>
      <label>Calls <input type="checkbox" name="calls" ${second ? "checked" : ""}></label>
      <button>Save</button><p role="status">${saved}</p>
    </form></section>`;
const SAVED = '<span class="saved">Saved.</span>';
const STATUS = "body > [role=status]";
const heard = (page, words) => page.locator(STATUS).filter({ hasText: words }).waitFor({ state: "attached" });

for (const [how, fail] of [
  ["the line is lost", (sent) => sent.lose()],
  ["it is refused", (sent) => sent.answer("<h1>Sign in first</h1>", 401)],
  ["nobody can do it now", (sent) => sent.answer("<h1>Later</h1>", 503)],
]) {
  test(`a switch that is not stored does not stand as if it were: ${how}`, async () => {
    const { page, next } = await open(switches(true, true, SAVED));
    const facts = page.getByLabel("Facts");
    await facts.uncheck();
    const sent = await next();
    assert.deepEqual(sent.fields, { calls: "on" });
    await fail(sent);
    await page.getByRole("alert").waitFor();
    assert.ok(await facts.isChecked(), "as it was last known to be stored");
    assert.equal(await page.getByText("Saved.", { exact: true }).count(), 0);
    assert.equal(await page.locator('[aria-busy="true"]').count(), 0);
    await facts.uncheck();
    await (await next()).answer(switches(false, true, SAVED));
    await heard(page, "Saved.");
    assert.equal(await page.getByRole("alert").count(), 0);
    await page.close();
  });
}

test("a search that nobody answers disturbs no one who types", async () => {
  const search = (found) => `<form method="get" action="/search" data-swap="found" data-live><input name="q" aria-label="Search"></form>
    <p data-part="found">${found}</p>`;
  const { page, next } = await open(search("Nothing so far"));
  await page.getByLabel("Search").fill("be");
  const first = await next();
  assert.equal(first.what, "GET /search?q=be");
  await page.getByLabel("Search").fill("bees");
  const second = await next();
  await second.lose();
  await page.locator('[data-part="found"]:not([aria-busy])').waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  await page.getByLabel("Search").fill("bee");
  await (await next()).answer(search("One bee"));
  await page.getByText("One bee").waitFor();
  assert.equal(await page.getByLabel("Search").inputValue(), "bee");
  await page.close();
});

test("what is switched while the switch before is under way is sent after it, and nothing jumps back", async () => {
  const { page, asked, next } = await open(switches(true, true));
  await page.getByLabel("Facts").uncheck();
  const first = await next();
  await page.getByLabel("Calls").uncheck();
  // In the answer to the first the second stands as it was.
  await first.answer(switches(false, true, SAVED));
  const second = await next();
  assert.deepEqual(second.fields, {}, "both are off");
  assert.ok(!(await page.getByLabel("Calls").isChecked()));
  assert.deepEqual(asked, []);
  await second.answer(switches(false, false, SAVED));
  await heard(page, "Saved.");
  assert.ok(!(await page.getByLabel("Facts").isChecked()) && !(await page.getByLabel("Calls").isChecked()));
  await page.close();
});

test("one is not sent while the one before is under way", async () => {
  const { page, asked, next } = await open(switches(true, true));
  await page.getByLabel("Facts").uncheck();
  const first = await next();
  await page.getByLabel("Calls").uncheck();
  await page.getByRole("button").click();
  assert.deepEqual(asked, [], "an older one could come to be the last");
  await first.lose();
  const second = await next();
  assert.deepEqual(second.fields, {});
  await second.answer(switches(false, false, SAVED));
  await heard(page, "Saved.");
  assert.equal(await page.getByRole("alert").count(), 0, "what was lost went with the next");
  await page.close();
});

const told = (words, every = 'data-every="0.01" data-from="/told?at=home"', heading = "Told") =>
  `<section data-part="told" data-swap="told all" ${every}><h2>${heading}</h2><p role="status">${words}</p></section>
   <section data-part="all"><button>Read</button></section>`;

test("a page that waits asks for its own address, not for the one that a form was sent to, and bears with failures", async () => {
  const { page, next } = await open(told("On its way"), "/rotate");
  for (const fail of [(sent) => sent.lose(), (sent) => sent.answer("Not here", 405), (sent) => sent.answer("Later", 503)]) {
    const sent = await next();
    assert.equal(sent.what, "GET /told?at=home");
    assert.ok(!sent.isNavigation);
    await fail(sent);
  }
  await (await next()).answer(told("Taken", ""));
  await page.getByText("Taken").first().waitFor();
  assert.equal(new URL(page.url()).pathname, "/rotate");
  await page.close();
});

test("where what it waits for became another page, that one is shown, and nothing is sent again", async () => {
  const { page, next } = await open(told("On its way"), "/rotate");
  await (await next()).answer("<h1>Webhooks</h1>");
  const whole = await next();
  assert.deepEqual([whole.what, whole.isNavigation], ["GET /told?at=home", true]);
  await whole.answer("<h1>Webhooks</h1>");
  await page.getByRole("heading", { name: "Webhooks" }).waitFor();
  await page.close();
});

test("what is as it was stays, with the focus in it", async () => {
  const { page, next } = await open(told("On its way"));
  await page.getByRole("button", { name: "Read" }).focus();
  await page.getByRole("button", { name: "Read" }).evaluate((button) => (button.isTheSame = true));
  await (await next()).answer(told("On its way"));
  await (await next()).answer(told("Taken", ""));
  await page.getByText("Taken").first().waitFor();
  assert.ok(await page.getByRole("button", { name: "Read" }).evaluate((button) => button.isTheSame && button === document.activeElement));
  await page.close();
});

test("what a part says is said from outside of it, once", async () => {
  const { page, next } = await open(told("On its way"));
  await (await next()).answer(told("Taken", ""));
  await heard(page, "Taken");
  assert.equal(await page.locator("[role=status]").count(), 1);
  await page.close();
});

test("the focus goes to the first that can have it, and never to one that is hidden", async () => {
  const talk = (inside) => `<form method="post" action="/say" data-swap="talk"><section data-part="talk">
    <input type="hidden" name="csrf"><input type="hidden" name="said">${inside}</section></form>`;
  const { page, next } = await open(talk("<button>Say it</button>"));
  const focused = () => page.evaluate(() => document.activeElement.name || document.activeElement.tagName);
  await page.getByRole("button").press("Enter");
  await (await next()).answer(talk('<button disabled>Say it</button><input name="more" disabled data-focus><input name="words"><button>Say it</button>'));
  await page.getByRole("textbox").last().waitFor();
  assert.equal(await focused(), "words");
  await page.getByRole("button", { disabled: false }).press("Enter");
  await (await next()).answer(talk('<button>Say it</button><input name="wanted" data-focus>'));
  await page.locator("[name=wanted]").waitFor();
  assert.equal(await focused(), "wanted");
  await page.close();
});

test("a form that is pressed twice is sent once", async () => {
  const once = (words) => `<section data-part="once"><form method="post" action="/once" data-swap="once"><button>${words}</button></form></section>`;
  const { page, asked, next } = await open(once("Forget"));
  await page.getByRole("button").dblclick();
  const sent = await next();
  assert.deepEqual(asked, []);
  await sent.lose();
  await page.getByRole("alert").getByText("Nobody knows whether that arrived").waitFor();
  await page.close();
});
