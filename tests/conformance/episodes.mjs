// Sessions that are over: what stays of them, and how they come back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { moment, newProgram } from "./program.mjs";

const OVER = /over|bring it back/;

/// The sessions that a search finds.
const found = async (program, terms, options) =>
  (await program.does("search_episodic_memory", { terms, ...options })).entries;

const ids = async (...search) => (await found(...search)).map(({ sessionId }) => sessionId);

export function episodes(face) {
  test("a session that is let go of leaves nothing", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    await session.put("A secret about pelicans");
    assert.deepEqual(await session.end(false), { success: true, error: null });
    assert.deepEqual(await session.reads(), []);
    assert.deepEqual(await session.finds("pelicans"), []);
    assert.deepEqual(await found(program, "pelicans"), []);
    assert.deepEqual(await found(program, ""), []);
    const brought = await session.rehydrate();
    assert.equal(brought.success, false);
    assert.notEqual(brought.message, "");
    assert.equal((await session.end(false)).success, false);
    await session.isRefused("put_memory", { content: "late" }, "not_found");
  });

  test("a session is found by what was meant in it, whatever the words", async () => {
    const program = await newProgram(face);
    for (const content of ["The automobile broke down on the motorway", "Grandma baked an apple pie"]) {
      const session = await program.start();
      await session.put(content);
      await session.end(true);
    }
    const [{ summary }] = await found(program, "car trouble");
    assert.match(summary, /automobile/);
  });

  test("a session that says nothing of a flush is let go of", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    await session.put("pelicans");
    assert.equal((await session.does("end_session")).success, true);
    assert.deepEqual(await found(program, ""), []);
  });

  test("a session that is flushed is one episode, however often it is ended, and reads empty", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    const at = (second) => `2026-02-03T10:00:${second}Z`;
    await session.put("Pelicans nest on the island.", { agent: "ranger", at: at("00") });
    await session.put("Count the pelicans in May.", { timeline: "tasks", agent: "ranger", at: at("10") });
    assert.deepEqual(await session.end(true), { success: true, error: null });
    const episodes = await found(program, "pelicans");
    assert.equal(episodes.length, 1);
    const [{ summary, duration, createdAt, score, ...episode }] = episodes;
    assert.deepEqual(episode, { sessionId: session.id, agent: "ranger", entryCount: 2, timelineCount: 2 });
    assert.match(summary, /elicans/);
    assert.ok(Number.isInteger(duration) && duration >= 0);
    assert.ok(score > 0 && score <= 1);
    moment(createdAt);

    assert.equal((await session.end(true)).success, true);
    assert.equal((await session.end(false)).success, true);
    assert.deepEqual(await found(program, "pelicans"), episodes);
    assert.deepEqual(await ids(program, ""), [session.id]);
    for (const timeline of [undefined, "tasks"]) assert.deepEqual(await session.reads({ timeline }), []);
    assert.deepEqual(await session.finds("pelicans"), []);
    assert.match(await session.isRefused("put_memory", { content: "late" }, "conflict"), OVER);
  });

  test("a session with nothing in it leaves no episode", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    assert.equal((await session.end(true)).success, true);
    assert.deepEqual(await found(program, ""), []);
  });

  test("an archived session comes back under its id, with every entry and timeline", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    await session.put("one", { key: "k", agent: "a" });
    await session.put("two", { timeline: "side", at: "2026-02-03T10:00:00.123Z" });
    const deleted = await session.put("three");
    await session.does("delete_memory", { memoryId: deleted });
    const timelines = [{}, { timeline: "side" }];
    const before = [];
    for (const which of timelines) before.push(await session.entries(which));
    await session.end(true);

    assert.deepEqual(await session.does("rehydration_status"), {
      status: null, entriesRestored: null, summaryOnly: null, completedAt: null, error: null,
    });
    const { message, ...brought } = await session.rehydrate();
    assert.deepEqual(brought, { success: true, operation: "full", statusKey: session.id, entriesRestored: 2 });
    assert.notEqual(message, "");
    for (const [index, which] of timelines.entries()) assert.deepEqual(await session.entries(which), before[index]);
    assert.deepEqual(await session.finds("one"), ["one"]);
    const { completedAt, ...status } = await session.does("rehydration_status");
    assert.deepEqual(status, { status: "completed", entriesRestored: 2, summaryOnly: false, error: null });
    moment(completedAt);
    const again = await session.rehydrate();
    assert.deepEqual([again.success, again.entriesRestored], [true, 2]);
    assert.equal((await session.reads()).length, 1);
  });

  test("a session that came back is one episode still, with what was put since", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    await session.put("Otters in the morning");
    await session.end(true);
    await session.rehydrate();
    await session.put("Herons at noon");
    await session.end(true);
    assert.deepEqual(await ids(program, "otters"), [session.id]);
    const [{ entryCount }, ...more] = await found(program, "herons");
    assert.deepEqual([entryCount, more], [2, []]);
    await session.rehydrate();
    assert.deepEqual(await session.reads(), ["Otters in the morning", "Herons at noon"]);
  });

  test("what was put since a session came back goes when it is let go of; what was archived stays", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    await session.put("Otters in the morning");
    await session.end(true);
    await session.rehydrate();
    await session.put("Herons at noon");
    assert.equal((await session.end(false)).success, true);
    assert.deepEqual(await ids(program, "herons"), []);
    const [{ entryCount }] = await found(program, "otters");
    assert.equal(entryCount, 1);
  });

  test("what is deleted after a session came back is gone from the archive too", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    const memoryId = await session.put("The alarm code is quicksilver");
    await session.put("The alarm is loud");
    await session.end(true);
    await session.rehydrate();
    assert.equal((await session.does("delete_memory", { memoryId })).success, true);
    await session.end(true);
    const [{ entryCount, summary }, ...more] = await found(program, "alarm");
    assert.deepEqual([entryCount, more], [1, []]);
    assert.doesNotMatch(summary, /quicksilver/);
    assert.deepEqual(await found(program, "quicksilver"), []);
  });

  test("a session comes back as its summary alone, which is no entry of its own afterwards", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    await session.put("Otters in the morning.", { timeline: "log" });
    await session.put("Herons at noon.", { timeline: "log" });
    await session.end(true);
    const [{ summary }] = await found(program, "otters");
    const { message: _, ...brought } = await session.rehydrate(true);
    assert.deepEqual(brought, { success: true, operation: "summary", statusKey: session.id, entriesRestored: 1 });
    assert.deepEqual(await session.reads(), [summary]);
    assert.deepEqual(await session.reads({ timeline: "log" }), []);
    const { status, summaryOnly, entriesRestored } = await session.does("rehydration_status");
    assert.deepEqual([status, summaryOnly, entriesRestored], ["completed", true, 1]);
    await session.end(true);
    const [{ entryCount }, ...more] = await found(program, "otters");
    assert.deepEqual([entryCount, more], [2, []]);
  });

  test("what never was archived does not come back", async () => {
    const program = await newProgram(face);
    const live = await program.start();
    await live.put("still here");
    for (const session of [live, program.session("session_nobody")]) {
      for (const summaryOnly of [false, true]) {
        const brought = await session.rehydrate(summaryOnly);
        assert.equal(brought.success, false);
        assert.equal(brought.entriesRestored, null);
        assert.notEqual(brought.message, "");
      }
      assert.equal((await session.does("rehydration_status")).status, null);
    }
    assert.deepEqual(await live.reads(), ["still here"]);
  });

  test("episodes are found by what was said in them, without terms the latest first", async () => {
    const program = await newProgram(face);
    const sessions = [];
    for (const said of ["We mended the roof", "We painted the fence", "We mended the fence"]) {
      const session = await program.start();
      await session.put(said);
      await session.end(true);
      sessions.push(session.id);
    }
    const [roof, painted, mended] = sessions;
    assert.deepEqual(await ids(program, "roof"), [roof]);
    assert.deepEqual((await ids(program, "fence")).toSorted(), [painted, mended].toSorted());
    assert.equal((await ids(program, "mended fence"))[0], mended);
    assert.deepEqual(await ids(program, "submarine"), []);
    assert.deepEqual((await ids(program, "")).toSorted(), sessions.toSorted());
    const latest = (await found(program, "")).map(({ createdAt }) => moment(createdAt));
    assert.deepEqual(latest, latest.toSorted((a, b) => b - a));
    assert.ok((await found(program, "")).every(({ score }) => score === null));
    assert.equal((await ids(program, "", { nMostRecent: 2 })).length, 2);
    assert.deepEqual(await ids(program, "", { nMostRecent: 0 }), []);
  });

  test("bounds of time are those of the end of a session, and within", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    await session.put("pelicans");
    await session.end(true);
    const [{ createdAt }] = await found(program, "");
    const beside = (millis) => new Date(moment(createdAt) + millis).toISOString();
    for (const terms of ["", "pelicans"]) {
      assert.equal((await ids(program, terms, { startTime: createdAt, endTime: createdAt })).length, 1);
      assert.equal((await ids(program, terms, { startTime: beside(1) })).length, 0);
      assert.equal((await ids(program, terms, { endTime: beside(-1) })).length, 0);
    }
  });

  test("episodes come in pages, which are all of them", async () => {
    const program = await newProgram(face);
    for (let number = 0; number < 5; number += 1) {
      const session = await program.start();
      await session.put(`pelicans ${number}`);
      await session.end(true);
    }
    const pages = [];
    for (const page of [1, 2, 3, 4]) {
      const { entries, pagination } = await program.does("search_episodic_memory", { terms: "pelicans", page, pageSize: 2 });
      assert.deepEqual(pagination, { total: 5, page, pageSize: 2, totalPages: 3, hasMore: page < 3 });
      pages.push(entries.map(({ sessionId }) => sessionId));
    }
    assert.deepEqual(pages.map(({ length }) => length), [2, 2, 1, 0]);
    assert.equal(new Set(pages.flat()).size, 5);
    await program.isRefused("search_episodic_memory", { terms: "", page: 0 }, "invalid", "page");
    await program.isRefused("search_episodic_memory", { terms: "", pageSize: 101 }, "invalid", "pageSize");
  });

  for (const size of face.sizes) {
    test(`a session of ${size} entries is archived whole, as one episode, and brought back`, async () => {
      const program = await newProgram(face);
      const session = await program.start();
      const said = Array.from({ length: size }, (_, index) => `entry ${index} of many`);
      for (let from = 0; from < size; from += 500) {
        const batch = said.slice(from, from + 500);
        await session.putAll(batch.map((content, index) => ({ content, timeline: ["even", "odd"][index % 2] })));
      }
      const last = size - 1;
      assert.equal((await session.finds(`${last}`, { timeline: "odd" }))[0], said[last]);
      assert.deepEqual(await session.end(true), { success: true, error: null });
      const [{ entryCount, timelineCount }, ...more] = await found(program, `${last}`);
      assert.deepEqual([entryCount, timelineCount, more], [size, 2, []]);
      assert.deepEqual(await session.reads({ timeline: "odd" }), []);
      const { success, entriesRestored } = await session.rehydrate();
      assert.deepEqual([success, entriesRestored], [true, size]);
      for (const [parity, timeline] of ["even", "odd"].entries()) {
        assert.deepEqual(await session.reads({ timeline }), said.filter((_, index) => index % 2 === parity));
      }
    });
  }
}
