// Somebody rings one of our numbers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { Telephone } from "./runtime/telephone.mjs";
import { startWorld } from "./runtime/world.mjs";

const PIN = "472815";

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

/// Somebody who told Brad of their dog; with a PIN, where it is said.
async function acquainted({ pin } = {}) {
  const person = await newPerson(world, { name: "Alice" });
  await person.talk(BRAD, "My dog Rex is very ill");
  if (pin !== undefined) await person.put("/api/me", { pin });
  return person;
}

/// Somebody calls our number from that one, as far as the network vouches for it.
async function callIn(number, trust) {
  const dialled = carrier.dial(number, { trust });
  const telephone = new Telephone(carrier.calls.at(-1));
  await dialled;
  return telephone;
}

const lastCall = async (person) => (await person.get("/api/calls")).calls[0];

function type(telephone, keys) {
  for (const key of keys) telephone.call.key(key);
  return telephone.listen();
}

test("whom the carrier vouches for is put through to who they know", async () => {
  const person = await acquainted();
  const telephone = await callIn(person.phone, "A");
  await telephone.listen();
  assert.match(telephone.disclosure, /^This is Brad, an AI persona/);
  assert.match(await telephone.say("What do you remember about my dog?"), /Rex/);
  await telephone.call.hangUp();
  const { status, end_reason, direction, channel } = await lastCall(person);
  assert.deepEqual([status, end_reason, direction, channel], ["ended", "hung_up", "inbound", "phone"]);
});

test("the webhook again is the same call, and greets nobody twice", async () => {
  const person = await acquainted();
  const telephone = await callIn(person.phone, "A");
  await telephone.listen();
  const [instructions] = telephone.call.callbacks;
  const twiml = await (await carrier.send(instructions)).text();
  assert.match(twiml, new RegExp(`/twilio/relay/${(await lastCall(person)).id}/2"`));
  assert.doesNotMatch(twiml, /welcomeGreeting=/);
  assert.equal((await person.get("/api/calls")).calls.length, 2);
  await telephone.call.hangUp();
});

test("a number alone opens nothing; the PIN does", async () => {
  const person = await acquainted({ pin: PIN });
  for (const trust of [undefined, "B", "C"]) {
    const telephone = await callIn(person.phone, trust ?? null);
    assert.match(await telephone.listen(), /PIN/);
    assert.doesNotMatch(await telephone.say("What do you remember about my dog?"), /Rex/);
    assert.match(await type(telephone, "111112"), /once more/);
    await type(telephone, PIN);
    assert.match(await telephone.say("What do you remember about my dog?"), /Rex/);
    await telephone.call.hangUp();
  }
});

test("of a call in which nobody proved who they are nothing is kept", async () => {
  const person = await acquainted({ pin: PIN });
  const telephone = await callIn(person.phone, null);
  await telephone.listen();
  await telephone.say("My name is Mallory and I moved to Texas");
  await telephone.call.hangUp();
  const { id } = await lastCall(person);
  await world.nextLog(new RegExp(`done: remember ${id}`));
  assert.equal((await person.fetch(`/api/calls/${id}/archive`)).status, 404);
  const known = JSON.stringify(await person.get(`/api/personas/${BRAD}/memories`));
  assert.doesNotMatch(known, /Mallory|Texas/);
});

test("strangers are told what it is, and 9 leaves them alone for good", async () => {
  const stranger = "+14155558877";
  const telephone = await callIn(stranger, "A");
  assert.match(await telephone.listen(), /press 9/);
  telephone.call.key("9");
  assert.match(await telephone.listen(), /won't be called/);
  await telephone.call.over;
  const [{ reason }] = await world.d1("SELECT reason FROM suppressions WHERE phone = ?", stranger);
  assert.equal(reason, "opted_out");
});

test("who talks already is not answered twice, and who is rung is put through", async () => {
  const person = await acquainted();
  await person.post("/api/me/consent");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const ringing = carrier.calls.at(-1);
  await ringing.ring();
  const telephone = await callIn(person.phone, "A");
  await telephone.listen();
  assert.equal(await ringing.over, "canceled");
  assert.equal((await person.get(`/api/calls/${id}`)).end_reason, "canceled");
  const again = await callIn(person.phone, "A");
  assert.equal(again.call.status, "busy");
  await telephone.call.hangUp();
});
