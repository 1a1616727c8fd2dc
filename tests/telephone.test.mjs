// What goes wrong on a telephone line and around it: calls come to the right end all the same, nobody is
// rung twice, and nothing is believed that the carrier did not sign.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { HOME, upgrade, webhook } from "../xtask/runtime/carrier/webhooks.mjs";
import { startBrain } from "./runtime/brain_server.mjs";
import { FORM } from "./bad_input/faults.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { routes } from "./runtime/routes.mjs";
import { rung } from "./runtime/telephone.mjs";
import { startWorld } from "./runtime/world.mjs";

const SAID = ["Well,", " I think", " that is", " quite a story."];

let carrier;
let brain;
let world;
before(async () => {
  [carrier, brain] = [await startCarrier(), await startBrain()];
  world = await startWorld({ vars: { ...carrier.vars, ...brain.vars } });
  carrier.reach(world.url);
});
after(async () => {
  await carrier?.stop();
  await world?.stop();
  await brain?.stop();
});
beforeEach(() => {
  brain.behaviour = { say: SAID };
  carrier.complaints = [];
});
afterEach(() => {
  carrier.holdsCallbacks = false;
  carrier.answers = [];
  assert.deepEqual([...carrier.complaints, ...brain.complaints], []);
});

async function reachable(more) {
  const person = await newPerson(world, { name: "Alice" });
  await person.post("/api/me/consent");
  if (more !== undefined) await person.put("/api/me", more);
  return person;
}

async function called(person) {
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  return { person, id, telephone: rung(carrier, person) };
}

const ringing = async (more) => called(await reachable(more));

/// How a call's row ends; the moments as far as they are told apart.
async function ended(person, id) {
  const { status, end_reason, started_at } = await person.get(`/api/calls/${id}`);
  return [status, end_reason, started_at === null ? "nobody talked" : "they talked"];
}

const transcript = async (person, id) => {
  const { turns } = await person.get(`/api/calls/${id}/transcript`);
  return turns.map(({ text }) => text);
};

const ask = (person) =>
  person.fetch("/api/calls", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": "once" },
    body: JSON.stringify({ persona_id: BRAD, channel: "phone" }),
  });

// What the carrier answers to the wish for a call, what we answer, what we answer to the same wish again,
// and how often it rings in the end.
for (const [name, answer, first, again, rings] of [
  ["is lost after it rang", { lost: true }, 201, 201, 1],
  ["is an error, though it rings", { status: 500, placed: true }, 201, 201, 1],
  ["is too many at once", { status: 429, code: 20429 }, 503, 201, 1],
  ["is an error, and nothing rings", { status: 500 }, 503, 201, 0],
  ["is that the number can't be called", { status: 400, code: 21211 }, 409, 201, 0],
  ["is that the account may not call there", { status: 400, code: 21215 }, 409, 201, 0],
]) {
  test(`the carrier's answer ${name}: a telephone rings once at most`, async () => {
    const person = await reachable();
    const before = carrier.placed.length;
    carrier.answers = [answer];
    assert.equal((await ask(person)).status, first);
    const answers = await Promise.all([ask(person), ask(person), ask(person)]);
    assert.deepEqual(answers.map(({ status }) => status), [again, again, again]);
    assert.equal(carrier.placed.length, before + rings);
    const [{ carrier_call_id, status }] = await world.d1(
      "SELECT carrier_call_id, status FROM calls WHERE user_id = ?",
      person.id,
    );
    if (rings === 1) assert.equal(carrier_call_id, rung(carrier, person).call.sid);
    if (first === 409) assert.equal(status, "ended");
  });
}

/// In which order what a call had to tell arrives, once it is over: numbers of callbacks.
const ORDERS = [
  [0, 1, 2, 3, 4],
  [4, 3, 2, 1, 0],
  [3, 4, 0, 1, 2],
  [4, 4, 0, 0, 3, 3],
  [2, 4, 1, 3, 0, 4, 2],
  [0, 1, 2, 3, 4, 0, 1, 2, 3, 4],
];

test("in whatever order and how often callbacks come, the call ends the same", async () => {
  const rows = [];
  for (const order of ORDERS) {
    const { person, id, telephone } = await ringing();
    carrier.holdsCallbacks = true;
    await telephone.answer("human");
    await telephone.say("My dog Rex is ill");
    await telephone.call.hangUp();
    carrier.holdsCallbacks = false;
    const { callbacks } = telephone.call;
    const told = ["initiated", "ringing", "answered", "machine", "completed"].map((wanted) =>
      callbacks.find(({ name }) => name === wanted),
    );
    for (const number of order) await carrier.send(told[number]);
    await carrier.send(callbacks.find(({ name }) => name === "relay-ended"));
    await world.nextLog(new RegExp(`done: remember ${id}`));
    const { memory_extracted, auto_summary } = await person.get(`/api/calls/${id}`);
    const { total_calls } = await person.get(`/api/personas/${BRAD}/relationship`);
    rows.push([...(await ended(person, id)), memory_extracted, auto_summary, total_calls]);
  }
  const [first] = rows;
  assert.deepEqual(first.slice(0, 3), ["ended", "hung_up", "they talked"]);
  for (const row of rows) assert.deepEqual(row, first);
});

test("callbacks of what came of no call, doubled and turned round, end it the same", async () => {
  for (const [status, reason] of [["busy", "busy"], ["no-answer", "no_answer"], ["failed", "failed"]]) {
    for (const order of [[0, 1, 2], [2, 1, 0], [2, 2, 0, 1, 2], [1, 2, 0, 2]]) {
      const { person, id, telephone } = await ringing();
      carrier.holdsCallbacks = true;
      await telephone.call.goUnanswered(status);
      for (const number of order) await carrier.send(telephone.call.callbacks[number]);
      assert.deepEqual(await ended(person, id), ["ended", reason, "nobody talked"]);
    }
  }
});

test("whoever hangs up before they hear anything was there, and that is all", async () => {
  for (const until of ["instructions", "socket"]) {
    const { person, id, telephone } = await ringing();
    await telephone.call.answer({ until });
    assert.equal(await telephone.call.over, "completed");
    assert.deepEqual(await ended(person, id), ["ended", "hung_up", "nobody talked"]);
    assert.deepEqual(await transcript(person, id), []);
  }
});

test("a line that breaks in the middle of a word goes on without a second greeting", async () => {
  const { person, id, telephone } = await ringing();
  await telephone.answer("human");
  brain.behaviour = { stallAfter: ["Rex is a fine", " dog, and I"] };
  telephone.call.hear("My dog Rex is ill");
  for (const heard of ["Rex is a fine", " dog, and I"]) await telephone.token(({ token }) => token === heard);
  telephone.disclosure = undefined;
  const isBack = new Promise((resolve) => telephone.call.once("begun", resolve));
  telephone.call.line.drop();
  await isBack;
  brain.behaviour = { say: SAID };
  assert.equal(await telephone.say("Are you still there?"), SAID.join(""));
  assert.equal(telephone.disclosure, undefined);
  await telephone.call.hangUp();
  const ended = telephone.call.callbacks.filter(({ name }) => name === "relay-ended");
  assert.deepEqual(ended.map(({ fields }) => fields.SessionStatus), ["failed", "completed"]);
  assert.deepEqual(await transcript(person, id), [
    telephone.greeting,
    "My dog Rex is ill",
    "Rex is a fine dog, and I",
    "Are you still there?",
    SAID.join(""),
  ]);
});

test("who is spoken over when all was sent keeps what was heard of it, and no more", async () => {
  const { person, id, telephone } = await ringing();
  await telephone.answer("human");
  telephone.call.hear("My dog Rex is ill");
  await telephone.token(({ last }) => last);
  // At fifteen characters a second: "Well, I think th".
  await telephone.sayOver("He is nine years old", 1_100);
  await telephone.call.hangUp();
  const said = await transcript(person, id);
  assert.deepEqual(said.slice(1, 4), ["My dog Rex is ill", "Well, I think", "He is nine years old"]);
});

test("a line that says ten things in a row that mean nothing is closed, and the call goes on", async () => {
  const { person, id, telephone } = await ringing();
  await telephone.answer("human");
  const isBack = new Promise((resolve) => telephone.call.once("begun", resolve));
  for (let count = 0; count < 10; count += 1) telephone.call.line.send("nonsense");
  await isBack;
  await telephone.say("My dog Rex is ill");
  await telephone.call.hangUp();
  assert.deepEqual(await ended(person, id), ["ended", "hung_up", "they talked"]);
});

// Who picked up, when that is known, what is left on machines, and how the call ends.
for (const [by, when, voicemail, reason] of [
  ["machine_start", "before", "nothing", "voicemail"],
  ["machine_start", "after", "nothing", "voicemail"],
  ["fax", "before", "nothing", "voicemail"],
  ["fax", "after", "message", "voicemail"],
  ["machine_end_beep", "before", "message", "voicemail"],
  ["machine_end_beep", "after", "message", "voicemail"],
  ["machine_end_silence", "after", "message", "voicemail"],
]) {
  test(`${by}, known ${when} the socket is there, is left ${voicemail}`, async () => {
    const person = await reachable();
    await person.talk(BRAD, "My dog Rex is very ill");
    await person.put("/api/me", { voicemail });
    const { id, telephone } = await called(person);
    const { call } = telephone;
    const heard = [];
    call.on("token", ({ token }) => heard.push(token));
    if (when === "before") {
      await call.ring();
      await call.detect(by);
    }
    await call.answer();
    if (when === "after") await call.detect(by);
    if (voicemail === "message" && by !== "fax") {
      await telephone.token(({ token }) => /a message from Call Me Back/.test(token));
      call.speech.playOut();
    }
    assert.equal(await call.over, "completed");
    assert.deepEqual(await ended(person, id), ["ended", reason, "nobody talked"]);
    assert.doesNotMatch(heard.join(""), /Rex|dog|Alice/);
  });
}

test("an actor that is taken out of memory in mid-call goes on where it was", async () => {
  for (const sockets of ["hibernate", "close"]) {
    const { person, id, telephone } = await ringing();
    await telephone.answer("human");
    await telephone.say("My cat is called Miso");
    const isBack = new Promise((resolve) => telephone.call.once("begun", resolve));
    await world.evict("SESSIONS", `session:${id}`, sockets);
    if (sockets === "close") await isBack;
    await telephone.say("What is my cat called?");
    await telephone.call.hangUp();
    assert.equal((await transcript(person, id)).length, 5);
    assert.deepEqual(await ended(person, id), ["ended", "hung_up", "they talked"]);
  }
});

const watch = ({ person, id }) => world.openSocket(`/calls/${id}/watch`, person.headers);

test("who watches a call sees each word of it, is not listened to, and outlives the actor's sleep", async () => {
  const ring = await ringing();
  const { person, id, telephone } = ring;
  const page = await watch(ring);
  assert.deepEqual(await page.next(), { type: "transcript", status: "created", turns: [], recalled: [] });
  await telephone.answer("human");
  const isLive = (frame) => frame.type === "transcript" && frame.status === "live";
  await page.next(isLive);
  await page.next(({ type, last }) => type === "text" && last);
  page.send({ type: "prompt", voicePrompt: "I am nobody", last: true });
  page.send("nonsense");
  page.send({ type: "end" });
  await world.evict("SESSIONS", `session:${id}`, "hibernate");

  brain.behaviour = { stallAfter: ["Rex is a fine", " dog, and I"] };
  telephone.call.hear("My dog Rex is ill");
  assert.equal((await page.next(({ type }) => type === "heard")).text, "My dog Rex is ill");
  for (const token of ["Rex is a fine", " dog, and I"]) await page.next((frame) => frame.token === token);
  // Who comes in the middle of an answer sees all of it.
  const later = await watch(ring);
  const { turns } = await later.next();
  assert.deepEqual(turns.map(({ text }) => text), [telephone.greeting, "My dog Rex is ill"]);
  assert.deepEqual(await later.next(), { type: "text", token: "Rex is a fine dog, and I", last: false });

  brain.behaviour = { say: SAID };
  await telephone.sayOver("Are you still there?", 1_100);
  const cut = (frame) => frame.type === "transcript" && frame.turns.at(-1)?.text === "Rex is a fine";
  for (const watcher of [page, later]) {
    await watcher.next(cut);
    for (const token of SAID) await watcher.next((frame) => frame.token === token);
  }
  await telephone.call.hangUp();
  for (const watcher of [page, later]) assert.equal((await watcher.closed).code, 1000);
  assert.deepEqual((await transcript(person, id)).slice(1), [
    "My dog Rex is ill",
    "Rex is a fine",
    "Are you still there?",
    SAID.join(""),
  ]);
  await assert.rejects(watch(ring), { status: 409 });
});

test("so many pages may watch a call, and no more", async () => {
  const ring = await ringing();
  const pages = [];
  for (let count = 0; count < 8; count += 1) pages.push(await watch(ring));
  await assert.rejects(watch(ring), { status: 409 });
  await pages[0].close();
  const again = await watch(ring);
  await again.next(({ type }) => type === "transcript");
  await ring.telephone.call.goUnanswered();
  await again.closed;
});

test("who signs out while they watch sees no word after a minute; who is still there opens it anew", async () => {
  const ring = await ringing();
  const { person, id, telephone } = ring;
  await telephone.answer();
  const left = await watch(ring);
  await person.post("/api/sign-out");
  await person.signIn();
  const page = await watch(ring);
  await world.fetch("/dev/advance", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ seconds: 61 }),
  });
  // By which the call knows of the time.
  await telephone.call.detect("human");
  const secret = "Nobody else is to read this";
  const reads = ({ text, turns }) => text === secret || turns?.some((turn) => turn.text === secret);
  telephone.call.hear(secret);
  for (const watcher of [left, page]) await watcher.next(({ type }) => type === "show_anew");
  const again = await watch(ring);
  await again.next(reads);
  await telephone.call.hangUp();
  for (const watcher of [left, page]) {
    assert.equal((await watcher.closed).code, 4002);
    await assert.rejects(watcher.next(reads), /closed/);
  }
});

test("nothing is believed without the carrier's signature for that very address", async () => {
  const { person, id, telephone } = await ringing();
  const other = await ringing();
  await telephone.answer("human");
  await telephone.say("My dog Rex is ill");
  const standing = async () => [
    await person.get(`/api/calls/${id}`),
    await transcript(person, id),
    carrier.placed.length,
    await world.d1("SELECT * FROM calls WHERE id IN (?, ?) ORDER BY id", id, other.id),
  ];
  const before = await standing();
  const told = { CallStatus: "completed", AnsweredBy: "fax", SessionStatus: "completed", SpeechResult: "Bye", Digits: "9" };
  const fields = { ...telephone.call.fields, ...told };
  const hooks = (await routes()).filter((route) => route.startsWith("POST /twilio/"));
  assert.ok(hooks.length >= 5);
  for (const hook of hooks) {
    const path = hook.replace("POST ", "").replace(":id", id).replace(":number", "1");
    const unsigned = { method: "POST", headers: { "content-type": FORM }, body: new URLSearchParams(fields).toString() };
    const another = path === hook.replace("POST ", "") ? "/twilio/elsewhere" : path.replace(id, other.id);
    const frauds = {
      unsigned,
      "signed by somebody else": webhook(path, fields, { token: "another" }),
      "meant for another call": webhook(another, fields),
      "meant for another host": webhook(path, fields, { url: `https://elsewhere.example${path}` }),
      changed: { ...webhook(path, fields), body: new URLSearchParams({ ...fields, AnsweredBy: "human" }).toString() },
    };
    for (const [name, request] of Object.entries(frauds)) {
      assert.equal((await world.fetch(path, request)).status, 403, `${path}, ${name}`);
    }
  }
  const path = `/twilio/relay/${id}/2`;
  for (const headers of [
    {},
    { "x-twilio-signature": "" },
    { "x-twilio-signature": "bm9uc2Vuc2U=" },
    upgrade(path, { token: "another" }),
    upgrade(`/twilio/relay/${other.id}/2`),
    upgrade(path, { url: HOME + path }),
  ]) {
    const refused = await world.openSocket(path, headers).catch((error) => error);
    assert.equal(refused.status, 403);
  }
  // The carrier's own, overheard and sent once more: its line was opened already.
  const opened = `/twilio/relay/${id}/1`;
  const replayed = await world.openSocket(opened, upgrade(opened)).catch((error) => error);
  assert.equal(replayed.status, 403);
  assert.deepEqual(await standing(), before);
  // The line that stands is heard as before.
  assert.equal(await telephone.say("Are you still there?"), SAID.join(""));
});
