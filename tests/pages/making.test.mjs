// Somebody is made on a page, tried out beside the form, changed and deleted: with script and without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser } from "../../xtask/runtime/browser.mjs";
import { newPerson } from "../runtime/person.mjs";
import { startWorld } from "../runtime/world.mjs";

let world;
let browser;
let withoutScript;
before(async () => {
  world = await startWorld();
  browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
  withoutScript = await openBrowser({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
});
after(async () => {
  await browser?.close();
  await withoutScript?.close();
  await world?.stop();
});

async function open(person, path, within) {
  await within.clearCookies();
  await within.addCookies([{ name: "session", value: person.token, url: world.url }]);
  const page = await within.newPage();
  await page.goto(world.url + path);
  return page;
}

/// Describes a sailor in the form.
async function describe(page) {
  await page.getByLabel("Their name").fill("Ishmael");
  await page.getByLabel("In one line").fill("A sailor who has seen it all");
  await page.getByLabel("Who they are", { exact: true }).fill("You are Ishmael, an old sailor. You speak of the sea.");
  await page.getByLabel("What they are like").fill("humor: salty\npatience: endless");
  await page.getByLabel("The first hello").fill("Ahoy {name}, Ishmael here.");
}

for (const [how, within] of [["with", () => browser], ["without", () => withoutScript]]) {
  test(`somebody is made, tried out before, changed and deleted, ${how} script`, async () => {
    const person = await newPerson(world, { name: "Alice" });
    const page = await open(person, "/personas/new", within());
    await describe(page);
    const trial = page.getByRole("region", { name: /Talk to/ });
    await page.getByRole("button", { name: "Hear them" }).click();
    await trial.getByText("Ahoy Alice, Ishmael here.").waitFor();
    await page.getByLabel("Say something").fill("I had a bad day");
    await page.keyboard.press("Enter");
    await trial.getByText("I had a bad day").waitFor();
    await trial.locator("li.theirs").nth(1).waitFor();
    assert.equal(await page.getByLabel("Their name").inputValue(), "Ishmael");
    assert.deepEqual((await person.get("/api/personas?own=true")).personas, [], "Enter makes nobody");
    assert.deepEqual((await person.get("/api/calls")).calls, [], "nor is trying out a call");

    await page.getByRole("button", { name: "Create" }).click();
    await page.waitForURL(/\/personas\/persona_[^/]*$/);
    const [made] = (await person.get("/api/personas?own=true")).personas;
    assert.equal(made.name, "Ishmael");
    assert.deepEqual(made.personality_traits, { humor: "salty", patience: "endless" });
    assert.equal(made.is_public, false);

    await page.goto(world.url);
    await page.getByRole("link", { name: "Change Ishmael" }).click();
    assert.equal(await page.getByLabel("The first hello").inputValue(), "Ahoy {name}, Ishmael here.");
    await page.getByLabel("What they are like").fill("just nice");
    await page.getByRole("button", { name: "Save" }).click();
    assert.equal(await page.getByLabel("What they are like").getAttribute("aria-invalid"), "true");
    await page.getByLabel("What they are like").fill("mood: calm");
    await page.getByLabel(/Everybody here may meet them/).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const changed = await person.get(`/api/personas/${made.id}`);
    assert.deepEqual([changed.personality_traits, changed.is_public], [{ mood: "calm" }, true]);

    await page.getByText("Delete Ishmael").first().click();
    await page.getByRole("button", { name: "Delete Ishmael" }).click();
    await page.waitForURL(`${world.url}/`);
    assert.deepEqual((await person.get("/api/personas?own=true")).personas, []);
  });
}

test("what is not described enough can't be tried out, and says why beside the talk", async () => {
  const person = await newPerson(world);
  const page = await open(person, "/personas/new", browser);
  await page.getByRole("button", { name: "Hear them" }).click();
  await page.getByRole("region", { name: /Talk to/ }).getByRole("alert").waitFor();
  assert.match(page.url(), /\/personas\/new$/);
});

test("two who change the same persona don't overwrite each other", async () => {
  const person = await newPerson(world);
  const { id } = await person.post("/api/personas", {
    name: "Ann",
    description: "x",
    core_system_prompt: "You are Ann.",
  });
  const page = await open(person, `/personas/${id}/edit`, browser);
  await person.put(`/api/personas/${id}`, { name: "Anna" });
  await page.getByLabel("Their name").fill("Annabel");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("changed meanwhile").waitFor();
  assert.equal((await person.get(`/api/personas/${id}`)).name, "Anna");
  assert.equal(await page.getByLabel("Their name").inputValue(), "Annabel");
  await page.getByRole("link", { name: "begin with what stands now" }).click();
  assert.equal(await page.getByLabel("Their name").inputValue(), "Anna");
  await person.put(`/api/personas/${id}`, { name: "Annie" });
  for (const outcome of ["changed meanwhile", "Saved."]) {
    await page.getByLabel("Their name").fill("Annabel");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(outcome).waitFor();
  }
  assert.equal((await person.get(`/api/personas/${id}`)).name, "Annabel");
});

test("the form for somebody new that is sent twice makes them once, and nobody else in their place", async () => {
  const person = await newPerson(world);
  const inputs = (html) =>
    Object.fromEntries(["csrf", "key"].map((name) => [name, html.match(new RegExp(`name="${name}" value="([^"]+)"`))[1]]));
  const page = await (await person.fetch("/personas/new")).text();
  const send = (form, name) => {
    const fields = { ...form, name, description: "x", voice: "adam", core_system_prompt: "You are Ann." };
    const body = new URLSearchParams({ ...fields, "procedure-nudge": "Go on." });
    const headers = { accept: "text/html" };
    return person.fetch("/personas/new", { method: "POST", body, headers, redirect: "manual" });
  };
  const names = async () => (await person.get("/api/personas?own=true")).personas.map(({ name }) => name).sort();
  for (const name of ["Ann", "Ann"]) assert.equal((await send(inputs(page), name)).status, 303);
  // As one who went back to it, and wrote over what stood there.
  const refused = await send(inputs(page), "Bob");
  assert.equal(refused.status, 409);
  assert.deepEqual(await names(), ["Ann"]);
  const again = await refused.text();
  assert.match(again, /You made Ann with this form already/);
  assert.equal((await send(inputs(again), "Bob")).status, 303);
  assert.deepEqual(await names(), ["Ann", "Bob"]);
});

test("what a program wrote of how they speak is left as it is, and does not keep the form from being saved", async () => {
  const person = await newPerson(world);
  const { id } = await person.post("/api/personas", { name: "Ann", description: "x", core_system_prompt: "You are Ann." });
  await person.meet(id, "friend");
  const address = `/api/personas/${id}/procedures/nudge`;
  const value = " Go on.\n\n  And then? ";
  await person.put(`${address}?of=persona`, { value });
  const page = await open(person, `/personas/${id}/edit`, browser);
  await page.getByLabel("Their name").fill("Anna");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  assert.equal((await person.get(address)).value, value);
});

test("trying out ends after a while, each time and each hour", async () => {
  const person = await newPerson(world);
  const fields = { name: "Ann", description: "x", voice: "adam", core_system_prompt: "You are Ann." };
  const page = await (await person.fetch("/personas/new")).text();
  const [, csrf] = page.match(/name="csrf" value="([^"]+)"/);
  const tryOut = (said) => {
    const body = new URLSearchParams({ csrf, ...fields });
    for (const turn of said) body.append("said", turn);
    return person.fetch("/personas/new/try", { method: "POST", body });
  };
  assert.equal((await tryOut(Array(17).fill("user:hello"))).status, 422);
  for (let count = 0; count < 60; count += 1) assert.equal((await tryOut(["user:hello"])).status, 200);
  assert.equal((await tryOut(["user:hello"])).status, 429);
});
