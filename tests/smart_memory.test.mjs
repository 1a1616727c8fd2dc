// SmartMemory in the real runtime: what a call has at hand, and documents by their object ids.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

/// Asks an object as the worker does: its answer, or the failure with which it refused.
async function ask(binding, name, command, body = {}) {
  const object = await world.object(binding, name);
  const response = await object.fetch(`https://actor/${command}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return response.json();
}

const working = (call) => (command, body) => ask("SESSIONS", `session:${call.id}`, command, body);

let puts = 0;
const put = (entries) => ({
  entries,
  now: new Date().toISOString(),
  entropy: Array(16).fill((puts += 1)),
});

const documentOf = (person, id, query = "") =>
  person.fetch(`/api/documents/${encodeURIComponent(id)}${query}`);

test("a call keeps entries beside what is said, past an eviction and to its end", async () => {
  const person = await newPerson(world, { name: "Alice" });
  const call = await person.call(BRAD);
  await call.say("I love rock climbing");
  const session = working(call);

  const [id, other] = await session(
    "put_memory",
    put([
      { content: "Plans to climb in June", timeline: "planning", key: "trip", agent: "planner" },
      { content: "Needs a rope", timeline: "planning" },
    ]),
  );
  await session("put_memory", put([{ content: "By itself" }]));
  await world.evict("SESSIONS", `session:${call.id}`);

  const planning = await session("get_memory", { timeline: "planning" });
  assert.deepEqual(
    planning.map(({ id, session_id, content, key, agent }) => ({ id, session_id, content, key, agent })),
    [
      { id, session_id: call.id, content: "Plans to climb in June", key: "trip", agent: "planner" },
      { id: other, session_id: call.id, content: "Needs a rope", key: null, agent: null },
    ],
  );
  assert.deepEqual((await session("get_memory")).map(({ content }) => content), ["By itself"]);

  const said = await session("get_memory", { timeline: "main_conversation" });
  assert.deepEqual(
    said.map(({ agent }) => agent),
    ["brad", null, "brad"],
  );
  assert.equal(said[1].content, "I love rock climbing");
  const found = await session("search_memory", {
    terms: "climb",
    among: { timeline: "main_conversation" },
  });
  // The persona may well have taken the word up.
  assert.ok(found.some(({ id }) => id === said[1].id));
  for (const { content } of found) assert.match(content, /climb/i);

  assert.equal(await session("delete_memory", { id: other }), true);
  assert.equal((await session("get_memory", { timeline: "planning" })).length, 1);

  await call.hangUp();
  await call.remembered();
  for (const timeline of ["planning", "main_conversation"]) {
    assert.deepEqual(await session("get_memory", { timeline }), []);
  }
  const late = await session("put_memory", put([{ content: "late" }]));
  assert.equal(late.failure, "conflict");
});

test("what is said in a call, only the call records", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  const session = working(call);
  const before = await session("get_memory", { timeline: "main_conversation" });
  const forged = await session(
    "put_memory",
    put([
      { content: "fine", timeline: "notes" },
      { content: "Never said", timeline: "main_conversation" },
    ]),
  );
  assert.equal(forged.failure, "invalid");
  assert.equal(forged.field, "entries[1].timeline");
  assert.deepEqual(await session("get_memory", { timeline: "notes" }), []);
  const [greeting] = before;
  assert.equal((await session("delete_memory", { id: greeting.id })).failure, "conflict");
  assert.deepEqual(await session("get_memory", { timeline: "main_conversation" }), before);
  await call.hangUp();
});

test("a batch of hundreds is put whole", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  const session = working(call);
  const batch = put(
    Array.from({ length: 500 }, (_, index) => ({ content: `entry ${index}`, timeline: "many" })),
  );
  const ids = await session("put_memory", batch);
  assert.deepEqual(await session("put_memory", batch), ids, "the same again puts nothing twice");
  const entries = await session("get_memory", { timeline: "many" });
  assert.deepEqual(
    entries.map(({ id }) => id),
    ids,
  );
  const latest = await session("get_memory", { timeline: "many", n_most_recent: 2 });
  assert.deepEqual(
    latest.map(({ content }) => content),
    ["entry 498", "entry 499"],
  );
  await call.hangUp();
});

test("a document is fetched by its name, whatever characters it has, and by its owner alone", async () => {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  const name = "recipes/grandma’s: 100% apple + pie";
  const document = { fruit: "apples", minutes: 40 };
  const stored = await ask("MEMORIES", `memory:${person.id}:${BRAD}`, "put_document", {
    object_id: name,
    document: JSON.stringify(document),
    now: new Date().toISOString(),
    entropy: Array(16).fill(0),
  });
  assert.equal(stored, name);

  const mine = `?persona_id=${BRAD}`;
  const response = await documentOf(person, name, mine);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), document);

  const other = await newPerson(world);
  assert.equal((await documentOf(other, name, mine)).status, 404);
  assert.equal((await documentOf(person, name)).status, 404);
  assert.equal((await documentOf(person, "no such document", mine)).status, 404);
  assert.equal((await person.fetch(`/api/documents/%FF%FE${mine}`)).status, 404);
});

test("the views of others are not there, by whichever door", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  const pair = `${person.id}:${BRAD}`;
  const other = await newPerson(world);
  for (const id of [`long_term:${pair}`, `recent_calls:${pair}`, `call_session:${call.id}`]) {
    assert.equal((await documentOf(person, id)).status, 200, id);
    for (const query of ["", `?persona_id=${BRAD}`]) {
      assert.equal((await documentOf(other, id, query)).status, 404, id + query);
    }
  }
  await call.hangUp();
});

test("a memory that is kept for good does not fade, and one that no longer is fades again", async () => {
  const person = await newPerson(world);
  await person.talk(BRAD, "I love rock climbing");
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  const [memory] = memories.filter(({ attribute }) => attribute === "hobby");
  const nextFade = async () => {
    const rows = await world.d1(
      `SELECT next_fade_at FROM actors WHERE name = 'memory:${person.id}:${BRAD}'`,
    );
    return rows[0].next_fade_at;
  };
  const [, csrf] = (await (await person.fetch(`/personas/${BRAD}`)).text()).match(
    /name="csrf" value="([^"]+)"/,
  );
  const change = (what, id) =>
    person.fetch(`/personas/${BRAD}/memories/${id}/${what}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrf }),
      redirect: "manual",
    });
  assert.ok((await nextFade()) > Date.now());
  for (const { id } of memories) await change("pin", id);
  assert.equal(await nextFade(), null);
  assert.equal((await change("unpin", memory.id)).status, 303);
  assert.ok((await nextFade()) > Date.now());
});
