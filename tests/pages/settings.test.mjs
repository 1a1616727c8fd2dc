// The settings: one place, led to from every page; webhooks; and being asked before anything is erased.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";

import { openBrowser } from "../../xtask/runtime/browser.mjs";
import { BRAD, newPerson } from "../runtime/person.mjs";
import { startWorld } from "../runtime/world.mjs";

let world;
let browser;
let withoutScript;
before(async () => {
  world = await startWorld();
  const viewport = { width: 390, height: 844 };
  browser = await openBrowser({ viewport });
  withoutScript = await openBrowser({ viewport, javaScriptEnabled: false });
});
after(async () => {
  await browser?.close();
  await withoutScript?.close();
  await world?.stop();
});

async function open(person, path, within = browser) {
  await within.clearCookies();
  await within.addCookies([{ name: "session", value: person.token, url: world.url }]);
  const page = await within.newPage();
  await page.goto(world.url + path);
  return page;
}

test("from every page it is one step to the settings, and from there to each of them", async () => {
  const person = await newPerson(world);
  const page = await open(person, "/", withoutScript);
  for (const path of ["/", "/phone", "/account", "/data", "/webhooks", "/personas/new", "/api/docs", `/personas/${BRAD}`]) {
    await page.goto(world.url + path);
    const main = page.getByRole("navigation", { name: "Main" });
    assert.deepEqual(await main.getByRole("link").allInnerTexts(), ["Home", "Settings"], path);
    await main.getByRole("link", { name: "Settings" }).click();
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Settings");
  }
  for (const name of ["Your phone", "Your account", "Your data", "Webhooks"]) {
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name }).click();
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), name);
    await page.goto(`${world.url}/settings`);
  }
  assert.equal(await page.getByRole("link", { name: "How it goes" }).count(), 0);
  await page.getByLabel("What your people call you").fill("Al");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  assert.equal((await person.get("/api/me")).name, "Al");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Your phone number").waitFor();
});

for (const [how, within] of [["with", () => browser], ["without", () => withoutScript]]) {
  test(`a webhook is added, tried, given another secret and deleted, ${how} script`, async (t) => {
    const told = [];
    const server = http.createServer((request, response) => {
      told.push(request.url);
      response.writeHead(204).end();
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close(() => {}) && server.closeAllConnections());
    const person = await newPerson(world);
    const page = await open(person, "/webhooks", within());
    await page.getByLabel("Its address").fill("nonsense");
    await page.getByRole("button", { name: "Add it" }).click();
    assert.equal(await page.getByLabel("Its address").getAttribute("aria-invalid"), "true");
    const url = `http://127.0.0.1:${server.address().port}/hook`;
    await page.getByLabel("Its address").fill(url);
    await page.getByLabel("A planned call did not take place").uncheck();
    await page.getByRole("button", { name: "Add it" }).click();
    const secret = page.getByText(/^whsec_/);
    const first = await secret.innerText();

    await page.getByRole("link", { name: url }).click();
    assert.equal(await secret.count(), 0, "it is shown once");
    await page.getByRole("button", { name: "Send it a ping" }).click();
    await page.getByText("A ping", { exact: true }).waitFor();
    await world.nextLog(/done: tell/);
    if (how === "without") await page.reload();
    await page.getByText(/· taken/).waitFor();
    assert.deepEqual(told, ["/hook"]);

    await page.getByText("Another secret, or delete it").click();
    await page.getByRole("button", { name: "Make another secret" }).click();
    assert.notEqual(await secret.innerText(), first);
    await page.getByLabel("A call is over, or came to nothing").uncheck();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const { webhooks } = await person.get("/api/webhooks");
    assert.deepEqual(webhooks[0].events, ["memories.changed"]);

    await page.getByText("Another secret, or delete it").click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.waitForURL(`${world.url}/webhooks`);
    assert.deepEqual((await person.get("/api/webhooks")).webhooks, []);
  });
}

test("nothing between two is erased before it was asked for twice", async () => {
  const person = await newPerson(world);
  await person.talk(BRAD, "I love rock climbing");
  const page = await open(person, "/data", withoutScript);
  await page.getByRole("button", { name: /Erase.*Brad/ }).click();
  await page.getByRole("heading", { name: "Erase everything with Brad?" }).waitFor();
  assert.equal((await person.get(`/api/personas/${BRAD}/memories`)).memories.length, 1);
  await page.getByRole("button", { name: "Erase everything with Brad" }).click();
  await page.getByRole("heading", { name: "What was erased" }).waitFor();
  assert.equal((await person.fetch(`/api/personas/${BRAD}/memories`)).ok, false);
});
