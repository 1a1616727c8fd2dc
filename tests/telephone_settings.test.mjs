// What a user decides of their telephone, on the page and by the API; in a real browser and the real runtime.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { webhook } from "../xtask/runtime/carrier/webhooks.mjs";
import { startPages } from "./runtime/pages.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { rung } from "./runtime/telephone.mjs";

let pages;
let carrier;
let world;
before(async () => {
  pages = await startPages();
  ({ carrier, world } = pages);
});
after(() => pages?.stop());

const ask = (person) =>
  person.fetch("/api/calls", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ persona_id: BRAD, channel: "phone" }),
  });

test("calls are allowed, and stopped, on the page of the phone, without script too", async () => {
  const person = await newPerson(world);
  const page = await pages.open(person, "/", { within: pages.plain });
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Your phone" }).click();
  assert.equal((await ask(person)).status, 409);
  await page.getByRole("button", { name: "Yes, call me" }).click();
  assert.equal((await ask(person)).status, 201);
  await page.getByRole("button", { name: "Stop calling me" }).click();
  await page.getByRole("heading", { name: "May you be called?" }).waitFor();
  const { calls } = await person.get("/api/calls");
  assert.deepEqual(calls.map(({ end_reason }) => end_reason), ["opted_out"]);
  assert.equal(await rung(carrier, person).call.over, "canceled");
  const refused = await ask(person);
  assert.match((await refused.json()).detail, /stop calling/);
});

test("hours, limits and a PIN are kept, and what can't be is said beside its field", async () => {
  const person = await newPerson(world);
  const page = await pages.open(person, "/phone");
  await page.getByLabel("From").selectOption("20");
  await page.getByLabel("Until").selectOption("4");
  await page.getByLabel("Try again").selectOption("2");
  await page.getByLabel("Minutes").fill("30");
  await page.getByLabel("Dollars").fill("2.50");
  await page.getByLabel(/A PIN/).fill("123456");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("too easy to guess").waitFor();
  await page.getByLabel(/A PIN/).fill("472815");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  const me = await person.get("/api/me");
  const { hours_from, hours_to, retries, calls_a_day, minutes_a_day, cents_a_day, has_pin } = me;
  assert.deepEqual(
    [hours_from, hours_to, retries, calls_a_day, minutes_a_day, cents_a_day, has_pin],
    [20, 4, 2, null, 30, 250, true],
  );
  assert.ok(!JSON.stringify(me).includes("472815"));
  await page.getByLabel("Take my PIN away").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  assert.equal((await person.get("/api/me")).has_pin, false);
  assert.equal((await person.put("/api/me", { minutes_a_day: null })).minutes_a_day, null);
});

test("a day's calls are counted, whatever asks for them", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  await person.put("/api/me", { calls_a_day: 1 });
  const { id } = await (await ask(person)).json();
  await person.post(`/api/calls/${id}/end`);
  const refused = await ask(person);
  assert.match((await refused.json()).detail, /the one call of today/);
});

test("a voice of the user's choice is the one that speaks", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  await person.post(`/api/personas/${BRAD}/customize`, { relationship_type: "friend", voice: "lily" });
  assert.equal((await person.get(`/api/personas/${BRAD}/relationship`)).voice, "lily");
  const { id } = await (await ask(person)).json();
  const path = `/twilio/voice/${id}`;
  const twiml = await (await world.fetch(path, webhook(path, { CallSid: "CA1" }))).text();
  assert.match(twiml, /voice="pFZP5JQG7iQjIQuC4Bku-flash_v2_5"/);
  assert.match(twiml, /language="en-GB"/);
});
