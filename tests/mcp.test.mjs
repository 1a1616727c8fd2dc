// A language model uses what a persona remembers as its tools, over the Model Context Protocol.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
let alice;
before(async () => {
  world = await startWorld();
  alice = await newPerson(world, { name: "Alice" });
  await alice.talk(BRAD, "I'm allergic to peanuts", "I love rock climbing");
});
after(() => world.stop());

const accepts = { accept: "application/json, text/event-stream", "content-type": "application/json" };

function send(bearer, message, headers) {
  return world.fetch("/mcp", {
    method: "POST",
    headers: { ...accepts, authorization: `Bearer ${bearer}`, ...headers },
    body: JSON.stringify({ jsonrpc: "2.0", ...message }),
  });
}

/// What a request comes to: its result.
async function ask(bearer, method, params) {
  const response = await send(bearer, { id: 7, method, params });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type"), /^application\/json/);
  const { jsonrpc, id, result, error } = await response.json();
  assert.deepEqual([jsonrpc, id, error], ["2.0", 7, undefined]);
  return result;
}

const use = (bearer, name, args) => ask(bearer, "tools/call", { name, arguments: args });

const key = async (person, ...scopes) => (await person.post("/api/keys", { name: "model", scopes })).key;

test("it is greeted in its own version where that is spoken, else in the latest", async () => {
  for (const [wished, spoken] of [["2025-06-18", "2025-06-18"], ["1999-01-01", "2025-11-25"]]) {
    const clientInfo = { name: "test", version: "1" };
    const result = await ask(alice.token, "initialize", { protocolVersion: wished, capabilities: {}, clientInfo });
    assert.equal(result.protocolVersion, spoken);
    assert.equal(result.serverInfo.name, "call-me-back");
    assert.ok("tools" in result.capabilities);
  }
  const noted = await send(alice.token, { method: "notifications/initialized" });
  assert.deepEqual([noted.status, await noted.text()], [202, ""]);
  assert.deepEqual(await ask(alice.token, "ping"), {});
});

test("it sees the tools that its key is allowed, each with what it takes", async () => {
  const all = (await ask(alice.token, "tools/list")).tools;
  assert.ok(all.length > 10);
  for (const { name, description, inputSchema, annotations } of all) {
    assert.match(name, /^[a-z_]+$/);
    assert.ok(description.length > 10 && inputSchema.type === "object");
    assert.equal(annotations.readOnlyHint && annotations.destructiveHint, false);
  }
  const reads = await key(alice, "memories:read");
  const names = (await ask(reads, "tools/list")).tools.map(({ name }) => name);
  assert.ok(names.includes("recall") && !names.includes("forget_memory") && !names.includes("get_transcript"));
});

test("it finds, adds, changes and forgets a memory", async () => {
  const bearer = await key(alice, "memories:read", "memories:write");
  const found = await use(bearer, "recall", { persona_id: BRAD, q: "food that is bad for me" });
  assert.equal(found.isError, false);
  assert.deepEqual(JSON.parse(found.content[0].text), found.structuredContent);
  assert.match(found.content[0].text, /peanuts/);
  const added = await use(bearer, "add_memory", { persona_id: BRAD, content: "User plays the oboe", category: "user_fact" });
  const { id } = added.structuredContent;
  const changed = await use(bearer, "change_memory", { persona_id: BRAD, memory_id: id, pinned: true });
  assert.equal(changed.structuredContent.pinned, true);
  const list = await use(bearer, "list_memories", { persona_id: BRAD, limit: 100 });
  assert.ok(list.structuredContent.memories.some(({ content }) => content.includes("oboe")));
  const forgotten = await use(bearer, "forget_memory", { persona_id: BRAD, memory_id: id });
  assert.deepEqual([forgotten.isError, forgotten.content[0].text], [false, "Done."]);
  const gone = await use(bearer, "get_memory", { persona_id: BRAD, memory_id: id });
  assert.equal(gone.isError, true);
});

test("what it may not, it is told, and nothing is changed", async () => {
  const reads = await key(alice, "memories:read");
  const refused = await use(reads, "add_memory", { persona_id: BRAD, content: "User is rich", category: "user_fact" });
  assert.equal(refused.isError, true);
  assert.match(refused.content[0].text, /memories:write/);
  const wrong = await use(reads, "recall", { persona_id: BRAD, q: "x", nonsense: 1 });
  assert.ok(wrong.isError && /nonsense/.test(wrong.content[0].text));
  const { memories } = await alice.get(`/api/personas/${BRAD}/memories`);
  assert.ok(!memories.some(({ content }) => content.includes("rich")));
});

test("another user's memories are not there", async () => {
  const eve = await newPerson(world);
  const bearer = await key(eve, "memories:read", "memories:write");
  const { memories } = await alice.get(`/api/personas/${BRAD}/memories`);
  for (const [name, args] of [
    ["recall", { persona_id: BRAD, q: "peanuts" }],
    ["get_memory", { persona_id: BRAD, memory_id: memories[0].id }],
    ["forget_memory", { persona_id: BRAD, memory_id: memories[0].id }],
    ["list_memories", { persona_id: BRAD }],
  ]) {
    const result = await use(bearer, name, args);
    assert.doesNotMatch(result.content[0].text, /peanut|climb/i, name);
  }
  assert.deepEqual((await alice.get(`/api/personas/${BRAD}/memories`)).memories.length, memories.length);
});

test("who shows no key is told how to come, and no stream is held open", async () => {
  const response = await world.fetch("/mcp", { method: "POST", headers: accepts, body: "{}" });
  assert.deepEqual([response.status, response.headers.get("www-authenticate")], [401, "Bearer"]);
  for (const method of ["GET", "DELETE"]) {
    const answer = await world.fetch("/mcp", { method, headers: { authorization: `Bearer ${alice.token}` } });
    assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "POST"]);
  }
});
