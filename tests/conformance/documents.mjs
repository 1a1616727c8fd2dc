// Semantic memory.

import assert from "node:assert/strict";
import { test } from "node:test";

import { newOwnersProgram, newProgram } from "./program.mjs";

/// Puts a document as JSON, and gives its id.
async function put(program, document, objectId) {
  const put = await program.does("put_semantic_memory", { document: JSON.stringify(document), objectId });
  assert.deepEqual([put.success, put.error], [true, null]);
  return put.objectId;
}

async function found(program, needle) {
  const { success, documentSearchResponse, error } = await program.does("search_semantic_memory", { needle });
  assert.deepEqual([success, error], [true, null]);
  return documentSearchResponse.results;
}

const ids = async (program, needle) => (await found(program, needle)).map(({ objectId }) => objectId);

export function documents(face) {
  test("a document comes back as it was put", async () => {
    const program = await newProgram(face);
    for (const document of [
      { title: "Grüße 東京", list: [1, null, true, { deep: [] }], empty: {} },
      [1, 2.5, -0.1, 0.30000000000000004, 1e300, 9007199254740993],
      "a text",
      "12",
      7,
      null,
    ]) {
      const json = JSON.stringify(document);
      const { objectId } = await program.does("put_semantic_memory", { document: json });
      const got = await program.does("get_semantic_memory", { objectId });
      assert.deepEqual([got.success, got.error], [true, null]);
      assert.deepEqual(JSON.parse(got.document), document, json);
    }
  });

  test("a text that is no JSON comes back as it was put", async () => {
    const program = await newProgram(face);
    for (const document of ["Just words, {and} more", "", "{", "[".repeat(1_000), " padded\n"]) {
      const { objectId } = await program.does("put_semantic_memory", { document });
      assert.equal((await program.does("get_semantic_memory", { objectId })).document, document);
    }
  });

  test("a document is kept under a name of one's own, and replaced there", async () => {
    const program = await newProgram(face);
    const name = "recipes/grandma’s: 100% apple + pie?";
    assert.equal(await put(program, { fruit: "apples" }, name), name);
    assert.equal(await put(program, { fruit: "pears" }, name), name);
    const { document } = await program.does("get_semantic_memory", { objectId: name });
    assert.deepEqual(JSON.parse(document), { fruit: "pears" });
    const [{ text }] = await found(program, "pears");
    assert.match(text, /pears/);
    const other = await put(program, { fruit: "pears" });
    assert.notEqual(other, await put(program, { fruit: "pears" }));
  });

  test("a document is found by what it means, whatever its words", async () => {
    const program = await newProgram(face);
    const wanted = await put(program, { event: "The automobile broke down on the motorway" });
    await put(program, { event: "Grandma baked an apple pie" });
    assert.deepEqual(await ids(program, "car trouble"), [wanted]);
    await program.does("delete_semantic_memory", { objectId: wanted });
    assert.deepEqual(await ids(program, "car trouble"), []);
  });

  test("a search right after the put gives what get and delete are asked with", async () => {
    const program = await newProgram(face);
    const objectId = await put(program, { animal: "The pelican eats herring" });
    await put(program, { animal: "The heron eats frogs" });
    const [{ text, score, ...result }, ...more] = await found(program, "pelican");
    assert.deepEqual(more, []);
    assert.match(text, /pelican eats herring/);
    assert.ok(score > 0 && score <= 1);
    assert.deepEqual(result, {
      source: objectId,
      objectId,
      type: "application/json",
      chunkSignature: objectId,
      payloadSignature: objectId,
      embed: null,
      memoryId: null,
      sessionId: null,
    });
    const [best] = await ids(program, "who eats herring, a pelican?");
    assert.equal(best, objectId);
  });

  test("a document is found from every session and outlives them", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    const objectId = await put(program, { animal: "pelican" });
    await session.put("pelican in a session");
    await session.end(true);
    assert.deepEqual(await ids(program, "pelican"), [objectId]);
    await program.start();
    assert.deepEqual(await ids(program, "pelican"), [objectId]);
  });

  test("a deleted document is gone for get and search, and gone once", async () => {
    const program = await newProgram(face);
    const objectId = await put(program, { animal: "pelican" });
    assert.deepEqual(await program.does("delete_semantic_memory", { objectId }), { success: true, error: null });
    const got = await program.does("get_semantic_memory", { objectId });
    assert.deepEqual([got.success, got.document], [false, null]);
    assert.match(got.error, /not found/);
    assert.deepEqual(await found(program, "pelican"), []);
    const again = await program.does("delete_semantic_memory", { objectId });
    assert.equal(again.success, false);
    assert.match(again.error, /not found/);
  });

  test("what is wrong with a document is told in the answer, and nothing changes", async () => {
    const program = await newProgram(face);
    const objectId = await put(program, { animal: "pelican" }, "kept");
    const cases = [
      [{ document: "{}", objectId: "" }, /objectId/],
      [{ document: "{}", objectId: "x".repeat(257) }, /objectId/],
      [{ document: "{}", objectId: "a\u0000b" }, /objectId/],
      [{ document: JSON.stringify("x".repeat(500_001)), objectId }, /document/],
    ];
    for (const [fields, why] of cases) {
      const put = await program.does("put_semantic_memory", fields);
      assert.deepEqual([put.success, put.objectId], [false, null]);
      assert.match(put.error, why);
    }
    for (const unknown of ["nobody", "", "a\u0000b", "x".repeat(5_000)]) {
      assert.equal((await program.does("get_semantic_memory", { objectId: unknown })).success, false);
      assert.equal((await program.does("delete_semantic_memory", { objectId: unknown })).success, false);
    }
    assert.deepEqual(await ids(program, "pelican"), [objectId]);
  });

  test("what is looked for is any text", async () => {
    const program = await newProgram(face);
    const objectId = await put(program, { note: "100% pelican (really)" });
    for (const needle of ["", " ", '"', "*", "NEAR(", "a OR", "note:", "\u0000"]) await found(program, needle);
    assert.deepEqual(await ids(program, '"pelican* (AND'), [objectId]);
  });

  test("in a memory of one's own a document may be called as a view is in a persona's", async () => {
    const program = await newProgram(face);
    const { id } = program.owner;
    for (const name of [`long_term:${id}:persona_brad_001`, "recent_calls:a:b", "call_session:call_x", "long_term:"]) {
      await put(program, { animal: `pelican in ${name}` }, name);
      const { document } = await program.does("get_semantic_memory", { objectId: name });
      assert.deepEqual(JSON.parse(document), { animal: `pelican in ${name}` });
      assert.equal((await program.does("delete_semantic_memory", { objectId: name })).success, true);
    }
    assert.deepEqual(await found(program, "pelican"), []);
  });

  test("in a persona's memory the views are read, and can't be written", async () => {
    const program = (await newOwnersProgram(face)).at({ name: "persona_brad_001" });
    const { id } = program.owner;
    for (const name of [`long_term:${id}:persona_brad_001`, `recent_calls:${id}:persona_brad_001`]) {
      const { document } = await program.does("get_semantic_memory", { objectId: name });
      const { user_id, persona_id } = JSON.parse(document);
      assert.deepEqual([user_id, persona_id], [id, "persona_brad_001"]);
      const refused = await program.does("put_semantic_memory", { objectId: name, document: "{}" });
      assert.deepEqual([refused.success, refused.objectId], [false, null]);
      assert.match(refused.error, /shows/);
      assert.equal((await program.does("delete_semantic_memory", { objectId: name })).success, false);
      assert.equal((await program.does("get_semantic_memory", { objectId: name })).document, document);
    }
    const own = await put(program, { animal: "pelican" }, "my own");
    assert.deepEqual(await ids(program, "pelican"), [own]);
  });
}
