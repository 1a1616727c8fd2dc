// Calls for accounts without ConversationRelay: the carrier asks for each turn.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { Telephone, rung } from "./runtime/telephone.mjs";
import { startWorld } from "./runtime/world.mjs";

const PIN = "472815";

let carrier;
let world;
before(async () => {
  carrier = await startCarrier();
  world = await startWorld({ vars: { ...carrier.vars, PHONE_SPEECH: "gather" } });
  carrier.reach(world.url);
});
after(async () => {
  await carrier?.stop();
  await world?.stop();
  assert.deepEqual(carrier?.complaints, []);
});

async function called(person) {
  await person.post("/api/me/consent");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  return { id, telephone: rung(carrier, person) };
}

test("a call goes turn by turn, from the disclosure to the goodbye, and is remembered", async () => {
  const person = await newPerson(world, { name: "Alice" });
  const { id, telephone } = await called(person);
  const { greeting } = await telephone.answer();
  assert.match(greeting, /^This is Brad, an AI persona/);
  assert.notEqual(await telephone.listen(), "");
  await telephone.say("I love rock climbing");
  telephone.call.line.stayQuiet();
  assert.equal(await telephone.listen(), "Are you still there?");
  await telephone.say("Yes! Gotta run, bye!");
  assert.equal(await telephone.call.over, "completed");
  await world.nextLog(new RegExp(`done: remember ${id}`));
  assert.equal((await person.get(`/api/calls/${id}`)).end_reason, "said_goodbye");
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  assert.ok(memories.some(({ content }) => /climbing/.test(content)));
});

test("9 means stop here too", async () => {
  const person = await newPerson(world);
  const { id, telephone } = await called(person);
  await telephone.answer();
  await telephone.listen();
  telephone.call.key("9");
  assert.match(await telephone.listen(), /won't be called again/);
  await telephone.call.over;
  assert.equal((await person.get(`/api/calls/${id}`)).end_reason, "opted_out");
});

test("a machine is hung up on, or left its message, by the carrier", async () => {
  for (const [voicemail, by, words] of [
    ["nothing", "machine_start", undefined],
    ["message", "machine_end_beep", /message from Call Me Back/],
  ]) {
    const person = await newPerson(world);
    await person.put("/api/me", { voicemail });
    const { id, telephone } = await called(person);
    await telephone.answer();
    await telephone.listen();
    await telephone.call.detect(by);
    if (words !== undefined) assert.match(await telephone.listen(), words);
    assert.equal(await telephone.call.over, "completed");
    assert.equal((await person.get(`/api/calls/${id}`)).end_reason, "voicemail");
  }
});

test("a PIN is typed in one go", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.talk(BRAD, "My dog Rex is very ill");
  await person.put("/api/me", { pin: PIN });
  const dialled = carrier.dial(person.phone, { trust: null });
  const telephone = new Telephone(carrier.calls.at(-1));
  await dialled;
  await telephone.listen();
  assert.match(await telephone.listen(), /PIN/);
  for (const key of PIN) telephone.call.key(key);
  await telephone.listen();
  assert.match(await telephone.say("What do you remember about my dog?"), /Rex/);
  await telephone.call.hangUp();
});
