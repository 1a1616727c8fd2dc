// Telephone calls as Twilio leads them: webhooks, the socket, and what we ask of its API.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { HOME } from "../xtask/runtime/carrier/webhooks.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { rung } from "./runtime/telephone.mjs";
import { startWorld } from "./runtime/world.mjs";

let carrier;
let world;
before(async () => {
  carrier = await startCarrier();
  world = await startWorld({ vars: carrier.vars });
  carrier.reach(world.url);
});
after(async () => {
  await carrier?.stop();
  await world?.stop();
  assert.deepEqual(carrier?.complaints, []);
});

/// Someone whom personas may call.
async function reachable() {
  const person = await newPerson(world, { name: "Alice" });
  await person.post("/api/me/consent");
  return person;
}

/// Someone whose telephone is to ring.
async function called(person) {
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  return { person, id, telephone: rung(carrier, person) };
}

const ringing = async () => called(await reachable());

const ask = (person, headers) =>
  person.fetch("/api/calls", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ persona_id: BRAD, channel: "phone" }),
  });

test("a call by phone is rung, disclosed, talked, ended and remembered", async () => {
  const { person, id, telephone } = await ringing();
  const { call } = telephone;
  assert.equal(call.to, person.phone);
  assert.equal(call.asked.Url, `${HOME}/twilio/voice/${id}`);
  await call.ring();
  assert.equal((await person.get(`/api/calls/${id}`)).status, "ringing");

  const { disclosure, greeting } = await telephone.answer();
  assert.match(disclosure, /^This is Brad, an AI persona/);
  assert.notEqual(greeting, "");
  await telephone.say("I love rock climbing");
  await telephone.say("Gotta run, bye!");
  assert.equal(await call.over, "completed");

  await world.nextLog(new RegExp(`done: remember ${id}`));
  const { status, end_reason } = await person.get(`/api/calls/${id}`);
  assert.deepEqual([status, end_reason], ["ended", "said_goodbye"]);
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  assert.ok(memories.some(({ content }) => /climbing/.test(content)));
});

test("whoever picks up hears nothing private before it is known that they are a person", async () => {
  const person = await reachable();
  await person.talk(BRAD, "My dog Rex is very ill");
  const { telephone } = await called(person);
  const { greeting } = await telephone.answer();
  assert.doesNotMatch(greeting, /Rex|dog|ill/);
  assert.doesNotMatch(await telephone.say("Hello? Who is this?"), /Rex/);
  await telephone.call.detect("human");
  assert.match(await telephone.say("What do you remember about my dog?"), /Rex/);
});

test("who presses 9 is not called again, until they allow it", async () => {
  const { person, id, telephone } = await ringing();
  await telephone.answer();
  telephone.call.key("9");
  assert.match(await telephone.listen(), /won't be called again/);
  const refused = await ask(person);
  assert.equal(refused.status, 409);
  assert.match((await refused.json()).detail, /asked us to stop/);
  await telephone.call.over;
  assert.equal((await person.get(`/api/calls/${id}`)).end_reason, "opted_out");
  await person.post("/api/me/consent");
  assert.equal((await ask(person)).status, 201);
});

test("who is on the phone with one persona is not rung by another", async () => {
  const { person, telephone } = await ringing();
  await telephone.answer();
  const response = await ask(person);
  assert.equal(response.status, 409);
  assert.match((await response.json()).detail, /on the phone/);
});

test("who said no, or never said yes, is not rung", async () => {
  const person = await newPerson(world);
  const rings = carrier.placed.length;
  assert.equal((await ask(person)).status, 409);
  await person.post("/api/me/consent");
  await world.d1("INSERT INTO suppressions (phone, since, reason) VALUES (?, 0, 'said so')", person.phone);
  assert.equal((await ask(person)).status, 409);
  assert.equal(carrier.placed.length, rings);
});

test("hanging up before anybody picked up stops the ringing", async () => {
  const { person, id, telephone } = await ringing();
  await telephone.call.ring();
  await person.post(`/api/calls/${id}/end`);
  assert.equal(await telephone.call.over, "canceled");
});

test("a call that is planned is placed when its minute comes, once", async () => {
  const person = await reachable();
  await person.put("/api/me", { time_zone: zoneWhereItIsNoon() });
  const rings = carrier.placed.length;
  const at = new Date(Date.now() + 60_000).toISOString();
  const schedule = await person.post("/api/schedules", { persona_id: BRAD, at });
  await world.scheduled("* * * * *");
  assert.equal(carrier.placed.length, rings, "not before its time");

  await world.d1("UPDATE schedules SET due_at = ? WHERE id = ?", Date.now(), schedule.id);
  await world.scheduled("* * * * *");
  await world.scheduled("* * * * *");
  assert.equal(carrier.placed.length, rings + 1);
  const { schedules } = await person.get("/api/schedules");
  assert.equal(schedules[0].status, "placed");
});

test("what we start ourselves keeps to the person's own hours", async () => {
  const person = await reachable();
  await person.put("/api/me", { time_zone: zoneWhereItIsNight() });
  const rings = carrier.placed.length;
  const at = new Date(Date.now() + 60_000).toISOString();
  const schedule = await person.post("/api/schedules", { persona_id: BRAD, at });
  await world.d1("UPDATE schedules SET due_at = ? WHERE id = ?", Date.now(), schedule.id);
  await world.scheduled("* * * * *");
  assert.equal(carrier.placed.length, rings);
  const { schedules } = await person.get("/api/schedules");
  assert.equal(schedules[0].status, "refused");
  assert.match(schedules[0].refusal, /hours/);
});

/// The zone in which it is that hour now. (Etc/GMT-3 is three hours ahead of Greenwich.)
function zoneAt(hour) {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}
const zoneWhereItIsNoon = () => zoneAt(12);
const zoneWhereItIsNight = () => zoneAt(2);
