// Keys of programs, in the real runtime: what they may do, how they end, and how a secret is made anew.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
let alice;
before(async () => {
  world = await startWorld();
  alice = await newPerson(world);
});
after(() => world?.stop());

const ask = async (key, method, path, body) => {
  const response = await world.fetch(path, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.status;
};

const session = (key) => ask(key, "POST", "/v1/start_session", { smartMemoryLocation: { smartMemory: { name: "notes" } } });

const make = async (...scopes) => (await alice.post("/api/keys", { name: "a program", scopes })).key;

test("a key does what its scopes say, in the API and under /v1", async () => {
  const reads = await make("profile:read", "calls:read");
  assert.equal(await ask(reads, "GET", "/api/me"), 200);
  assert.equal(await ask(reads, "GET", "/api/calls"), 200);
  assert.equal(await ask(reads, "PUT", "/api/me", { name: "Zed" }), 403);
  assert.equal(await ask(reads, "GET", "/api/personas"), 403);
  assert.equal(await ask(reads, "GET", "/api/keys"), 403);
  assert.equal(await session(reads), 403);
  const smart = await make("smart");
  assert.equal(await session(smart), 200);
  assert.equal(await ask(smart, "GET", "/api/me"), 403);
});

test("a key of which nothing is said opens /v1, as it always did", async () => {
  const { key, scopes } = await alice.post("/api/keys", { name: "as before" });
  assert.deepEqual(scopes, ["smart"]);
  assert.equal(await session(key), 200);
});

test("not even a key for the account makes another, or takes the number", async () => {
  const { key, id } = await alice.post("/api/keys", { name: "an account's", scopes: ["account"] });
  assert.equal(await ask(key, "GET", "/api/keys"), 200);
  assert.equal(await ask(key, "POST", "/api/keys", { name: "more", scopes: ["smart"] }), 403);
  assert.equal(await ask(key, "POST", "/api/me/phone", { phone: "+14155558888" }), 403);
  assert.equal(await ask(key, "POST", "/api/me/recovery-codes"), 403);
  assert.equal(await ask(key, "POST", "/api/me/proof"), 403);
  const other = await alice.post("/api/keys", { name: "another" });
  assert.equal(await ask(key, "POST", `/api/keys/${other.id}/rotate`, {}), 403);
  assert.equal(await ask(key, "POST", `/api/keys/${id}/rotate`, {}), 200);
  assert.equal(await ask(key, "GET", "/api/keys"), 401);
});

test("what opens the account elsewhere wants a proof of just now, whatever one comes with", async () => {
  const writes = await make("profile:write");
  assert.equal(await ask(writes, "PUT", "/api/me", { retries: 2 }), 200);
  assert.equal(await ask(writes, "PUT", "/api/me", { pin: "472815" }), 403);
  const { id, key } = await alice.post("/api/keys", { name: "an account's", scopes: ["account"] });
  const next = await alice.post(`/api/keys/${id}/rotate`, { grace_hours: 1 });
  assert.equal(await ask(key, "GET", "/api/keys"), 200);
  assert.equal(await ask(key, "POST", `/api/keys/${id}/rotate`, {}), 403, "with the secret before");
  await world.d1("UPDATE sign_in_sessions SET proved_at = 1 WHERE user_id = ?", alice.id);
  assert.equal(await ask(alice.token, "POST", `/api/keys/${id}/rotate`, {}), 403);
  assert.equal(await ask(alice.token, "PUT", "/api/me", { pin: "472815" }), 403);
  assert.equal(await ask(next.key, "POST", `/api/keys/${id}/rotate`, {}), 200);
  await alice.signIn();
});

test("a secret that was replaced is good for as long as was asked", async () => {
  const first = await alice.post("/api/keys", { name: "turned" });
  const second = await alice.post(`/api/keys/${first.id}/rotate`, { grace_hours: 1 });
  assert.notEqual(first.key, second.key);
  assert.deepEqual([await session(first.key), await session(second.key)], [200, 200]);
  await world.d1("UPDATE api_keys SET old_until = 1 WHERE id = ?", first.id);
  assert.deepEqual([await session(first.key), await session(second.key)], [401, 200]);
  await world.scheduled("0 * * * *");
  const [{ old_hash }] = await world.d1("SELECT old_hash FROM api_keys WHERE id = ?", first.id);
  assert.equal(old_hash, null);
  await alice.delete(`/api/keys/${first.id}`);
  assert.equal(await session(second.key), 401);
});

test("a key ends when it was to, and says when it was used", async () => {
  const { key, id, expires_at } = await alice.post("/api/keys", { name: "for a week", expires_in_days: 7 });
  assert.ok(Date.parse(expires_at) - Date.now() > 6 * 86_400_000);
  assert.equal(await session(key), 200);
  const { keys } = await alice.get("/api/keys");
  assert.ok(Math.abs(Date.parse(keys.find((one) => one.id === id).last_used_at) - Date.now()) < 60_000);
  await world.d1("UPDATE api_keys SET expires_at = 1 WHERE id = ?", id);
  assert.equal(await session(key), 401);
});

test("no secret is stored, and no list shows one", async () => {
  const { key } = await alice.post("/api/keys", { name: "secret" });
  const { keys } = await alice.get("/api/keys");
  const rows = await world.d1("SELECT * FROM api_keys");
  const text = JSON.stringify([keys, rows]);
  assert.ok(!text.includes(key) && !JSON.stringify(keys).includes("hash"));
});
