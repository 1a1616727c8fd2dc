// A real model behind an OpenAI-compatible API: it speaks, and however it fails the call goes on.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { MOVED, startBrain } from "./runtime/brain_server.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let brain;
let world;
before(async () => {
  brain = await startBrain();
  world = await startWorld({ vars: { ...brain.vars, BRAIN_TIMEOUT: "2" } });
});
after(async () => {
  assert.deepEqual(brain.complaints, []);
  await world.stop();
  await brain.stop();
});
beforeEach(() => {
  brain.behaviour = { say: ["Hello", " from", " the", " model."] };
  brain.requests.length = 0;
});

test("the model speaks, token by token, with the prompt and what was said", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.meet(BRAD, "friend", "You call her dude.");
  const call = await person.call(BRAD);
  assert.equal(call.greeting, "Hello from the model.");
  call.send({ type: "prompt", voicePrompt: "I love climbing", lang: "en-US", last: true });
  for (const token of ["Hello", " from", " the", " model."]) {
    assert.equal((await call.next((frame) => frame.type === "text")).token, token);
  }
  await call.listen();

  const [, { messages }] = brain.requests;
  assert.match(messages[0].content, /=== CORE IDENTITY ===[^]*You are Brad/);
  assert.match(messages[0].content, /You call her dude/);
  assert.deepEqual(messages.slice(1), [
    { role: "user", content: "(The call has just connected. Speak first.)" },
    { role: "assistant", content: "Hello from the model." },
    { role: "user", content: "I love climbing" },
  ]);
  await call.hangUp();
});

test("what memory brings up stands beside the last thing said", async () => {
  const person = await newPerson(world);
  await person.talk(BRAD, "My sister Marge lives in Ohio");
  const call = await person.call(BRAD);
  brain.requests.length = 0;
  await call.say("Where does my sister Marge live again?");
  const { messages } = brain.requests.at(-1);
  const { role, content } = messages.at(-1);
  assert.equal(role, "user");
  assert.match(content, /Ohio[^]*\n\nWhere does my sister Marge live again\?$/);
  await call.hangUp();
});

for (const [how, behaviour] of [
  ["is over its limit (429)", { status: 429 }],
  ["breaks (500)", { status: 500 }],
  ["says nothing at all", { say: [] }],
  ["answers with something that is no stream", { body: "<html>gateway</html>" }],
  ["is cut off before the first word", { cutAfter: [] }],
  ["streams what is not JSON", { body: "data: {nonsense\n\ndata: more\n\n" }],
  ["has moved to where nothing is", { redirect: 302, location: MOVED }],
  ["sends on and on to itself", { redirect: 307, location: "/v1/chat/completions" }],
  ["has moved without a word where to", { redirect: 307 }],
]) {
  test(`the call goes on when the model ${how}`, async () => {
    const person = await newPerson(world);
    const call = await person.call(BRAD);
    brain.behaviour = behaviour;
    const reply = await call.say("I love rock climbing");
    assert.notEqual(reply, "");
    brain.behaviour = { say: ["Back", " again."] };
    assert.equal(await call.say("And you?"), "Back again.");
    await call.hangUp();
    await call.remembered();
  });
}

test("a model that is cut off in mid-sentence is heard to have lost its thread", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  brain.behaviour = { cutAfter: ["So", " what"] };
  assert.match(await call.say("Tell me"), /^So what … Sorry/);
  brain.behaviour = { say: ["Right."] };
  assert.equal(await call.say("Go on"), "Right.");
  const { turns } = await person.get(`/api/calls/${call.id}/transcript`);
  assert.deepEqual(
    turns.map(({ speaker }) => speaker),
    ["persona", "user", "persona", "user", "persona"],
  );
  await call.hangUp();
});

for (const [how, behaviour, heard] of [
  ["never begins to answer", { mute: true }, /./],
  ["begins and says nothing", { stallAfter: [] }, /./],
  ["keeps the line open without a word", { chatter: true }, /./],
  ["stops in mid-sentence", { stallAfter: ["So", " what"] }, /^So what … Sorry/],
]) {
  test(`a model that ${how} is not waited for, and is told to stop`, async () => {
    const person = await newPerson(world);
    const call = await person.call(BRAD);
    brain.behaviour = behaviour;
    assert.match(await call.say("Are you there?"), heard);
    await brain.givenUp("Are you there?");
    brain.behaviour = { say: ["Back", " again."] };
    assert.equal(await call.say("And now?"), "Back again.");
    await call.hangUp();
  });
}

for (const [how, behaviour, heard] of [
  ["in one piece", { whole: "Grüß dich, Zoë 👋" }, "Grüß dich, Zoë 👋"],
  ["under another name", { say: ["So", " be it."], type: "application/octet-stream" }, "So be it."],
  ["in the middle of letters", { say: ["Grüß dich,", " Zoë 👋"], bytewise: true }, "Grüß dich, Zoë 👋"],
  ["from where it has moved to", { redirect: 307, location: MOVED, say: ["Here", " now."] }, "Here now."],
]) {
  test(`a model that answers ${how} is understood`, async () => {
    const person = await newPerson(world);
    const call = await person.call(BRAD);
    brain.behaviour = behaviour;
    assert.equal(await call.say("Are you there?"), heard);
    const { turns } = await person.get(`/api/calls/${call.id}/transcript`);
    assert.equal(turns.at(-1).text, heard);
    await call.hangUp();
  });
}

test("a turn that nobody answered when the runtime died is answered when it is back", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  brain.behaviour = { stallAfter: [] };
  brain.requests.length = 0;
  call.send({ type: "prompt", voicePrompt: "Did you get that?", lang: "en-US", last: true });
  await brain.asked();
  await world.restart();
  brain.behaviour = { say: ["I did."] };
  await call.connect();
  assert.equal(await call.listen(), "I did.");
  const { turns } = await person.get(`/api/calls/${call.id}/transcript`);
  assert.deepEqual(
    turns.slice(1).map(({ text }) => text),
    ["Did you get that?", "I did."],
  );
  await call.hangUp();
});

test("an interruption stops the model and keeps what was heard", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  brain.behaviour = { say: ["One.", " Two.", " Three."] };
  await call.say("Count");
  call.send({ type: "interrupt", utteranceUntilInterrupt: "One. Two.", durationUntilInterruptMs: 900 });
  await call.say("Stop");
  const { turns } = await person.get(`/api/calls/${call.id}/transcript`);
  assert.equal(turns[2].text, "One. Two.");
  await call.hangUp();
});
