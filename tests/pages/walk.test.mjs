// The way of a newcomer, in a real browser: sign in, choose Brad, say who he is, call, talk, hang
// up, see what he learned, call again and be greeted with it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser, signIn } from "../../xtask/runtime/browser.mjs";
import { startWorld } from "../runtime/world.mjs";

let world;
let browser;
before(async () => {
  world = await startWorld();
  browser = await openBrowser({ viewport: { width: 390, height: 844 } });
});
after(async () => {
  await browser?.close();
  await world?.stop();
});

/// A tab that notes whatever the pages complain of: a broken script, a forbidden style, a request
/// to somebody else.
async function newTab() {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(world.url)) complaints.push(`request to ${request.url()}`);
  });
  return { page, complaints };
}

/// The persona's words, reply by reply, once there are so many.
async function replies(page, count) {
  const said = page.locator('#transcript:not([aria-busy="true"]) li.theirs');
  await said.nth(count - 1).waitFor();
  return said.allInnerTexts();
}

test("a newcomer meets Brad, calls him twice, and is remembered", async () => {
  const { page, complaints } = await newTab();
  await signIn(page, world, "+14155556001");

  await page.getByRole("link", { name: "Get to know Brad" }).click();
  await page.getByRole("radio", { name: /Friend/ }).check();
  await page.getByLabel(/Tell us more/).fill("We met climbing. You call me 'dude'.");
  await page.getByRole("button", { name: "Save" }).click();

  await page.getByRole("button", { name: /^Call/ }).click();
  await page.waitForURL(/\/calls\//);
  const call = page.url();
  const [greeting] = await replies(page, 1);
  assert.match(greeting, /dude/i);

  const say = page.getByLabel(/Say something to Brad/);
  await say.fill("My name is Alice and I love rock climbing");
  await say.press("Enter");
  await replies(page, 2);
  await page.reload();
  assert.equal((await replies(page, 2)).length, 2, "a reload loses and doubles nothing");
  await say.fill("My sister Marge lives in Ohio");
  await say.press("Enter");
  await replies(page, 3);
  await page.getByRole("button", { name: "Hang up" }).click();

  const learned = page.getByRole("region", { name: /learned|remembers/i });
  await learned.waitFor();
  assert.match(await learned.innerText(), /climbing/);
  const source = learned.getByRole("link", { name: "Where it was said" }).first();
  await source.click();
  assert.match(page.url(), /#turn-\d+$/);
  assert.ok(await page.locator(new URL(page.url()).hash).isVisible());

  await page.goto(world.url);
  await page.getByRole("button", { name: /^Call/ }).click();
  const [again] = await replies(page, 1);
  assert.match(again, /climb|Marge|Ohio/i);
  assert.notEqual(page.url(), call);
  await page.getByRole("button", { name: "Hang up" }).click();
  await page.waitForFunction(() => document.querySelector("#say") === null);
  assert.deepEqual(complaints, []);
});

test("what Brad knows is seen, searched and forgotten", async () => {
  const { page, complaints } = await newTab();
  await page.context().clearCookies();
  await signIn(page, world, "+14155556002");
  await page.getByRole("link", { name: "Get to know Brad" }).click();
  await page.getByRole("radio", { name: /Friend/ }).check();
  await page.getByRole("button", { name: "Save" }).click();
  const home = page.url();
  await page.getByRole("button", { name: /^Call/ }).click();
  await replies(page, 1);
  const say = page.getByLabel(/Say something to Brad/);
  await say.fill("I'm allergic to peanuts");
  await say.press("Enter");
  await replies(page, 2);
  await page.getByRole("button", { name: "Hang up" }).click();
  await page.getByRole("region", { name: /learned|remembers/i }).waitFor();

  await page.goto(home);
  await page.getByText(/allergic to peanuts/).first().waitFor();
  await page.getByRole("searchbox").fill("peanuts");
  await page.getByRole("searchbox").press("Enter");
  await page.getByRole("link", { name: /peanuts/ }).first().waitFor();

  await page.goto(`${home}/prompt`);
  await page.getByText(/Allergic to: peanuts/i).waitFor();

  await page.goto(home);
  await page.getByRole("button", { name: /peanuts.*Forget/i }).click();
  await page.getByRole("button", { name: "Remember it again" }).waitFor();
  await page.goto(`${home}/prompt`);
  await page.getByRole("heading", { name: /WHAT YOU KNOW/i }).waitFor();
  assert.doesNotMatch(await page.innerText("main"), /peanuts/i);
  assert.deepEqual(complaints, []);
});

test("what was filled in wrongly is said beside its field", async () => {
  const { page } = await newTab();
  await page.context().clearCookies();
  await page.goto(world.url);
  await page.getByLabel("Your phone number").fill("12");
  await page.getByLabel("I am 18 or older").check();
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByLabel("Your phone number").getAttribute("aria-invalid"), "true");
  assert.equal(await page.getByLabel("Your phone number").inputValue(), "12");
});

test("a call that is opened in a second tab goes on there, and only there", async () => {
  const { page: first } = await newTab();
  await first.context().clearCookies();
  await signIn(first, world, "+14155556003");
  await first.getByRole("link", { name: "Get to know Brad" }).click();
  await first.getByRole("radio", { name: /Friend/ }).check();
  await first.getByRole("button", { name: "Save" }).click();
  await first.getByRole("button", { name: /^Call/ }).click();
  await replies(first, 1);

  const { page: second } = await newTab();
  await second.goto(first.url());
  await replies(second, 1);
  await first.getByText("It goes on in another tab.").waitFor();
  await second.getByLabel(/Say something to Brad/).fill("I switched tabs");
  await second.keyboard.press("Enter");
  await replies(second, 2);
  await second.getByRole("button", { name: "Hang up" }).click();
  await second.getByRole("heading", { name: /learned/ }).waitFor();
});
