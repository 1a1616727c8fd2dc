// Working memory.

import assert from "node:assert/strict";
import { test } from "node:test";

import { moment, newProgram } from "./program.mjs";

const DEFAULT = "*defaultTimeline";
const minute = (minute) => `2026-02-03T10:${String(minute).padStart(2, "0")}:00Z`;

export function working(face) {
  test("an entry is read and found right after it was put, with all that it was put with", async () => {
    const session = await (await newProgram(face)).start();
    const before = Date.now();
    const id = await session.put("The ferry leaves at noon", { key: "trip", agent: "planner" });
    const [entry, ...more] = await session.entries();
    assert.deepEqual(more, []);
    const { at, ...told } = entry;
    assert.deepEqual(told, {
      id,
      sessionId: session.id,
      timeline: DEFAULT,
      content: "The ferry leaves at noon",
      key: "trip",
      agent: "planner",
      by: "planner",
      dueTo: "",
    });
    if (face.hasRealTime) assert.ok(Math.abs(moment(at) - before) < 60_000, at);
    assert.deepEqual(await session.finds("ferry"), ["The ferry leaves at noon"]);
  });

  test("an entry says what it was put with, in any script and with any sign", async () => {
    const session = await (await newProgram(face)).start();
    const said = ["Grüße, 東京 👩‍👩‍👧‍👦", "It's \"100%\"; DROP TABLE entries --", " a\tb\r\nc ", "NEAR(a, b) OR *", "a\u0000b"];
    for (const content of said) await session.put(content);
    assert.deepEqual(await session.reads(), said);
    assert.deepEqual(await session.finds("東京"), [said[0]]);
    assert.deepEqual(await session.finds("drop"), [said[1]]);
    for (const terms of ['"', "*", "NEAR(", "a OR", "(((", "-", "", "\u0000"]) await session.finds(terms);
  });

  test("an entry is found by what it means, whatever its words", async () => {
    const session = await (await newProgram(face)).start();
    const wanted = await session.put("The automobile broke down on the motorway");
    await session.put("Grandma baked an apple pie");
    assert.deepEqual(await session.finds("car trouble"), ["The automobile broke down on the motorway"]);
    assert.equal((await session.does("delete_memory", { memoryId: wanted })).success, true);
    assert.deepEqual(await session.finds("car trouble"), []);
  });

  test("without a timeline only the default one is read and searched", async () => {
    const session = await (await newProgram(face)).start();
    await session.put("tea on the default one");
    await session.put("tea on another", { timeline: "planning" });
    assert.deepEqual(await session.reads(), ["tea on the default one"]);
    assert.deepEqual(await session.finds("tea"), ["tea on the default one"]);
    assert.deepEqual(await session.reads({ timeline: "planning" }), ["tea on another"]);
    assert.deepEqual(await session.finds("tea", { timeline: "planning" }), ["tea on another"]);
    assert.deepEqual(await session.reads({ timeline: DEFAULT }), ["tea on the default one"]);
    assert.deepEqual(await session.reads({ timeline: "Planning" }), []);
  });

  test("a key narrows to exactly those that have it, and is not unique", async () => {
    const session = await (await newProgram(face)).start();
    for (const [content, key] of [["one", "a"], ["two", "a"], ["three", "A"], ["four", "ab"], ["five"], ["six", "%"]]) {
      await session.put(content, { key });
    }
    assert.deepEqual(await session.reads({ key: "a" }), ["one", "two"]);
    assert.deepEqual(await session.reads({ key: "%" }), ["six"]);
    assert.deepEqual(await session.reads({ key: "b" }), []);
    assert.equal((await session.reads()).length, 6);
  });

  test("the latest few are those of the latest moments, and the oldest of them comes first", async () => {
    const session = await (await newProgram(face)).start();
    for (const [content, at] of [["b", 2], ["d", 4], ["a", 1], ["c", 3]]) await session.put(content, { at: minute(at) });
    assert.deepEqual(await session.reads(), ["a", "b", "c", "d"]);
    assert.deepEqual(await session.reads({ nMostRecent: 2 }), ["c", "d"]);
    assert.deepEqual(await session.reads({ nMostRecent: 9 }), ["a", "b", "c", "d"]);
    assert.deepEqual(await session.reads({ nMostRecent: 0 }), []);
    assert.deepEqual(await session.reads({ nMostRecent: 1, endTime: minute(3) }), ["c"]);
  });

  test("entries of one moment are read in the order in which they were put", async () => {
    const session = await (await newProgram(face)).start();
    const said = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    await session.putAll(said.map((content) => ({ content, at: minute(0) })));
    assert.deepEqual(await session.reads(), said);
    assert.deepEqual(await session.reads({ nMostRecent: 3 }), said.slice(-3));
  });

  test("bounds of time are within, at both ends and to the millisecond", async () => {
    const session = await (await newProgram(face)).start();
    for (const number of [1, 2, 3]) await session.put(`tea ${number}`, { at: minute(number) });
    const within = { startTime: minute(1), endTime: minute(2) };
    assert.deepEqual(await session.reads(within), ["tea 1", "tea 2"]);
    assert.deepEqual((await session.finds("tea", within)).toSorted(), ["tea 1", "tea 2"]);
    assert.deepEqual(await session.reads({ startTime: minute(3) }), ["tea 3"]);
    assert.deepEqual(await session.reads({ startTime: "2026-02-03T10:01:00.001Z", endTime: "2026-02-03T10:01:59.999Z" }), []);
    assert.deepEqual(await session.reads({ endTime: "2026-02-03T11:01:00+01:00" }), ["tea 1"]);
    assert.deepEqual(await session.reads({ startTime: minute(3), endTime: minute(1) }), []);
  });

  test("a search finds the most telling first, whatever form the word has, and no other", async () => {
    const session = await (await newProgram(face)).start();
    await session.put("Marge likes tea");
    await session.put("Marge climbs rocks in Utah");
    await session.put("The weather was fine");
    assert.deepEqual(await session.finds("climbing in utah"), ["Marge climbs rocks in Utah"]);
    const [first, ...others] = await session.finds("Marge and her tea");
    assert.equal(first, "Marge likes tea");
    assert.ok(!others.includes("The weather was fine"));
    assert.deepEqual(await session.finds("submarine"), []);
    assert.deepEqual(await session.finds("Marge", { nMostRecent: 1 }), ["Marge climbs rocks in Utah"]);
  });

  test("what is deleted is gone for reading and for searching, and gone once", async () => {
    const session = await (await newProgram(face)).start();
    const id = await session.put("The password is swordfish");
    const kept = await session.put("The fish was good");
    assert.deepEqual(await session.does("delete_memory", { memoryId: id }), { success: true });
    assert.deepEqual(await session.reads(), ["The fish was good"]);
    assert.deepEqual(await session.finds("swordfish password"), []);
    assert.deepEqual(await session.does("delete_memory", { memoryId: id }), { success: false });
    assert.deepEqual((await session.entries()).map(({ id }) => id), [kept]);
  });

  test("an entry is only deleted through the session that it stands in", async () => {
    const program = await newProgram(face);
    const [session, other] = [await program.start(), await program.start()];
    const memoryId = await session.put("stays");
    assert.deepEqual(await other.does("delete_memory", { memoryId }), { success: false });
    assert.deepEqual(await session.reads(), ["stays"]);
  });

  test("a batch is put whole, in its order, or not at all", async () => {
    const session = await (await newProgram(face)).start();
    const ids = await session.putAll([
      { content: "one", at: minute(0) },
      { content: "two", timeline: "side", key: "k", agent: "a", at: minute(0) },
      { content: "three", at: minute(0) },
    ]);
    assert.deepEqual((await session.entries()).map(({ id, content }) => [id, content]), [[ids[0], "one"], [ids[2], "three"]]);
    assert.deepEqual((await session.entries({ timeline: "side" })).map(({ id, key }) => [id, key]), [[ids[1], "k"]]);

    const good = { content: "good" };
    for (const [entries, field] of [
      [[good, { content: "" }], "entries[1].content"],
      [[{ content: " " }], "entries[0].content"],
      [[good, good, { content: "x".repeat(10_001) }], "entries[2].content"],
      [[good, { content: "x", key: "" }], "entries[1].key"],
      [[good, { content: "x", timeline: "t".repeat(201) }], "entries[1].timeline"],
      [[good, { content: "x", agent: "\u0007" }], "entries[1].agent"],
      [[good, { content: "x", at: "yesterday" }], "entries[1].at"],
      [[good, { key: "k" }], "entries[1].content"],
      [[good, { content: "x", more: 1 }], "entries[1].more"],
      [[], "entries"],
      [Array(501).fill(good), "entries"],
    ]) {
      await session.isRefused("put_memories", { entries }, "invalid", field);
    }
    assert.deepEqual(await session.reads(), ["one", "three"]);
    assert.deepEqual(await session.finds("good"), []);
  });

  test("what entries say is told in a few sentences, with what they are", async () => {
    const session = await (await newProgram(face)).start();
    const ids = await session.putAll([
      { content: "The harbour tour costs ten euros.", agent: "guide", at: minute(0) },
      { content: "The harbour tour begins at noon.", agent: "guide", at: minute(2) },
    ]);
    const aside = await session.put("Bring a coat.", { timeline: "aside", at: minute(5) });
    const all = await session.does("summarize_memory");
    assert.match(all.summary, /harbour/);
    assert.doesNotMatch(all.summary, /coat/);
    assert.deepEqual(all.summarizedMemoryIds, ids);
    assert.deepEqual(all.metadata, { duration: 120_000, timelineCount: 1, entryCount: 2, agent: "guide" });

    const named = await session.does("summarize_memory", { memoryIds: [ids[0], aside, "entry_nobody"] });
    assert.match(named.summary, /coat/);
    assert.deepEqual(named.summarizedMemoryIds.toSorted(), [ids[0], aside].toSorted());
    assert.deepEqual(named.metadata, { duration: 300_000, timelineCount: 2, entryCount: 2, agent: "guide" });
  });

  test("a session that never was reads empty, and nothing is put into it", async () => {
    const program = await newProgram(face);
    const session = program.session("session_that_nobody_began");
    assert.deepEqual(await session.reads(), []);
    assert.deepEqual(await session.finds("anything"), []);
    assert.deepEqual(await session.does("delete_memory", { memoryId: "entry_nobody" }), { success: false });
    const nothing = await session.does("summarize_memory");
    assert.deepEqual([nothing.summary, nothing.summarizedMemoryIds], ["", []]);
    await session.isRefused("put_memory", { content: "x" }, "not_found");
    await session.isRefused("put_memories", { entries: [{ content: "x" }] }, "not_found");
    const ended = await session.end(true);
    assert.equal(ended.success, false);
    assert.match(ended.error, /session/);
    assert.equal((await session.does("rehydration_status")).status, null);
    assert.deepEqual(await session.reads(), []);
  });

  test("sessions are isolated from each other", async () => {
    const program = await newProgram(face);
    const [one, other] = [await program.start(), await program.start()];
    assert.notEqual(one.id, other.id);
    await one.put("only here", { key: "k" });
    assert.deepEqual(await other.reads({ key: "k" }), []);
    assert.deepEqual(await other.finds("only"), []);
    assert.deepEqual(await one.reads(), ["only here"]);
  });
}
