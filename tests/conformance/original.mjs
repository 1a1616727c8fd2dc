// A program as it was written for the platform that the interface comes from: its paths, its names
// and its shapes. Only its address and its key are others.

import assert from "node:assert/strict";
import { test } from "node:test";

const PAGINATION = { total: "number", page: "number", pageSize: "number", totalPages: "number", hasMore: "boolean" };
const ENTRY = {
  id: "string", sessionId: "string", content: "string", timeline: "string", at: "moment", agent: "string?", key: "string?",
  by: "string", dueTo: "string",
};
const FOUND = {
  text: "string", score: "number", chunkSignature: "string", payloadSignature: "string", type: "string?", embed: "string?",
};

/// Sees that a value has these fields, of these types; one with a mark may be none.
function hasShape(value, shape, where = "the answer") {
  if (Array.isArray(shape)) {
    assert.ok(Array.isArray(value) && value.length > 0, `${where} has something in it`);
    for (const item of value) hasShape(item, shape[0], `${where}[]`);
  } else if (typeof shape === "object") {
    assert.equal(typeof value, "object", where);
    for (const [name, inner] of Object.entries(shape)) hasShape(value[name], inner, `${where}.${name}`);
  } else if (!shape.endsWith("?") || (value ?? null) !== null) {
    const type = shape.replace("?", "");
    assert.equal(typeof value, type === "moment" ? "string" : type, where);
    if (type === "moment") assert.ok(!Number.isNaN(Date.parse(value)), where);
  }
}

export function original(face) {
  /// A new owner's client: sends, and gives the answer of the shape.
  async function newClient() {
    const { key } = await face.newOwner();
    return async (verb, body, shape) => {
      const response = await fetch(`${face.world.url}/v1/${verb}`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const answer = await response.json();
      assert.equal(response.status, 200, `${verb}: ${JSON.stringify(answer)}`);
      hasShape(answer, shape, verb);
      return answer;
    };
  }

  test("its memory works", async () => {
    const post = await newClient();
    const smartMemoryLocation = { smartMemory: { name: "agent-memory", applicationName: "my-app", version: "v1" } };
    const { sessionId } = await post("start_session", { smartMemoryLocation }, { sessionId: "string" });
    const session = { smartMemoryLocation, sessionId };
    const entry = { content: "The user prefers dark mode", key: "ui", timeline: "conversation", agent: "assistant" };
    const { memoryId } = await post("put_memory", { ...session, ...entry }, { memoryId: "string" });
    await post("put_memory", { ...session, content: "Hello" }, { memoryId: "string" });
    const read = await post("get_memory", { ...session, timeline: "conversation", key: "ui", nMostRecent: 10 }, { memories: [ENTRY] });
    assert.deepEqual([read.memories[0].id, read.memories[0].by], [memoryId, "assistant"]);
    const search = { ...session, terms: "dark mode", timeline: "conversation", startTime: "2020-01-01T00:00:00Z", endTime: "2100-01-01T00:00:00Z" };
    await post("search_memory", search, { memories: [ENTRY] });
    const summary = await post("summarize_memory", { ...session, memoryIds: [memoryId], systemPrompt: "In one sentence." }, { summary: "string", summarizedMemoryIds: ["string"] });
    assert.deepEqual(summary.summarizedMemoryIds, [memoryId]);
    await post("end_session", { ...session, flush: true, systemPrompt: "In one sentence." }, { success: "boolean" });

    const { entries } = await post("search_episodic_memory", { smartMemoryLocation, terms: "dark mode", nMostRecent: 5 }, {
      entries: [{ sessionId: "string", summary: "string", agent: "string", entryCount: "number", timelineCount: "number", duration: "number", createdAt: "moment", score: "number?" }],
      pagination: PAGINATION,
    });
    assert.deepEqual([entries[0].sessionId, entries[0].entryCount], [sessionId, 2]);
    const brought = await post("rehydrate_session", { ...session, summaryOnly: false }, { success: "boolean", operation: "string", statusKey: "string?" });
    assert.equal(brought.success, true);
    const again = await post("get_memory", { ...session, timeline: "conversation" }, { memories: [ENTRY] });
    assert.deepEqual(again, read);
    const deleted = await post("delete_memory", { ...session, memoryId }, { success: "boolean" });
    assert.equal(deleted.success, true);
  });

  test("its documents and procedures work", async () => {
    const post = await newClient();
    const smartMemoryLocation = { smartMemory: { name: "agent-memory", applicationName: "my-app", version: "v1" } };
    const document = JSON.stringify({ title: "Refunds", content: "Refunds are paid within thirty days" });
    const { objectId } = await post("put_semantic_memory", { smartMemoryLocation, document }, { success: "boolean", objectId: "string", error: "string?" });
    const got = await post("get_semantic_memory", { smartMemoryLocation, objectId }, { success: "boolean", document: "string" });
    assert.equal(got.document, document);
    const { documentSearchResponse } = await post("search_semantic_memory", { smartMemoryLocation, needle: "refunds" }, {
      success: "boolean",
      documentSearchResponse: { results: [{ ...FOUND, source: "string" }] },
    });
    assert.match(documentSearchResponse.results[0].text, /thirty days/);
    await post("delete_semantic_memory", { smartMemoryLocation, objectId }, { success: "boolean" });

    const proceduralMemoryId = "support";
    const procedure = { smartMemoryLocation, proceduralMemoryId, key: "greeting" };
    await post("put_procedure", { ...procedure, value: "Ahoy" }, { success: "boolean" });
    assert.equal((await post("get_procedure", procedure, { found: "boolean", value: "string?" })).value, "Ahoy");
    const PROCEDURES = { procedures: [{ key: "string", value: "string", createdAt: "moment", updatedAt: "moment" }] };
    await post("list_procedures", { smartMemoryLocation, proceduralMemoryId }, PROCEDURES);
    const search = { smartMemoryLocation, proceduralMemoryId, terms: "ahoy", nMostRecent: 5, searchKeys: true, searchValues: true };
    await post("search_procedures", search, PROCEDURES);
    await post("delete_procedure", procedure, { success: "boolean" });
  });

  test("its database works", async () => {
    const post = await newClient();
    const smartSqlLocation = { smartSql: { name: "my-db", applicationName: "my-app", version: "v1" } };
    const ANSWER = { message: "string", results: "string", status: "number", queryExecuted: "string", aiReasoning: "string?" };
    const sqlQuery = "SELECT id, time_zone FROM users";
    const json = await post("execute_query", { smartSqlLocation, sqlQuery, format: "OUTPUT_FORMAT_JSON" }, { ...ANSWER, jsonResults: "string" });
    hasShape(JSON.parse(json.jsonResults), [{ id: "string", time_zone: "string" }]);
    const csv = await post("execute_query", { smartSqlLocation, sqlQuery, format: "OUTPUT_FORMAT_CSV" }, { ...ANSWER, csvResults: "string" });
    assert.match(csv.csvResults, /^id,time_zone\r\n/);
    await post("get_metadata", { smartSqlLocation, tableName: "users" }, {
      tables: [{ tableName: "string", columns: [{ columnName: "string", dataType: "string", sampleData: "string?" }] }],
      lastUpdated: "moment?",
    });
    const columns = [{ columnName: "name", dataType: "TEXT", sampleData: "Alice", isPrimaryKey: false, nullable: true }];
    const tables = [{ tableName: "users", columns, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" }];
    await post("update_metadata", { smartSqlLocation, tables, mode: "UPDATE_MODE_MERGE" }, { success: "boolean", tablesUpdated: "number" });
    await post("get_pii_data", { smartSqlLocation, tableName: "users" }, {
      piiDetections: [{
        detectionId: "string", tableName: "string", recordId: "string", detectedAt: "moment",
        entities: [{ entityType: "string", detectedText: "string", startPosition: "number", endPosition: "number", confidenceScore: "number", tokenIndex: "number" }],
      }],
    });
  });

  test("its bucket works", async () => {
    const post = await newClient();
    const bucketLocation = { bucket: { name: "my-bucket", applicationName: "my-app", version: "v1" } };
    const content = Buffer.from("Refunds are paid within thirty days").toString("base64");
    const object = { bucketLocation, key: "policy.txt" };
    await post("put_object", { ...object, content, contentType: "text/plain" }, { bucket: { bucketName: "string" }, key: "string" });
    const got = await post("get_object", object, { content: "string", contentType: "string" });
    assert.deepEqual([got.content, got.contentType], [content, "text/plain"]);
    await post("list_objects", { bucketLocation, prefix: "policy" }, {
      objects: [{ key: "string", size: "number", contentType: "string", lastModified: "moment" }],
    });
    const RESULTS = [{ ...FOUND, source: { bucket: { bucketName: "string", applicationName: "string?" }, object: "string" } }];
    const search = { bucketLocations: [bucketLocation], input: "refunds", requestId: "request-1" };
    await post("search", search, { results: RESULTS, pagination: PAGINATION });
    const page = { requestId: "request-1", page: 1, pageSize: 10 };
    await post("search_get_page", page, { results: [{ ...FOUND, source: { object: "string" } }], pagination: PAGINATION });
    await post("chunk_search", search, { results: RESULTS });
    await post("delete_object", object, {});
  });

  test("its older names and either spelling mean the same", async () => {
    const post = await newClient();
    const [camel, snake] = [{ name: "m", applicationName: "a", version: "v1" }, { name: "m", application_name: "a", version: "v1" }];
    const locations = [
      { smartMemoryLocation: { smartMemory: camel } },
      { smartMemoryLocation: { smart_memory: snake } },
      { smartMemoryLocation: { agentMemory: camel } },
      { agentMemoryLocation: { agentMemory: camel } },
      { agentMemoryLocation: { agent_memory: snake } },
    ];
    const { sessionId } = await post("start_session", locations[0], { sessionId: "string" });
    for (const [number, location] of locations.entries()) {
      await post("put_memory", { ...location, sessionId, content: `entry ${number}` }, { memoryId: "string" });
    }
    for (const location of locations) {
      const { memories } = await post("get_memory", { ...location, sessionId }, { memories: [ENTRY] });
      assert.equal(memories.length, locations.length);
    }
    const sqlQuery = "SELECT 1 AS one";
    for (const smartSqlLocation of [{ smartSql: camel }, { smart_sql: snake }, { moduleId: "db" }, { module_id: "db" }]) {
      await post("execute_query", { smartSqlLocation, sqlQuery }, { results: "string" });
    }
    const content = Buffer.from("x").toString("base64");
    for (const [one, other] of [[{ bucket: camel }, { bucket: snake }], [{ moduleId: "b" }, { module_id: "b" }]]) {
      await post("put_object", { bucketLocation: one, key: "x", content }, { key: "string" });
      await post("get_object", { bucketLocation: other, key: "x" }, { content: "string" });
    }
  });
}
