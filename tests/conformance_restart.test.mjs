// A session that is broken off: the runtime dies in the middle of it, without any farewell, and comes
// back on what was stored.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Http } from "./conformance/faces/runtime.mjs";
import { newOwnersProgram } from "./conformance/program.mjs";

let face;
before(async () => {
  face = new Http({});
  await face.start();
});
after(() => face.stop());

test("a session that was broken off goes on where it was, and ends as any other", async () => {
  const program = await newOwnersProgram(face);
  const session = await program.start();
  const other = await program.start();
  const archived = await program.start();
  await session.put("We meet at the harbour", { timeline: "plans", key: "where" });
  await session.put("Bring a coat");
  await archived.put("The oven was cold");
  await archived.end(true);
  await program.does("put_procedure", { key: "greeting", value: "Ahoy" });
  const { objectId } = await program.does("put_semantic_memory", { document: "The harbour master is Ann" });

  await face.world.restart();

  assert.deepEqual(await session.reads(), ["Bring a coat"]);
  const [entry] = await session.entries({ timeline: "plans", key: "where" });
  assert.equal(entry.content, "We meet at the harbour");
  assert.deepEqual(await session.finds("harbour", { timeline: "plans" }), ["We meet at the harbour"]);
  assert.deepEqual(await other.reads(), []);
  assert.equal((await program.does("get_semantic_memory", { objectId })).document, "The harbour master is Ann");
  assert.equal((await program.does("get_procedure", { key: "greeting" })).value, "Ahoy");

  await session.put("At noon", { timeline: "plans" });
  assert.equal((await session.end(true)).success, true);
  assert.deepEqual(await session.reads({ timeline: "plans" }), []);
  const { entries } = await program.does("search_episodic_memory", { terms: "harbour" });
  assert.deepEqual(entries.map(({ sessionId, entryCount }) => [sessionId, entryCount]), [[session.id, 3]]);

  await face.world.restart();

  assert.equal((await session.rehydrate()).entriesRestored, 3);
  assert.deepEqual(await session.reads({ timeline: "plans" }), ["We meet at the harbour", "At noon"]);
  assert.equal((await archived.rehydrate()).entriesRestored, 1);
});

test("a put whose answer was lost on the way is repeated, and stands once", async () => {
  const program = await newOwnersProgram(face);
  const session = await program.start();
  const once = program.repeatable("lost");
  const put = () => once.does("put_memories", { sessionId: session.id, entries: [{ content: "one" }, { content: "two" }] });
  const lost = put().catch(() => undefined);
  await face.world.restart();
  const { memoryIds } = await put();
  const before = await lost;
  if (before !== undefined) assert.deepEqual(before.memoryIds, memoryIds);
  assert.deepEqual(await session.reads(), ["one", "two"]);
  assert.equal((await session.end(true)).success, true);
});
