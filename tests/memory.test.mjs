// What a persona remembers, from call to call and over months.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const advance = (by) =>
  world.fetch("/dev/advance", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(by),
  });

test("a hobby told in the first call is asked about in the second and known in the fifth", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.meet(BRAD, "friend");
  await person.talk(BRAD, "I love rock climbing");

  const second = await person.talk(BRAD, "All good here", "Just a normal week");
  assert.match(second.replies.join("\n"), /climbing/i);

  await person.talk(BRAD, "Hey, nothing much going on");
  await person.talk(BRAD, "Just checking in");
  const fifth = await person.call(BRAD);
  assert.match(await fifth.say("What do you know about me?"), /climbing/i);
  await fifth.hangUp();
});

test("the same Brad is a friend to Alice and a boyfriend to Bob, and keeps them apart", async () => {
  const alice = await newPerson(world, { name: "Alice" });
  const bob = await newPerson(world, { name: "Bob" });
  await alice.meet(BRAD, "friend", "You call her 'dude'. You talk about sports and dating.");
  await bob.meet(BRAD, "boyfriend", "You are warm with him and call him 'babe'.");

  const hers = await alice.talk(BRAD, "I love rock climbing", "My sister Marge lives in Ohio");
  const his = await bob.talk(BRAD, "I had a long day at the bakery", "What do you know about me?");
  assert.match(hers.greeting, /dude/i);
  assert.match(his.greeting, /babe/i);

  const told = async (person) => (await person.get(`/api/personas/${BRAD}/prompt`)).text;
  const [herPrompt, hisPrompt] = [await told(alice), await told(bob)];
  const core = (prompt) => prompt.split("=== YOUR RELATIONSHIP")[0];
  assert.equal(core(herPrompt), core(hisPrompt));
  assert.match(herPrompt, /climbing/i);

  const recall = (q) => bob.get(`/api/personas/${BRAD}/recall?q=${encodeURIComponent(q)}`);
  const everythingOfHis = JSON.stringify([
    his.replies,
    hisPrompt,
    await bob.get(`/api/personas/${BRAD}/memories`),
    await bob.get(`/api/personas/${BRAD}/relationship`),
    await bob.get("/api/calls"),
    await recall("climbing Marge Ohio sister"),
  ]);
  assert.doesNotMatch(everythingOfHis, /climbing|Marge|Ohio|dude|Alice/i);
});

test("how somebody likes to be called is learned in a call, and wins over the persona's habit", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.meet(BRAD, "friend");
  await person.talk(BRAD, "By the way, please call me Allie");
  const next = await person.call(BRAD);
  assert.match(next.greeting, /Allie/);
  await next.hangUp();
  const other = await newPerson(world, { name: "Bea" });
  const theirs = await other.call(BRAD);
  assert.doesNotMatch(theirs.greeting, /Allie/);
  await theirs.hangUp();
});

test("within a call, across a week, over months, and in old conversations", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.choosePin();
  await person.meet(BRAD, "friend");
  const first = await person.call(BRAD);
  await first.say("I'm allergic to peanuts");
  await first.say("My coworker Sarah keeps undermining me at work and I'm stressed about it");
  assert.match(await first.say("What did I just say about Sarah?"), /Sarah/);
  await first.hangUp();
  await first.remembered();

  await advance({ days: 3 });
  const thisWeek = await person.call(BRAD);
  assert.match(thisWeek.greeting, /Sarah/);
  await thisWeek.hangUp();
  await thisWeek.remembered();

  await advance({ days: 180 });
  await person.signIn();
  const { text } = await person.get(`/api/personas/${BRAD}/prompt`);
  assert.match(text, /peanuts/i);

  const { hits } = await person.get(`/api/personas/${BRAD}/recall?q=Sarah%20undermining`);
  const said = hits.filter(({ what }) => what.kind === "turn");
  assert.ok(said.some(({ what }) => what.call_id === first.id && /undermining/.test(what.turn.text)));
  for (const { score, parts } of hits) {
    assert.ok(score > 0 && score <= 1);
    assert.deepEqual(Object.keys(parts).sort(), ["lift", "manner", "meaning", "strength", "words"]);
  }
});

test("the spec's documents come back in the spec's shapes", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.meet(BRAD, "bro_friend", "We met at a college party.");
  const call = await person.call(BRAD);
  await call.say("I work as a software engineer at TechCorp");
  const document = (id) => person.get(`/api/documents/${encodeURIComponent(id)}`);

  const session = await document(`call_session:${call.id}`);
  assert.deepEqual(Object.keys(session).sort(), [
    "conversation_history",
    "current_context",
    "persona_id",
    "relationship_id",
    "session_id",
    "session_metadata",
    "system_prompt",
    "user_id",
  ]);
  assert.equal(session.conversation_history[1].role, "user");
  assert.equal(session.conversation_history[1].content, "I work as a software engineer at TechCorp");
  assert.deepEqual(Object.keys(session.current_context).sort(), [
    "mood",
    "needs_decision",
    "topic",
    "urgency",
  ]);
  assert.deepEqual(Object.keys(session.session_metadata).sort(), [
    "avg_response_time",
    "call_started_at",
    "turns",
  ]);
  assert.equal(session.session_metadata.turns, 3);

  await call.hangUp();
  await call.remembered();
  const pair = `${person.id}:${BRAD}`;
  const recent = await document(`recent_calls:${pair}`);
  assert.equal(recent.id, `recent_calls:${pair}`);
  assert.equal(recent.recent_calls[0].call_id, call.id);
  assert.deepEqual(Object.keys(recent).sort(), [
    "id",
    "ongoing_storylines",
    "persona_id",
    "recent_calls",
    "user_id",
  ]);
  assert.deepEqual(Object.keys(recent.recent_calls[0]).sort(), [
    "call_id",
    "date",
    "key_topics",
    "outcome",
    "summary",
  ]);
  assert.deepEqual(recent.ongoing_storylines, []);

  const longTerm = await document(`long_term:${pair}`);
  assert.match(longTerm.user_facts.job, /software engineer/i);

  const archived = await person.get(`/api/calls/${call.id}/archive`);
  const inTheBucket = await (await world.bucket()).get(
    `transcripts/${person.id}/${BRAD}/${call.id}.json`,
  );
  assert.deepEqual(await inTheBucket.json(), archived);
  assert.equal(archived.full_transcript[0].speaker, "brad");
  assert.deepEqual(Object.keys(archived.full_transcript[1]).sort(), ["speaker", "text", "timestamp"]);
  assert.equal(archived.full_transcript[1].speaker, "user");
  assert.deepEqual(Object.keys(archived.call_metadata).sort(), [
    "cost_usd",
    "duration_seconds",
    "ended_at",
    "started_at",
  ]);
  assert.deepEqual(Object.keys(archived.extracted_entities).sort(), [
    "decisions_made",
    "emotions",
    "people_mentioned",
    "topics",
  ]);
  assert.deepEqual(Object.keys(archived).sort(), [
    "call_id",
    "call_metadata",
    "embedding_vector",
    "extracted_entities",
    "full_transcript",
    "persona_id",
    "relationship_id",
    "tags",
    "user_id",
  ]);

  const other = await newPerson(world);
  const refused = await other.fetch(`/api/documents/${encodeURIComponent(`long_term:${pair}`)}`);
  assert.equal(refused.status, 404);
});

test("what fades is found by the hourly cron, and only searching finds it later", async () => {
  const person = await newPerson(world);
  await person.talk(BRAD, "I love rock climbing", "I'm allergic to peanuts");
  await person.choosePin();
  // Of whom nothing goes because it was long ago.
  await world.d1("UPDATE users SET plan = 'premium' WHERE id = ?", person.id);
  const actor = `memory:${person.id}:${BRAD}`;
  const year = 366 * 86_400_000;
  const [{ ahead }] = [...(await world.d1("SELECT ahead FROM development_clock")), { ahead: 0 }];
  await world.d1("INSERT OR REPLACE INTO development_clock (id, ahead) VALUES (1, ?)", ahead + 8 * year);
  await world.scheduled("0 * * * *");
  await world.nextLog(new RegExp(`done: fade what is due in ${actor}`));

  await person.signIn();
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  const state = (word) => memories.find(({ content }) => content.includes(word))?.state;
  assert.notEqual(state("climbing"), "current");
  assert.equal(state("peanuts"), "current");
  const { text } = await person.get(`/api/personas/${BRAD}/prompt`);
  const [, known] = text.match(/=== WHAT YOU KNOW[^\n]*\n([^]*?)\n===/);
  assert.doesNotMatch(known, /climbing/i);
  assert.match(known, /peanuts/i);
  const { hits } = await person.get(`/api/personas/${BRAD}/recall?q=climbing`);
  assert.ok(hits.length > 0);
});

test("a post-call job that was lost is found again by the hourly cron", async () => {
  const person = await newPerson(world);
  const call = await person.talk(BRAD, "I love rock climbing");
  await world.d1("UPDATE calls SET memory_extracted = 0, auto_summary = NULL, ended_at = 1 WHERE id = ?", call.id);
  await world.scheduled("0 * * * *");
  await call.remembered();
  const [row] = await world.d1("SELECT * FROM calls WHERE id = ?", call.id);
  assert.equal(row.memory_extracted, 1);
  assert.match(row.auto_summary, /climbing/);
  const { turns, outcomes } = JSON.parse(row.extracted_facts);
  assert.equal(turns.length, outcomes.length);
  assert.ok(outcomes.some(({ op }) => op === "added"));
  assert.doesNotMatch(row.extracted_facts, /climbing/, "ids, and nothing of what was said");
});

test("what a user does not want remembered is not", async () => {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  const put = (memory_config) => person.put(`/api/personas/${BRAD}/relationship`, { memory_config });
  const { memory_config } = await put({ remember_personal_facts: false });
  assert.deepEqual(memory_config, {
    remember_relationship_details: true,
    remember_past_conversations: true,
    remember_personal_facts: false,
    auto_recall_depth: 10,
  });
  await person.talk(BRAD, "I love rock climbing");
  assert.deepEqual((await person.get(`/api/personas/${BRAD}/memories`)).memories, []);

  await put({ remember_past_conversations: false });
  await person.talk(BRAD, "I went to the opera in Verona");
  const name = encodeURIComponent(`recent_calls:${person.id}:${BRAD}`);
  const { recent_calls } = await person.get(`/api/documents/${name}`);
  assert.doesNotMatch(JSON.stringify(recent_calls), /opera|Verona/i);
  const { hits } = await person.get(`/api/personas/${BRAD}/recall?q=opera`);
  assert.deepEqual(hits, []);
});

test("one user has several personas, each with a memory of their own", async () => {
  const person = await newPerson(world, { name: "Charlie" });
  await person.meet(BRAD, "second boyfriend");
  await person.meet("persona_maya_001", "coach");
  await person.talk(BRAD, "I love rock climbing");
  const relationship = (id) => person.get(`/api/personas/${id}/relationship`);
  assert.equal((await relationship(BRAD)).kind, "partner");
  assert.equal((await relationship("persona_maya_001")).kind, "professional");
  const call = await person.call("persona_maya_001");
  const told = await call.say("What do you know about me?");
  assert.doesNotMatch(call.greeting + told, /climb/i);
  await call.hangUp();
});

test("the hour after the end goes by and the session is let go of, the archive stays", async () => {
  const person = await newPerson(world);
  const call = await person.talk(BRAD, "I love rock climbing");
  const id = encodeURIComponent(`call_session:${call.id}`);
  assert.equal((await person.fetch(`/api/documents/${id}`)).status, 200);
  await advance({ hours: 2 });
  assert.equal((await person.fetch(`/api/documents/${id}`)).status, 404);
  const { turns } = await person.get(`/api/calls/${call.id}/transcript`);
  assert.equal(turns[1].text, "I love rock climbing");
});
