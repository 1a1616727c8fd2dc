// What a persona knows, and what was talked about: seen, searched, corrected, kept, forgotten and taken back.
// All of it goes without script as well; with it nothing else on the page moves.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { openBrowser } from "../../xtask/runtime/browser.mjs";
import { BRAD, newPerson } from "../runtime/person.mjs";
import { startWorld } from "../runtime/world.mjs";

const MAYA = "persona_maya_001";
const HOME = `/personas/${BRAD}`;
const PHONE = { viewport: { width: 390, height: 844 } };

let world;
let scripted;
let plain;
before(async () => {
  world = await startWorld();
  scripted = await openBrowser(PHONE);
  plain = await openBrowser({ ...PHONE, javaScriptEnabled: false });
});
after(async () => {
  await scripted?.close();
  await plain?.close();
  await world?.stop();
});

/// A tab of a new person's, whose complaints are noted: of broken scripts, of what the policy forbids.
async function newTab(browser, { name = "Alice" } = {}) {
  const person = await newPerson(world, { name });
  await browser.clearCookies();
  await browser.addCookies([{ name: "session", value: person.token, url: world.url }]);
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // What is refused on purpose, a browser tells as well.
    if (message.type() === "error" && !/status of 422/.test(message.text())) complaints.push(`console: ${message.text()}`);
  });
  return { person, page, complaints, open: (path) => page.goto(world.url + path) };
}

/// Bytes of a page and its styles on their way.
async function weight(person, url) {
  const page = await (await fetch(url, { headers: person.headers })).text();
  const style = await (await fetch(new URL(page.match(/href="(\/static\/style[^"]*)"/)[1], url))).text();
  return gzipSync(page).length + gzipSync(style).length;
}

const card = (page, words) => page.locator(".memories > li").filter({ hasText: words });
const shown = (page, id) => page.locator(`#${id}`);

for (const [how, browser] of [["with script", () => scripted], ["without script", () => plain]]) {
  test(`what Brad learned is kept, corrected, forgotten and taken back, each in one tap, ${how}`, async () => {
    const { person, page, complaints, open } = await newTab(browser());
    const call = await person.talk(BRAD, "I love rock climbing", "I live in Ohio", "I'm allergic to peanuts");
    await open(`/calls/${call.id}`);
    const climbing = card(page, "climbing").first();
    await climbing.getByRole("button", { name: /Keep for good/ }).click();
    await page.getByRole("button", { name: /climbing.*Keep for good/, pressed: true }).first().waitFor();
    if (how === "with script") assert.equal(new URL(page.url()).pathname, `/calls/${call.id}`);

    await open(`/calls/${call.id}`);
    const ohio = card(page, "Ohio").first();
    const words = ohio.getByLabel("How it should read");
    const correct = async (content) => {
      await ohio.locator("summary", { hasText: "Correct" }).click();
      assert.match(await words.inputValue(), /^Alice .*Ohio/);
      await words.fill(content);
    };
    await correct("…");
    await ohio.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("needs words").waitFor();
    await correct("Alice lives in Texas");
    await ohio.getByRole("button", { name: "Save" }).click();
    const texas = card(page, "Alice lives in Texas").first();
    await texas.getByText("Before:").waitFor();
    assert.match(await texas.innerText(), /Ohio/);
    const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
    const home = memories.find(({ attribute }) => attribute === "home");
    assert.equal(home.content, "User lives in Texas");
    assert.equal(home.value, "Texas");

    await texas.getByRole("button", { name: /^Undo the change.*Alice lives in Texas/ }).click();
    await card(page, "lives in Ohio").first().waitFor();

    await open(`/calls/${call.id}`);
    const peanuts = card(page, /peanuts/i).first();
    const id = await peanuts.getAttribute("id");
    await peanuts.getByRole("button", { name: /Forget/ }).click();
    const undo = page.getByRole("button", { name: "Remember it again" });
    await undo.waitFor();
    assert.match(await shown(page, id).innerText(), /has forgotten this/);
    assert.doesNotMatch(JSON.stringify(await person.get(`/api/personas/${BRAD}/memories`)), /peanut/i);
    if (how === "with script") {
      assert.ok(await undo.evaluate((button) => button === document.activeElement), "the focus is on what takes it back");
    }
    await undo.click();
    await shown(page, id).getByText(/peanuts/i).first().waitFor();
    assert.match(JSON.stringify(await person.get(`/api/personas/${BRAD}/memories`)), /peanut/i);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test(`what Brad knows is listed by kind and by the page, and searched, ${how}`, async () => {
    const { person, page, complaints, open } = await newTab(browser());
    await person.meet(BRAD, "friend");
    for (let number = 1; number <= 45; number += 1) {
      const content = `User collects stamps of island ${number}`;
      await person.post(`/api/personas/${BRAD}/memories`, { content, category: "user_fact", importance: number / 50 });
    }
    await person.post(`/api/personas/${BRAD}/memories`, { content: "The burrito incident", category: "inside_joke" });

    await open(HOME);
    await page.getByRole("link", { name: "All that Brad knows" }).click();
    assert.equal(await card(page, "island").count(), 5);
    assert.equal(await card(page, "burrito").count(), 1);
    await page.getByRole("navigation").getByRole("link", { name: "Your life" }).click();
    await page.getByLabel("Order").selectOption("importance");
    if (how === "without script") await page.getByRole("button", { name: "Show" }).click();
    await page.locator(".memories > li").first().getByRole("link", { name: /island 45$/ }).waitFor();
    assert.equal(await card(page, "island").count(), 40);
    assert.ok((await weight(person, page.url())) < 50_000, "the longest page is light");
    await page.getByRole("link", { name: "More" }).click();
    await page.waitForURL(/cursor=/);
    assert.equal(await card(page, "island").count(), 5);

    const search = page.getByRole("searchbox");
    await search.fill("burrito");
    if (how === "without script") await search.press("Enter");
    await page.getByText("One memory about “burrito”").first().waitFor();
    assert.ok(await card(page, "burrito").first().isVisible());
    const kinds = page.getByRole("navigation", { name: "Kinds of memories" });
    assert.equal(await kinds.locator("[aria-current]").innerText(), "All", "it looks through all of them");
    if (how === "with script") {
      assert.equal(await search.inputValue(), "burrito");
      await page.reload();
      await page.getByText("One memory about “burrito”").waitFor();
    }
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test(`what Brad may remember is switched off, and a topic is left alone, ${how}`, async () => {
    const { person, page, complaints, open } = await newTab(browser());
    await person.meet(BRAD, "friend");
    await open(`${HOME}/memories`);
    await page.getByLabel("What you tell about yourself").uncheck();
    if (how === "without script") {
      await page.getByRole("region", { name: "What Brad may remember" }).getByRole("button").click();
    }
    await page.getByText("Saved.").first().waitFor();
    const { memory_config } = await person.get(`/api/personas/${BRAD}/relationship`);
    assert.equal(memory_config.remember_personal_facts, false);
    assert.equal(memory_config.remember_past_conversations, true);

    await page.getByLabel("Never bring up").fill("my ex");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("Alice does not want to talk about my ex").first().waitFor();
    await open(`${HOME}/prompt`);
    await page.getByText(/Avoid: my ex/i).waitFor();

    await open(`${HOME}/memories`);
    await page.getByText("Tell Brad something").click();
    await page.getByLabel("What should Brad know?").fill("Alice keeps bees");
    await page.getByRole("button", { name: "Tell Brad" }).click();
    await card(page, "Alice keeps bees").first().waitFor();
    await page.getByText("You wrote it").first().waitFor();
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test(`how Brad would greet is told before one has met him, ${how}`, async () => {
    const { person, page, complaints, open } = await newTab(browser());
    await open(HOME);
    await page.getByRole("radio", { name: /Friend/ }).check();
    await page.getByLabel(/Tell us more/).fill("You call me captain.");
    if (how === "without script") await page.getByRole("button", { name: "Preview" }).click();
    const greeting = page.locator(".greeting");
    await greeting.getByText(/captain/i).waitFor();
    assert.equal(await page.getByLabel(/Tell us more/).inputValue(), "You call me captain.");
    const { relationships } = await person.get("/api/relationships");
    assert.deepEqual(relationships, [], "nothing is saved before Save");
    await page.getByLabel("What should Brad call you?").press("Enter");
    await page.getByRole("button", { name: /^Call/ }).waitFor();
    const call = await person.call(BRAD);
    assert.match(call.greeting, /captain/i);
    await call.hangUp();
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

test("a topic to leave alone is as long as its sentence may be", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.meet(BRAD, "friend");
  const headers = { accept: "text/html" };
  const page = await (await person.fetch(`${HOME}/memories`, { headers })).text();
  const [, longest] = page.match(/id="topic"[^>]* maxlength="(\d+)"/);
  const [, csrf] = page.match(/name="csrf" value="([^"]+)"/);
  const add = (length) => {
    const body = new URLSearchParams({ csrf, about: "avoid", content: "x".repeat(length) });
    return person.fetch(`${HOME}/memories`, { method: "POST", body, headers, redirect: "manual" });
  };
  assert.equal((await add(Number(longest))).status, 303);
  const refused = await add(Number(longest) + 1);
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), new RegExp(`It has at most ${longest} characters`));
});

test("a memory that is changed on its own page changes all of what the page tells of it", async () => {
  const { person, page, open } = await newTab(scripted);
  await person.talk(BRAD, "I live in Ohio");
  await open(`${HOME}/memories`);
  await page.getByRole("link", { name: "Alice lives in Ohio" }).click();
  await page.locator("summary", { hasText: "Correct" }).click();
  await page.getByLabel("How it should read").fill("Alice lives in Texas");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "How it changed" }).waitFor();
  assert.equal(await page.locator(".quote").count(), 0, "it was not said so");
  await page.getByRole("button", { name: /Forget/ }).click();
  await page.getByRole("heading", { name: "Forgotten" }).waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /Texas|Ohio/);
  await page.close();
});

test("a memory leads to where it was said, shows how it fades, and tells how it changed", async () => {
  const { person, page, open } = await newTab(scripted);
  const first = await person.talk(BRAD, "I live in Ohio");
  await person.talk(BRAD, "I moved to Texas");
  await open(`${HOME}/memories`);
  await page.getByRole("link", { name: "Alice lives in Texas" }).click();
  await page.getByRole("heading", { name: "How it changed" }).waitFor();
  assert.match(await page.locator(".timeline").innerText(), /Texas[^]*Ohio/);
  await page.getByRole("img", { name: /Strength over time. Now \d+ percent/ }).waitFor();
  assert.match(await page.locator(".quote").innerText(), /I moved to Texas/);
  await page.locator(".timeline li").last().getByRole("link").click();
  await page.waitForURL(new RegExp(`/calls/${first.id}#turn-\\d+$`));
  const turn = page.locator(new URL(page.url()).hash);
  assert.match(await turn.innerText(), /I live in Ohio/);
  assert.equal(await turn.locator("mark").innerText(), "Ohio");
  await page.close();
});

test("what was said once is found by what it was about, and opens at that turn", async () => {
  const { person, page, open } = await newTab(plain);
  await person.talk(BRAD, "My sister Marge had her appendix taken out in Lisbon");
  await person.talk(BRAD, "Work was slow today");
  await open(`${HOME}/calls`);
  assert.equal(await page.locator(".calls > li").count(), 2);
  await page.getByRole("searchbox").fill("surgery in Portugal, appendix");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: /You: .*appendix/ }).first().click();
  await page.waitForURL(/#turn-\d+$/);
  assert.match(await page.locator(new URL(page.url()).hash).innerText(), /Lisbon/);
  await page.close();
});

test("a call's page comes to what was learned by itself", async () => {
  const { person, page, open, complaints } = await newTab(scripted);
  const call = await person.call(BRAD);
  await call.say("I love rock climbing");
  await call.hangUp();
  await open(`/calls/${call.id}`);
  await page.getByRole("heading", { name: "What Brad learned" }).waitFor();
  const marks = page.getByRole("list", { name: "Learned here" });
  await marks.getByRole("link", { name: /climbing/ }).click();
  assert.match(page.url(), /#mem_/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("what goes on is told from its last word to its first, and settled by hand", async () => {
  const { person, page, open } = await newTab(plain);
  await person.talk(BRAD, "I have a conflict with Sarah at work, she took my slides");
  await person.talk(BRAD, "The conflict with Sarah at work got worse, I want to quit");
  await open(`${HOME}/storylines`);
  const line = page.getByRole("region", { name: /Sarah/ });
  assert.ok((await line.locator(".timeline li").count()) >= 1);
  await line.getByRole("button", { name: /That is settled/ }).click();
  await page.getByRole("heading", { name: "Settled" }).waitFor();
  await page.close();
});

test("what Brad would be told has its measure, and what was left out its reason", async () => {
  const { person, page, open } = await newTab(plain);
  await person.meet(BRAD, "friend");
  for (let number = 1; number <= 60; number += 1) {
    const content = `User once wrote a long letter about the ${number} lighthouses of a far and stormy coast and never sent it`;
    await person.post(`/api/personas/${BRAD}/memories`, { content, category: "user_fact" });
  }
  await open(`${HOME}/prompt`);
  const numbers = await page.locator(".share .number").allInnerTexts();
  const [all, ...parts] = numbers.map((text) => Number.parseInt(text.replace(",", ""), 10));
  assert.equal(parts.length, 6);
  assert.ok(all <= 4_000 && parts.every((part) => part > 0 && part < all), numbers.join(" "));
  await page.getByText(/^No room: other things matter more/).click();
  await page.getByRole("link", { name: /lighthouses/ }).last().click();
  await page.getByText("You wrote it").first().waitFor();
  await page.close();
});

test("nobody sees what somebody else's persona knows", async () => {
  const { person, page, open } = await newTab(plain);
  const eve = await newPerson(world);
  await person.talk(BRAD, "I love rock climbing");
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  await eve.meet(BRAD, "friend");
  await plain.clearCookies();
  await plain.addCookies([{ name: "session", value: eve.token, url: world.url }]);
  for (const path of [`${HOME}/memories`, `${HOME}/memories?q=climbing`, `${HOME}/calls?q=climbing`, `${HOME}/storylines`]) {
    const answer = await open(path);
    assert.equal(answer.status(), 200, path);
    assert.doesNotMatch(await page.locator("main").innerText(), /rock/, path);
  }
  assert.equal((await open(`${HOME}/memories/${memories[0].id}`)).status(), 404);
  assert.equal((await open(`/personas/${MAYA}/memories`)).status(), 404);
  await page.close();
});

test("what has faded is named among what Brad would not be told, and is kept from fading in one tap", async () => {
  const { person, page, open } = await newTab(scripted);
  await person.talk(BRAD, "I love rock climbing");
  await person.choosePin();
  // Of whom nothing goes because it was long ago.
  await world.d1("UPDATE users SET plan = 'premium' WHERE id = ?", person.id);
  const later = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ days: 8 * 365 }) };
  assert.ok((await world.fetch("/dev/advance", later)).ok);
  await person.signIn();
  await scripted.addCookies([{ name: "session", value: person.token, url: world.url }]);

  await open(`${HOME}/prompt`);
  await page.getByText(/^Faded by now/).click();
  await page.getByRole("link", { name: "Alice loves rock climbing" }).click();
  await card(page, /faint|long ago/).waitFor();
  await page.getByRole("button", { name: /Keep for good/ }).click();
  await card(page, "kept for good").waitFor();
  await open(`${HOME}/prompt`);
  assert.match(await page.locator("pre").allInnerTexts().then((all) => all.join()), /rock climbing/i);
  assert.equal(await page.getByText("Faded by now").count(), 0);
  await page.close();
});
