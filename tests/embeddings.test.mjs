// A model that says what texts mean, behind an OpenAI-compatible API: what it knows to be alike is
// found, and however it fails everything goes on by the built-in embedder.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { startBrain } from "./runtime/brain_server.mjs";
import { startEmbeddingServer } from "./runtime/embedding_server.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let server;
let world;
before(async () => {
  server = await startEmbeddingServer();
  world = await startWorld({ vars: server.vars });
});
after(async () => {
  await world.stop();
  await server.stop();
});
afterEach(() => {
  assert.deepEqual(server.complaints.splice(0), []);
  server.behaviour = {};
});

const SAID = "My brondel broke in the night.";
/// To the model that is the same thing; nobody else knows the word.
const ASKED = "wuffle";

const recalled = async (person, question) => {
  const { hits } = await person.get(
    `/api/personas/${BRAD}/recall?q=${encodeURIComponent(question)}`,
  );
  return hits.filter(({ what }) => what.kind === "turn").map(({ what }) => what.turn.text);
};

/// Waits until a question finds that: asks again each time after the model was done with something, or
/// was not waited for.
async function comesToFind(person, question, text) {
  while (!(await recalled(person, question)).includes(text)) {
    await world.nextLog(/done: embedding what a memory holds|the built-in embedder serves/);
  }
}

/// By which models the vectors are of the memory that holds a call, besides the built-in ones.
async function models(call) {
  const holds = (rows) => rows?.some((row) => JSON.parse(row).call_id === call.id);
  const stored = Object.values(await world.stored());
  const { vectors } = stored.find((tables) => tables.vectors !== undefined && holds(tables.turns));
  const names = new Set(vectors.map((row) => JSON.parse(row).model));
  return [...names].filter((name) => name !== "cmb-pieces-1");
}

test("what the model alone knows to be alike is found, and the rest as before", async () => {
  const person = await newPerson(world);
  await person.talk(BRAD, SAID, "I had soup for lunch.");
  await comesToFind(person, ASKED, SAID);
  assert.ok((await recalled(person, "soup")).includes("I had soup for lunch."));
  const texts = server.requests.flatMap(({ input }) => input);
  assert.equal(texts.filter((text) => text === SAID).length, 1, "asked for once");
});

test("it comes to mind in a call", async (t) => {
  const brain = await startBrain();
  t.after(() => brain.stop());
  await world.restart({ vars: brain.vars });
  const person = await newPerson(world);
  await person.talk(BRAD, SAID);
  await comesToFind(person, ASKED, SAID);
  const call = await person.call(BRAD);
  // The model may be late on a busy machine; then it is asked again.
  do await call.say("And my wuffle?");
  while (!brain.requests.at(-1).messages.at(-1).content.includes(SAID));
  await call.hangUp();
  await call.remembered();
  assert.deepEqual(brain.complaints, []);
  await world.restart({ vars: { BRAIN_URL: "" } });
});

for (const [how, behaviour] of [
  ["is over its limit (429)", { status: 429 }],
  ["breaks (500)", { status: 500 }],
  ["takes nothing (400)", { status: 400 }],
  ["answers with something else", { body: "<html>gateway</html>" }],
  ["forgets a text", { missing: true }],
  ["gives vectors of different lengths", { uneven: true }],
]) {
  test(`a memory grows and is searched by what is built in while the model ${how}`, async () => {
    const person = await newPerson(world);
    server.behaviour = behaviour;
    await person.talk(BRAD, SAID, "The car broke down.");
    await world.nextLog(/put off, as .*: embedding what a memory holds/);
    assert.ok((await recalled(person, "brondel")).includes(SAID));
    assert.ok((await recalled(person, "automobile trouble")).includes("The car broke down."));
    assert.ok(!(await recalled(person, ASKED)).includes(SAID));
    server.behaviour = {};
    await comesToFind(person, ASKED, SAID);
  });
}

test("a call does not wait for a model that never answers, and tells it to stop", async () => {
  const person = await newPerson(world);
  await person.talk(BRAD, "My sister Marge lives in Ohio", SAID);
  await comesToFind(person, ASKED, SAID);
  const call = await person.call(BRAD);
  server.behaviour = { mute: true };
  const question = "Where does my sister Marge live again?";
  assert.match(await call.say(question), /Ohio/);
  await server.givenUp(question);
  assert.ok((await recalled(person, "brondel")).includes(SAID));
  await call.hangUp();
});

test("after a change of model all is embedded anew, and the old vectors go", async () => {
  const person = await newPerson(world);
  const call = await person.talk(BRAD, SAID);
  await comesToFind(person, ASKED, SAID);
  assert.deepEqual(await models(call), ["first"]);
  await world.restart({ vars: { EMBEDDINGS_MODEL: "second" } });
  await comesToFind(person, ASKED, SAID);
  while ((await models(call)).includes("first")) {
    await world.nextLog(/done: embedding what a memory holds/);
  }
  assert.deepEqual(await models(call), ["second"]);
  await world.restart({ vars: server.vars });
});

test("without a model all is found by what is built in, and the model's vectors go", async () => {
  const person = await newPerson(world);
  const call = await person.talk(BRAD, SAID);
  await comesToFind(person, ASKED, SAID);
  await world.restart({ vars: { EMBEDDINGS_URL: "" } });
  server.requests.length = 0;
  assert.ok((await recalled(person, "brondel")).includes(SAID));
  assert.ok(!(await recalled(person, ASKED)).includes(SAID));
  assert.deepEqual(await models(call), []);
  assert.deepEqual(server.requests, []);
  await world.restart({ vars: server.vars });
});
