// The test support itself: each thing that a world offers works on the built worker.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world?.stop());

test("a request reaches the worker", async () => {
  const response = await world.fetch("/");
  assert.equal(response.status, 200);
});

test("D1 is there", async () => {
  assert.deepEqual(await world.d1("SELECT ? AS one", 1), [{ one: 1 }]);
});

test("the bucket is there", async () => {
  const bucket = await world.bucket();
  await bucket.put("greeting", "hello");
  assert.equal(await (await bucket.get("greeting")).text(), "hello");
});

test("a cron reaches the worker", async () => {
  const { outcome } = await world.scheduled("0 * * * *");
  assert.equal(outcome, "ok");
  await world.nextLog(/scheduled 0 \* \* \* \*/);
});

test("a batch reaches the queue's consumer", async () => {
  const { outcome } = await world.queue([{ body: "hello" }]);
  assert.equal(outcome, "ok");
});

test("an object outlives eviction and the death of the runtime", async () => {
  const count = async () => (await world.fetch("/echo/")).text();
  const before = Number(await count());
  await world.evict("SESSIONS", "echo");
  assert.equal(Number(await count()), before + 1);
  await world.restart();
  assert.equal(Number(await count()), before + 2);
});

test("what is in D1 outlives the death of the runtime", async () => {
  await world.d1("CREATE TABLE kept (value TEXT)");
  await world.d1("INSERT INTO kept VALUES ('still here')");
  await world.kill();
  await assert.rejects(world.fetch("/"));
  await world.restart();
  assert.deepEqual(await world.d1("SELECT value FROM kept"), [{ value: "still here" }]);
});
