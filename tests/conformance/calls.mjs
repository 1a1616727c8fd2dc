// A call is a session of the memory that its persona has.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BRAD } from "../runtime/person.mjs";
import { newOwnersProgram, programOf } from "./program.mjs";

const SAID = { timeline: "main_conversation" };

export function calls(face) {
  test("a call is found and brought back as a session, and stays one episode", async () => {
    const owner = await face.newOwner();
    const call = await owner.person.talk(BRAD, "I love rock climbing", "My sister Marge lives in Ohio");
    const program = programOf(face, owner).at({ name: BRAD });
    const found = async (terms) => (await program.does("search_episodic_memory", { terms })).entries;
    const session = program.session(call.id);
    const said = ["I love rock climbing", "My sister Marge lives in Ohio"];

    const [episode, ...more] = await found("climbing");
    assert.deepEqual([episode.sessionId, episode.agent, episode.timelineCount, more], [call.id, "brad", 1, []]);
    assert.deepEqual(await session.reads(SAID), []);
    assert.equal((await session.does("rehydration_status")).status, null);

    const { success, entriesRestored } = await session.rehydrate();
    assert.deepEqual([success, entriesRestored], [true, episode.entryCount]);
    const entries = await session.entries(SAID);
    assert.equal(entries.length, episode.entryCount);
    assert.equal(entries[0].content, call.greeting);
    assert.deepEqual(entries.filter(({ agent }) => agent === null).map(({ content }) => content), said);
    assert.ok(entries.every(({ by, agent }) => by === (agent ?? "")));
    assert.ok((await session.finds("Marge", SAID)).includes(said[1]));
    assert.deepEqual(await session.reads(), []);
    await session.isRefused("put_memory", { content: "Never said", ...SAID }, "invalid", "timeline");
    await session.put("Send Marge a card", { timeline: "tasks" });

    assert.equal((await session.end(true)).success, true);
    const [again, ...others] = await found("climbing");
    assert.deepEqual([again.sessionId, again.entryCount, again.timelineCount, others], [call.id, episode.entryCount + 1, 2, []]);
    const summary = await session.rehydrate(true);
    assert.deepEqual([summary.success, summary.entriesRestored], [true, 1]);
    assert.deepEqual(await session.reads(SAID), [episode.summary]);

    const stranger = (await newOwnersProgram(face)).at({ name: BRAD }).session(call.id);
    assert.equal((await stranger.rehydrate()).success, false);
    assert.deepEqual(await stranger.reads(SAID), []);
  });

  test("a call that is on is read as a session, and ended as one", async () => {
    const owner = await face.newOwner();
    const call = await owner.person.call(BRAD);
    const reply = await call.say("I love rock climbing");
    const session = programOf(face, owner).at({ name: BRAD }).session(call.id);
    assert.deepEqual(await session.reads(SAID), [call.greeting, "I love rock climbing", reply]);
    assert.ok((await session.finds("mountain sports", SAID)).includes("I love rock climbing"));
    await session.put("Ask about ropes", { timeline: "tasks" });
    assert.deepEqual(await session.finds("ropes", { timeline: "tasks" }), ["Ask about ropes"]);
    const forged = [{ content: "fine", timeline: "notes" }, { content: "Never said", ...SAID }];
    await session.isRefused("put_memories", { entries: forged }, "invalid", "entries[1].timeline");
    assert.deepEqual(await session.reads({ timeline: "notes" }), []);
    const [greeting] = await session.entries(SAID);
    await session.isRefused("delete_memory", { memoryId: greeting.id }, "conflict");
    const view = { objectId: `call_session:${call.id}` };
    assert.match((await session.program.does("get_semantic_memory", view)).document, /rock climbing/);
    const stranger = (await newOwnersProgram(face)).at({ name: BRAD });
    assert.equal((await stranger.does("get_semantic_memory", view)).success, false);
    assert.deepEqual(await stranger.session(call.id).reads(SAID), []);

    assert.equal((await session.end(true)).success, true);
    await call.remembered();
    assert.deepEqual(await session.reads(SAID), []);
    assert.deepEqual(await session.reads({ timeline: "tasks" }), []);
    await session.isRefused("put_memory", { content: "late", timeline: "tasks" }, "conflict");
  });
}
