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
  assert.equal(session.session_metadata.turns, 3);

  await call.hangUp();
  await call.remembered();
  const pair = `${person.id}:${BRAD}`;
  const recent = await document(`recent_calls:${pair}`);
  assert.equal(recent.id, `recent_calls:${pair}`);
  assert.equal(recent.recent_calls[0].call_id, call.id);
  for (const key of ["date", "summary", "key_topics", "outcome"]) {
    assert.ok(key in recent.recent_calls[0], key);
  }
  assert.ok(Array.isArray(recent.ongoing_storylines));

  const longTerm = await document(`long_term:${pair}`);
  assert.match(longTerm.user_facts.job, /software engineer/i);

  const archived = await person.get(`/api/calls/${call.id}/archive`);
  const inTheBucket = await (await world.bucket()).get(
    `transcripts/${person.id}/${BRAD}/${call.id}.json`,
  );
  assert.deepEqual(await inTheBucket.json(), archived);
  assert.equal(archived.full_transcript[0].speaker, "brad");
  assert.equal(archived.full_transcript[1].speaker, "user");
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
