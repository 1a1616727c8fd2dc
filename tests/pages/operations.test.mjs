// How it goes, for whoever runs this, and for nobody else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser } from "../../xtask/runtime/browser.mjs";
import { BRAD, newPerson } from "../runtime/person.mjs";
import { startWorld } from "../runtime/world.mjs";

let world;
let browser;
let operator;
before(async () => {
  world = await startWorld();
  operator = await newPerson(world, { name: "Olga" });
  await world.restart({ vars: { OPERATORS: `+15005550006, ${operator.phone}` } });
  browser = await openBrowser({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
});
after(async () => {
  await browser?.close();
  await world?.stop();
});

test("only who runs this sees how it goes", async () => {
  const person = await newPerson(world);
  assert.equal((await person.fetch("/operations")).status, 404);
  assert.equal((await world.fetch("/operations")).status, 404);
  const response = await operator.fetch("/operations");
  assert.equal(response.status, 200);
  const page = await response.text();
  for (const { phone, id } of [person, operator]) {
    assert.ok(!page.includes(phone) && !page.includes(id), "nobody is named");
  }
  assert.equal((await operator.fetch("/operations?period=aeon")).status, 422);
});

test("calls, waits and what is due are counted, and counted once however often", async () => {
  const person = await newPerson(world);
  await person.talk(BRAD, "I love rock climbing", "And chess");
  await person.talk(BRAD, "I live in Ohio");
  await browser.addCookies([{ name: "session", value: operator.token, url: world.url }]);
  const page = await browser.newPage();
  await page.goto(`${world.url}/settings`);
  await page.getByRole("link", { name: "How it goes" }).click();
  const figure = (name) =>
    page.locator(".figures div").filter({ has: page.getByText(name, { exact: true }) }).locator("dd").innerText();
  for (let cron = 0; cron < 3; cron += 1) {
    assert.equal(await figure("Calls"), "2");
    assert.equal(await figure("Replies that failed"), "0");
    assert.equal(await figure("Replies"), "3");
    assert.match(await figure("95 of 100 within"), /\d+(\.\d)? m?s/);
    assert.equal(await figure("Sweeps"), String(cron));
    assert.equal(await figure("Calls not yet remembered"), "0");
    await page.getByRole("row", { name: /Hung up browser 2/ }).waitFor();
    await world.scheduled("0 * * * *");
    await page.reload();
  }
  const kept = await world.d1("SELECT name, total FROM hourly_totals WHERE name LIKE 'calls:%'");
  assert.deepEqual(kept.map(({ total }) => total), [2]);
  await page.getByRole("link", { name: "A month" }).click();
  assert.equal(await figure("Calls"), "2");
});
