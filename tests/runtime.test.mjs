// The test support itself. It relies on nothing that the worker does beyond its bindings.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { WebSocketServer } from "ws";

import { applyMigrations } from "../xtask/runtime/runtime.mjs";
import { Inbox } from "../xtask/runtime/inbox.mjs";
import { openSocket } from "../xtask/runtime/socket.mjs";
import { startWorld } from "./runtime/world.mjs";

describe("a world", () => {
  let world;
  before(async () => {
    world = await startWorld();
  });
  after(() => world?.stop());

  test("answers requests", async () => {
    const response = await world.fetch("/");
    assert.ok(response.status < 500, `GET / answered ${response.status}`);
  });

  test("has a database", async () => {
    assert.deepEqual(await world.d1("SELECT ? AS one", 1), [{ one: 1 }]);
  });

  test("has a bucket", async () => {
    const bucket = await world.bucket();
    await bucket.put("greeting", "hello");
    assert.equal(await (await bucket.get("greeting")).text(), "hello");
  });

  test("runs a cron", async () => {
    const { outcome } = await world.scheduled("0 * * * *");
    assert.equal(outcome, "ok");
  });

  test("delivers a batch to the queue's consumer", async () => {
    const { outcome } = await world.queue([{ body: "not a message of ours" }]);
    assert.equal(outcome, "ok");
  });

  test("takes an object out of memory", async () => {
    const object = await world.object("SESSIONS", "evicted");
    await (await object.fetch("http://actor/")).text();
    await world.evict("SESSIONS", "evicted");
    await assert.rejects(world.evict("NOBODY", "evicted"), /NOBODY/);
  });

  test("keeps what it stored when the runtime dies", async () => {
    await world.d1("CREATE TABLE kept (value TEXT)");
    await world.d1("INSERT INTO kept VALUES ('row')");
    await (await world.bucket()).put("kept", "object");

    await world.kill();
    await assert.rejects(world.fetch("/"));
    await world.restart();

    assert.deepEqual(await world.d1("SELECT value FROM kept"), [{ value: "row" }]);
    const bucket = await world.bucket();
    assert.equal(await (await bucket.get("kept")).text(), "object");
  });
});

describe("migrations", () => {
  let world, folder;
  before(async () => {
    world = await startWorld();
    folder = await mkdtemp(path.join(os.tmpdir(), "call-me-back-migrations-"));
  });
  after(async () => {
    await world?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("apply once, in the order of their numbers, triggers and all", async () => {
    await writeFile(
      path.join(folder, "9002_trigger.sql"),
      `-- a comment; with a semicolon
       CREATE TRIGGER counted AFTER INSERT ON counter BEGIN
         UPDATE counter SET value = value + 1 WHERE value > 0;
         UPDATE counter SET note = 'a;b';
       END;
       INSERT INTO counter (value) VALUES (1);`,
    );
    await writeFile(
      path.join(folder, "901_table.sql"),
      "CREATE TABLE counter (value INTEGER, note TEXT);\n",
    );
    assert.deepEqual(await applyMigrations(world.runtime, folder), [
      "901_table.sql",
      "9002_trigger.sql",
    ]);
    assert.deepEqual(await applyMigrations(world.runtime, folder), []);
    assert.deepEqual(await world.d1("SELECT value, note FROM counter"), [{ value: 2, note: "a;b" }]);
  });

  test("leave nothing behind when they fail", async () => {
    const broken = path.join(folder, "9999_broken.sql");
    await writeFile(broken, "CREATE TABLE half (value TEXT); INSERT INTO nowhere VALUES (1);");
    await assert.rejects(applyMigrations(world.runtime, folder), /9999_broken\.sql.*nowhere/);
    assert.deepEqual(await world.d1("SELECT name FROM sqlite_schema WHERE name = 'half'"), []);
    assert.deepEqual(await world.d1("SELECT name FROM d1_migrations WHERE name LIKE '9999%'"), []);
    await rm(broken);
  });
});

describe("an inbox", () => {
  test("gives each item once, in order, whether it came before or comes after", async () => {
    const inbox = new Inbox("test");
    inbox.push(1);
    inbox.push(2);
    assert.equal(await inbox.next((n) => n > 1), 2);
    assert.equal(await inbox.next(), 1);
    const later = inbox.next((n) => n === 4);
    inbox.push(3);
    inbox.push(4);
    assert.equal(await later, 4);
    assert.equal(await inbox.next(), 3);
  });

  test("says what it holds when nothing matches", async () => {
    const inbox = new Inbox("frames");
    inbox.push("other");
    await assert.rejects(inbox.next((item) => item === "this", 1), /frames: .*\["other"\]/);
  });

  test("fails who waits once nothing more can come", async () => {
    const inbox = new Inbox("test");
    const waiting = inbox.next();
    inbox.close("gone");
    await assert.rejects(waiting, /gone/);
    await assert.rejects(inbox.next(), /gone/);
  });
});

describe("a socket", () => {
  let server, url;
  before(async () => {
    server = new WebSocketServer({
      host: "127.0.0.1",
      port: 0,
      verifyClient: ({ req }, answer) => answer(req.headers.cookie === "session=1", 401),
    });
    server.on("connection", (socket) => socket.on("message", (text) => socket.send(`${text}`)));
    await new Promise((resolve) => server.once("listening", resolve));
    url = new URL(`ws://127.0.0.1:${server.address().port}/echo`);
  });
  after(() => server.close());

  test("carries headers, and frames both ways", async () => {
    const socket = await openSocket(url, { cookie: "session=1" });
    socket.send({ type: "prompt", text: "hi" });
    assert.deepEqual(await socket.next(({ type }) => type === "prompt"), {
      type: "prompt",
      text: "hi",
    });
    assert.deepEqual(await socket.close(1000, "bye"), { code: 1000, reason: "bye" });
  });

  test("tells the status of a refusal", async () => {
    await assert.rejects(openSocket(url), { status: 401 });
  });
});
