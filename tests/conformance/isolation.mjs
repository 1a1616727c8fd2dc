// What is another's, or stands elsewhere, looks as if it were not there.

import assert from "node:assert/strict";
import { test } from "node:test";

import { newOwnersProgram } from "./program.mjs";

const base64 = (body) => Buffer.from(body).toString("base64");

/// Programs that have no business with this one's things, although they call them the same.
async function strangers(face, program) {
  const { name, applicationName } = program.name;
  return {
    "another owner": await newOwnersProgram(face),
    "another memory of the owner's": program.at({ name: `${name}s` }),
    "another application of the owner's": program.at({ applicationName: `${applicationName}s` }),
    "no application": program.at({ applicationName: undefined }),
    "a persona of the owner's": program.at({ name: "persona_brad_001" }),
  };
}

export function isolation(face) {
  test("a session is only there for who began it, in the memory in which it was begun", async () => {
    const program = await newOwnersProgram(face);
    const session = await program.start();
    const memoryId = await session.put("pelican");
    for (const [who, stranger] of Object.entries(await strangers(face, program))) {
      const guessed = stranger.session(session.id);
      assert.deepEqual(await guessed.reads(), [], who);
      assert.deepEqual(await guessed.finds("pelican"), [], who);
      assert.deepEqual(await guessed.does("delete_memory", { memoryId }), { success: false }, who);
      assert.equal((await guessed.does("summarize_memory", { memoryIds: [memoryId] })).summary, "", who);
      await guessed.isRefused("put_memory", { content: "x" }, "not_found");
      assert.equal((await guessed.end(false)).success, false, who);
      assert.equal((await guessed.end(true)).success, false, who);
      assert.equal((await guessed.rehydrate()).success, false, who);
    }
    assert.deepEqual(await session.reads(), ["pelican"]);
  });

  test("an episode is only found and brought back by who has it", async () => {
    const program = await newOwnersProgram(face);
    const session = await program.start();
    await session.put("pelican");
    await session.end(true);
    for (const [who, stranger] of Object.entries(await strangers(face, program))) {
      for (const terms of ["", "pelican"]) {
        const { entries, pagination } = await stranger.does("search_episodic_memory", { terms });
        assert.deepEqual([entries, pagination.total], [[], 0], who);
      }
      assert.equal((await stranger.session(session.id).rehydrate()).success, false, who);
      assert.equal((await stranger.session(session.id).does("rehydration_status")).status, null, who);
    }
    assert.equal((await session.rehydrate()).success, true);
  });

  test("documents, procedures and objects of one name are one's own", async () => {
    const program = await newOwnersProgram(face);
    const others = await strangers(face, program);
    const [objectId, key] = ["pelican", "pelican"];
    await program.does("put_semantic_memory", { objectId, document: '"pelican"' });
    await program.does("put_procedure", { key, value: "pelican" });
    await program.does("put_object", { key, content: base64("pelican"), contentType: "text/plain" });
    for (const [who, stranger] of Object.entries(others)) {
      assert.equal((await stranger.does("get_semantic_memory", { objectId })).success, false, who);
      assert.equal((await stranger.does("delete_semantic_memory", { objectId })).success, false, who);
      const { documentSearchResponse } = await stranger.does("search_semantic_memory", { needle: "pelican" });
      assert.deepEqual(documentSearchResponse.results, [], who);
      assert.equal((await stranger.does("get_procedure", { key })).found, false, who);
      assert.equal((await stranger.does("delete_procedure", { key })).success, false, who);
      await stranger.isRefused("get_object", { key }, "not_found");
      assert.deepEqual((await stranger.does("list_objects")).objects, [], who);
      assert.deepEqual((await stranger.does("search", { input: "pelican" })).results, [], who);
      await stranger.does("delete_object", { key });
    }
    assert.equal((await program.does("get_semantic_memory", { objectId })).success, true);
    assert.equal((await program.does("get_procedure", { key })).found, true);
    assert.equal((await program.does("get_object", { key })).content, base64("pelican"));
  });

  test("no key, prefix or cursor leads out of a bucket", async () => {
    const [program, other] = [await newOwnersProgram(face), await newOwnersProgram(face)];
    await other.does("put_object", { key: "secret", content: base64("x") });
    await program.does("put_object", { key: "a", content: base64("x") });
    await program.does("put_object", { key: "b", content: base64("x") });
    const { cursor } = await program.does("list_objects", { limit: 1 });
    await other.isRefused("list_objects", { cursor }, "invalid", "cursor");
    for (const outside of ["/", "../", "..", `buckets/${other.owner.id}/`, `../${other.owner.id}/`, "\\"]) {
      const listed = await program.does("list_objects", { prefix: outside, delimiter: "/" });
      assert.deepEqual([listed.objects, listed.delimitedPrefixes], [[], []], outside);
      await program.isRefused("get_object", { key: `${outside}secret` }, "not_found");
    }
  });

  test("the views of another's are not there, by whichever name", async () => {
    const [program, other] = [await newOwnersProgram(face), await newOwnersProgram(face)];
    const persona = program.at({ name: "persona_brad_001" });
    for (const objectId of [
      `long_term:${other.owner.id}:persona_brad_001`,
      `recent_calls:${other.owner.id}:persona_brad_001`,
      `long_term:${program.owner.id}:persona_maya_001`,
      "call_session:call_nobody",
    ]) {
      const got = await persona.does("get_semantic_memory", { objectId });
      assert.deepEqual([got.success, got.document], [false, null], objectId);
    }
  });

  test("a memory that is called like a persona nobody has is one's own", async () => {
    const [program, other] = [await newOwnersProgram(face), await newOwnersProgram(face)];
    const session = await program.at({ name: "persona_cache" }).start();
    await session.put("pelican");
    assert.deepEqual(await session.reads(), ["pelican"]);
    const theirs = other.at({ name: "persona_cache" }).session(session.id);
    assert.deepEqual(await theirs.reads(), []);
  });

  test("a name means the same whatever the version, and a module is one by itself", async () => {
    const program = await newOwnersProgram(face);
    const session = await program.start();
    await session.put("pelican");
    assert.deepEqual(await program.at({ version: "2" }).session(session.id).reads(), ["pelican"]);
    assert.deepEqual(await program.at({ version: undefined }).session(session.id).reads(), ["pelican"]);
    const { memories } = await program.does("get_memory", {
      smartMemoryLocation: { moduleId: program.name.name },
      sessionId: session.id,
    });
    assert.deepEqual(memories, []);
  });
}
