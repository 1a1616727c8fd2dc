// Requests that come again under a key of the caller's own.

import assert from "node:assert/strict";
import { test } from "node:test";

import { newOwnersProgram, newProgram } from "./program.mjs";

let keys = 0;

/// A key that nobody has used.
function newKey() {
  keys += 1;
  return `request ${keys}`;
}

export function repeats(face) {
  test("a repeat of what makes something makes nothing, and is answered as the first was", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    const { id: sessionId } = session;
    for (const [verb, fields] of [
      ["put_memory", { sessionId, content: "once" }],
      ["put_memories", { sessionId, entries: [{ content: "first" }, { content: "second" }] }],
      ["put_semantic_memory", { document: "a note" }],
      ["start_session", {}],
    ]) {
      const once = program.repeatable(newKey());
      const first = await once.does(verb, fields);
      assert.deepEqual(await once.does(verb, fields), first, verb);
      assert.deepEqual(await once.does(verb, fields), first, verb);
      assert.notDeepEqual(await program.repeatable(newKey()).does(verb, fields), first, verb);
    }
    assert.deepEqual((await session.reads()).toSorted(), ["first", "first", "once", "once", "second", "second"]);
    const { documentSearchResponse } = await program.does("search_semantic_memory", { needle: "note" });
    assert.equal(documentSearchResponse.results.length, 2);
  });

  test("repeats that come at once make it once", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    const once = program.repeatable(newKey());
    const put = () => once.does("put_memory", { sessionId: session.id, content: "once" });
    const answers = await Promise.all(Array.from({ length: 5 }, put));
    assert.equal(new Set(answers.map(({ memoryId }) => memoryId)).size, 1);
    assert.deepEqual(await session.reads(), ["once"]);
  });

  test("what was taken away since does not come back with a late repeat", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    const once = program.repeatable(newKey());
    const put = () => once.does("put_memory", { sessionId: session.id, content: "once" });
    const { memoryId } = await put();
    await session.does("delete_memory", { memoryId });
    assert.deepEqual(await put(), { memoryId });
    assert.deepEqual(await session.reads(), []);
    const note = program.repeatable(newKey());
    const { objectId } = await note.does("put_semantic_memory", { document: "first" });
    await program.does("put_semantic_memory", { objectId, document: "second" });
    await note.does("put_semantic_memory", { document: "first" });
    assert.equal((await program.does("get_semantic_memory", { objectId })).document, "second");
  });

  test("something else under the same key is refused, and another owner's key is another", async () => {
    const program = await newOwnersProgram(face);
    const session = await program.start();
    const key = newKey();
    const once = program.repeatable(key);
    const fields = { sessionId: session.id, content: "one" };
    await once.does("put_memory", fields);
    await once.isRefused("put_memory", { ...fields, content: "other" }, "conflict");
    await once.isRefused("start_session", {}, "conflict");
    await once.at({ name: "elsewhere" }).isRefused("put_memory", fields, "conflict");
    assert.deepEqual(await session.reads(), ["one"]);
    const other = await newOwnersProgram(face);
    assert.notEqual((await other.repeatable(key).does("start_session")).sessionId, undefined);
  });

  test("what was refused leaves its key free", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    const once = program.repeatable(newKey());
    await once.isRefused("put_memory", { sessionId: session.id, content: "" }, "invalid", "content");
    const { success } = await once.does("put_semantic_memory", { document: "x", objectId: "y".repeat(1_000) });
    assert.equal(success, false);
    await once.does("put_memory", { sessionId: session.id, content: "better" });
    assert.deepEqual(await session.reads(), ["better"]);
  });

  test("a key has a length, and is nothing to what only reads", async () => {
    const program = await newProgram(face);
    await program.repeatable("k".repeat(256)).isRefused("start_session", {}, "invalid", "Idempotency-Key");
    const session = await program.start();
    const reading = () => program.repeatable("reading").does("get_memory", { sessionId: session.id });
    assert.deepEqual((await reading()).memories, []);
    await session.put("new");
    assert.equal((await reading()).memories.length, 1);
  });
}
