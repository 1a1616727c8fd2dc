// What dies in between is carried on with.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

test("a call survives the death of the runtime, and no turn is lost", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  const reply = await call.say("My dog Rex learned a trick today");
  await world.restart();

  await call.connect();
  const next = await call.say("He can open the fridge now");
  const { turns, status } = await person.get(`/api/calls/${call.id}/transcript`);
  assert.equal(status, "live");
  assert.deepEqual(
    turns.map(({ text }) => text),
    [
      call.greeting,
      "My dog Rex learned a trick today",
      reply,
      "He can open the fridge now",
      next,
    ],
  );
  await call.hangUp();
  await call.remembered();
});

test("a call that was ended as the runtime died is remembered when it is back", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  await call.say("I love rock climbing");
  await call.hangUp();
  await world.restart();
  const { memory_extracted } = await person.get(`/api/calls/${call.id}`);
  if (!memory_extracted) await call.remembered();
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  assert.equal(memories.filter(({ content }) => /climbing/.test(content)).length, 1);
});

/// What is remembered, without how strong it is at the moment.
const stood = ({ memories }) => memories.map(({ strength: _, ...memory }) => memory);

test("the post-call job delivered again leaves one set of memories", async () => {
  const person = await newPerson(world);
  const call = await person.talk(BRAD, "I love rock climbing", "My sister Marge lives in Ohio");
  const before = await person.get(`/api/personas/${BRAD}/memories`);
  assert.ok(before.memories.length > 0);

  const body = JSON.stringify({
    job: "remember",
    call_id: call.id,
    pair: { user: person.id, persona: BRAD },
  });
  const { explicitAcks } = await world.queue([{ body }, { body }]);
  assert.equal(explicitAcks.length, 2);
  assert.deepEqual(stood(await person.get(`/api/personas/${BRAD}/memories`)), stood(before));
  assert.equal((await person.get(`/api/personas/${BRAD}/relationship`)).total_calls, 1);
});

test("a message that means nothing is refused and takes nothing else with it", async () => {
  const person = await newPerson(world);
  const call = await person.talk(BRAD, "I love rock climbing");
  const good = JSON.stringify({
    job: "remember",
    call_id: call.id,
    pair: { user: person.id, persona: BRAD },
  });
  const { explicitAcks, retryMessages } = await world.queue([{ body: "{" }, { body: good }, { body: 7 }]);
  assert.deepEqual(explicitAcks, ["message-1"]);
  assert.deepEqual(retryMessages.map(({ msgId }) => msgId).sort(), ["message-0", "message-2"]);
});

test("an actor that is taken out of memory in mid-call goes on where it was", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  await call.say("My cat is called Miso");
  await world.evict("SESSIONS", `session:${call.id}`);
  const reply = await call.say("What is my cat called?");
  assert.match(reply, /Miso/);
  await call.hangUp();
});

test("the same wish for a call meets the same call", async () => {
  const person = await newPerson(world);
  const wish = { persona_id: BRAD, channel: "browser" };
  const key = { "idempotency-key": "tuesday" };
  const first = await person.post("/api/calls", wish, key);
  const again = await person.post("/api/calls", wish, key);
  assert.equal(first.id, again.id);
  assert.equal((await person.get("/api/calls")).calls.length, 1);
});
