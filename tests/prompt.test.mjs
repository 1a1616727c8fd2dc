// The spec's Alice: her relationship with Brad and what he knows of her, stored as rows, and the
// composite prompt that a call of hers starts from.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const claim = (category, attribute, value, more = {}) => ({
  op: "claim",
  turn: 0,
  claim: {
    category,
    subject: "user",
    attribute,
    value,
    content: `User: ${value}`,
    importance: 0.7,
    confidence: 0.9,
    occurred_at: null,
    sensitive: false,
    replaces: null,
    ...more,
  },
});

const fact = (attribute, value, more) => claim("user_fact", attribute, value, more);

const OPERATIONS = [
  claim("inside_joke", "inside_joke", "The burrito incident (food poisoning before a big presentation)", { subject: "both" }),
  claim("inside_joke", "inside_joke", "Never trust a guy named Trevor", { subject: "both" }),
  fact("job", "Software Engineer at TechCorp"),
  fact("boss", "Marcus"),
  fact("dating_status", "Casually dating Jessica"),
  fact("coworker", "Sarah (problematic)"),
  fact("coworker", "Jake (cool)"),
  fact("coworker", "Priya (mentor)"),
  fact("mom", "Lives in Ohio, calls every Sunday"),
  fact("dad", "Passed away in 2018", { sensitive: true }),
  fact("sibling", "Younger brother Tom (college)"),
  fact("hobby", "rock climbing"),
  fact("hobby", "fantasy football"),
  fact("hobby", "craft beer"),
  fact("allergy", "peanuts", { importance: 0.95 }),
  claim("preference", "greeting_style", "casual ('Yo', 'What's up dude')"),
  claim("preference", "advice_style", "direct but supportive"),
  claim("preference", "topic_to_avoid", "weight/body image", { sensitive: true }),
  claim("preference", "topic_to_avoid", "her dad's death", { sensitive: true }),
  claim("preference", "values", "practical solutions, real talk, someone who won't judge"),
  {
    op: "storyline",
    turn: 1,
    topic: "sarah_work_conflict",
    summary: "Tension with coworker Sarah, who is being passive-aggressive",
    status: "in_progress",
  },
];

const GIST = {
  summary: "Discussed upcoming date with Jessica. Recommended that Italian place downtown.",
  key_topics: ["dating", "jessica"],
  outcome: "advice_given",
  people: ["Jessica (dating)"],
  emotions: [],
  decisions: [],
  action_items: [],
  mood: "happy",
  tags: ["dating"],
};

async function ask(pair, command, body) {
  const actor = await world.object("MEMORIES", pair);
  const response = await actor.fetch(`http://actor/${command}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200, await response.clone().text());
  return response.json();
}

test("the prompt of the spec's Alice holds every section of the example in its order", async () => {
  const alice = await newPerson(world, { name: "Alice" });
  await alice.meet(
    BRAD,
    "bro_friend",
    "You and Alice are close bros. You call her 'dude' or 'Al'. You guys talk about sports, dating, and guy stuff. You met at a college party 5 years ago.",
  );
  const pair = `memory:${alice.id}:${BRAD}`;
  const day = 86_400_000;
  const began = new Date(Date.now() - 2 * day).toISOString();
  const config = {
    remember_relationship_details: true,
    remember_past_conversations: true,
    remember_personal_facts: true,
    auto_recall_depth: 10,
  };
  const said = { speaker: "user", text: "So I have this date with Jessica", at: began };
  await ask(pair, "archive", {
    call_id: "call_two_days_ago",
    agent: "brad",
    started_at: began,
    ended_at: new Date(Date.parse(began) + 600_000).toISOString(),
    turns: [{ index: 0, ...said }, { index: 1, ...said, text: "And Sarah is at it again" }],
    cost_usd: null,
    config,
  });
  await ask(pair, "remember", {
    call_id: "call_two_days_ago",
    reading: { operations: OPERATIONS, gist: GIST },
    config,
    said_at: began,
    entropy: Array(16).fill(7),
  });

  const { text, tokens, trace } = await alice.get(`/api/personas/${BRAD}/prompt`);
  const inOrder = [
    /=== CORE IDENTITY ===/,
    /You are Brad - a decisive, confident guy/,
    /=== YOUR RELATIONSHIP WITH THIS USER ===/,
    /You call her 'dude' or 'Al'/,
    /Inside jokes/,
    /burrito incident/,
    /=== WHAT YOU KNOW ABOUT ALICE ===/,
    /Software Engineer at TechCorp/,
    /=== RECENT CONTEXT ===/,
    /2 days ago[^]*Italian place/,
    /Sarah, who is being passive-aggressive/,
    /=== CONVERSATION STYLE ===/,
    /=== YOUR TASK ===/,
    /Alice[^]*Be Brad/,
  ];
  let rest = text;
  for (const part of inOrder) {
    const at = rest.search(part);
    assert.ok(at >= 0, `${part} is missing, or out of order, in:\n${text}`);
    rest = rest.slice(at);
  }
  for (const known of [
    /Marcus/, /Jessica/, /Jake \(cool\)/, /Priya \(mentor\)/, /Ohio/, /Tom/, /2018[^\n]*sensitive/,
    /rock climbing, fantasy football, craft beer|rock climbing/i, /Allergic to: peanuts/i,
    /Trevor/, /direct but supportive/i, /Avoid[^\n]*weight\/body image/, /practical solutions/i,
  ]) {
    assert.match(text, known);
  }
  assert.ok(tokens <= 4_000);
  assert.ok(trace.length >= OPERATIONS.length && trace.every(({ why }) => why));

  const call = await alice.call(BRAD);
  const session = await alice.get(`/api/documents/call_session:${call.id}`);
  const timeless = (prompt) => prompt.replace(/\d+:\d\d/g, "");
  assert.equal(timeless(session.system_prompt), timeless(text), "one builder for call and preview");
  assert.match(call.greeting, /\b(dude|Al)\b/i);
  await call.hangUp();
});
