// What can't be: a clear refusal with the field, and nothing changed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { verbs } from "../runtime/routes.mjs";
import { newProgram } from "./program.mjs";

/// What each verb needs besides its location, so that one thing alone is wrong.
const VERBS = {
  start_session: {},
  put_memory: { sessionId: "session_x", content: "x" },
  put_memories: { sessionId: "session_x", entries: [{ content: "x" }] },
  get_memory: { sessionId: "session_x" },
  search_memory: { sessionId: "session_x", terms: "x" },
  delete_memory: { sessionId: "session_x", memoryId: "entry_x" },
  summarize_memory: { sessionId: "session_x" },
  end_session: { sessionId: "session_x" },
  rehydrate_session: { sessionId: "session_x" },
  rehydration_status: { sessionId: "session_x" },
  search_episodic_memory: { terms: "x" },
  put_semantic_memory: { document: "{}" },
  get_semantic_memory: { objectId: "x" },
  delete_semantic_memory: { objectId: "x" },
  search_semantic_memory: { needle: "x" },
  put_procedure: { key: "x", value: "x" },
  get_procedure: { key: "x" },
  delete_procedure: { key: "x" },
  list_procedures: {},
  search_procedures: { terms: "x" },
  execute_query: { sqlQuery: "SELECT 1" },
  get_metadata: {},
  update_metadata: { tables: [] },
  get_pii_data: { tableName: "users" },
  put_object: { key: "x", content: "eA==" },
  get_object: { key: "x" },
  head_object: { key: "x" },
  list_objects: {},
  delete_object: { key: "x" },
  search: { input: "x" },
  search_get_page: { requestId: "x" },
  chunk_search: { input: "x" },
  document_query: { objectId: "x", input: "x" },
};

/// The field in which a verb says what it is about.
function locationOf(verb) {
  if (["execute_query", "get_metadata", "update_metadata", "get_pii_data"].includes(verb)) return ["smartSqlLocation", "smartSql"];
  if (["search", "chunk_search"].includes(verb)) return ["bucketLocations", "bucket"];
  if (/object|document_query/.test(verb)) return ["bucketLocation", "bucket"];
  return verb === "search_get_page" ? [] : ["smartMemoryLocation", "smartMemory"];
}

export function errors(face) {
  test("no verb is forgotten here", async () => {
    assert.deepEqual(Object.keys(VERBS).toSorted(), (await verbs()).toSorted());
  });

  for (const [verb, fields] of Object.entries(VERBS)) {
    test(`${verb} names the field that is missing, unknown or of another kind`, async () => {
      const program = await newProgram(face);
      const refused = (more, field) => program.isRefused(verb, { ...fields, ...more }, "invalid", field);
      await refused({ nonsense: 1 }, "nonsense");
      for (const field of Object.keys(fields)) {
        // Of several queries one is needed, and of one key or several.
        const isOneOfTwo = field === "sqlQuery" || (verb === "delete_object" && field === "key");
        if (!isOneOfTwo) await refused({ [field]: undefined }, field);
        await refused({ [field]: { of: "another kind" } }, field);
      }
      for (const field of ["sessionId", "memoryId"].filter((field) => field in fields)) {
        for (const id of ["", "A:B", "../../etc", "x".repeat(65), "a b"]) await refused({ [field]: id }, field);
      }
      const [location, inner] = locationOf(verb);
      if (location === undefined) return;
      await refused({ [location]: undefined }, location);
      const at = (value) => ({ [location]: location === "bucketLocations" ? [value] : value });
      const where = location === "bucketLocations" ? "bucketLocations[0]" : location;
      const told = location === "bucketLocations" ? "bucketLocation" : location;
      await refused(at({}), told);
      await refused(at({ [inner]: { name: "x" }, moduleId: "x" }), told);
      await refused(at({ [inner]: { name: " " } }), told);
      await refused(at({ [inner]: { name: "n".repeat(201) } }), told);
      await refused(at({ moduleId: "a\u0000b" }), told);
      await refused(at({ [inner]: {} }), `${where}.${inner}.name`);
      await refused(at({ [inner]: { name: "x", more: 1 } }), `${where}.${inner}.more`);
      await refused(at({ another: { name: "x" } }), `${where}.another`);
    });
  }

  test("a verb that is none is not found", async () => {
    const program = await newProgram(face);
    for (const verb of ["nothing", "Start_Session", "startSession"]) await program.isRefused(verb, {}, "not_found");
  });

  test("a moment or a number that is none is named", async () => {
    const session = await (await newProgram(face)).start();
    for (const [verb, fields] of [["get_memory", {}], ["search_memory", { terms: "x" }]]) {
      for (const [field, value] of [
        ["startTime", "yesterday"], ["endTime", ""], ["startTime", "2026-02-30T00:00:00Z"], ["nMostRecent", -1], ["nMostRecent", 1.5], ["nMostRecent", "3"],
      ]) {
        await session.isRefused(verb, { ...fields, [field]: value }, "invalid", field);
      }
    }
    for (const at of ["now", "+50000-01-01T00:00:00Z", 253_402_300_800_000, 2 ** 63, -(2 ** 63), "0.5"]) {
      await session.isRefused("put_memory", { content: "x", at }, "invalid", "at");
    }
    assert.deepEqual(await session.reads(), []);
  });

  test("an entry that is none is refused with its field, and nothing is put", async () => {
    const session = await (await newProgram(face)).start();
    for (const [fields, field] of [
      [{ content: "" }, "content"],
      [{ content: " \n" }, "content"],
      [{ content: "x".repeat(10_001) }, "content"],
      [{ timeline: "" }, "timeline"],
      [{ timeline: "t".repeat(201) }, "timeline"],
      [{ key: "" }, "key"],
      [{ key: "k\u0000" }, "key"],
      [{ agent: "a".repeat(201) }, "agent"],
    ]) {
      await session.isRefused("put_memory", { content: "x", ...fields }, "invalid", field);
    }
    assert.deepEqual(await session.reads(), []);
    const longest = "ß".repeat(10_000);
    await session.put(longest, { key: "k".repeat(200), timeline: "t".repeat(200) });
    assert.deepEqual(await session.reads({ timeline: "t".repeat(200) }), [longest]);
  });

  test("what only a language model can answer says what to set where there is none", async () => {
    const program = await newProgram(face);
    const content = Buffer.from("pelican").toString("base64");
    await program.does("put_object", { key: "note", content, contentType: "text/plain" });
    for (const [verb, fields] of [
      ["execute_query", { textQuery: "How often was I called?" }],
      ["document_query", { objectId: "note", input: "Which bird?" }],
    ]) {
      assert.match(await program.isRefused(verb, fields, "conflict"), /BRAIN_URL/);
    }
  });
}
