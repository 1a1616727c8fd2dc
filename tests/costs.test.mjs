// What a call costs, in the real runtime: a telephone call with a model that tells what it took.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { upgrade, webhook } from "../xtask/runtime/carrier/webhooks.mjs";
import { startBrain } from "./runtime/brain_server.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

const PRICES = {
  as_of: "2026-11-01",
  carrier: { outbound_per_minute: { "+1": 0.014 } },
  speech_per_1000_characters: 0.05,
  model_per_million_tokens: { input: 0.15, output: 0.6 },
};

let brain;
let carrier;
let world;
before(async () => {
  [brain, carrier] = [await startBrain(), await startCarrier()];
  const vars = { ...brain.vars, ...carrier.vars, PRICES: JSON.stringify(PRICES) };
  world = await startWorld({ vars });
});
after(async () => {
  await world?.stop();
  await carrier?.stop();
  await brain?.stop();
});

const send = (path, fields) => world.fetch(path, webhook(path, fields));

/// Somebody is telephoned, hears the greeting, says these and hangs up. Gives the call once it is
/// remembered, and the characters that were spoken to them.
async function byPhone(person, lines, meanwhile = async () => {}) {
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const fields = { CallSid: "CA1", From: "+18005551212", To: person.phone };
  await send(`/twilio/voice/${id}`, fields);
  let opened = 0;
  const connect = async () => {
    opened += 1;
    const path = `/twilio/relay/${id}/${opened}`;
    const socket = await world.openSocket(path, upgrade(path));
    socket.send({ type: "setup", callSid: "CA1", ...fields });
    return socket;
  };
  let socket = await connect();
  let characters = `This is Brad, an AI persona from Call Me Back.`.length;
  const listen = async () => {
    for (;;) {
      const frame = await socket.next(({ type }) => type === "text");
      characters += frame.token.length;
      if (frame.last) return;
    }
  };
  await listen();
  await send(`/twilio/machine/${id}`, { ...fields, AnsweredBy: "human" });
  for (const voicePrompt of lines) {
    socket.send({ type: "prompt", voicePrompt, lang: "en-US", last: true });
    await listen();
    await meanwhile(id);
  }
  socket.send({ type: "end" });
  await socket.next(({ type }) => type === "end");
  const completed = { ...fields, CallStatus: "completed", CallDuration: "61" };
  // It is told late, and twice.
  for (const _ of [1, 2]) await send(`/twilio/status/${id}`, completed);
  await world.nextLog(new RegExp(`done: remember ${id}`));
  return { call: await person.get(`/api/calls/${id}`), characters };
}

async function newCallee() {
  const person = await newPerson(world, { name: "Alice" });
  await person.post("/api/me/consent");
  return person;
}

const of = (call, part) => call.cost.charges.find((charge) => charge.part === part);

test("a call costs its minutes, its speech and what the model told, and its actor may die in it", async () => {
  const person = await newCallee();
  const before = await person.get(`/api/calls/estimate?persona_id=${BRAD}&channel=phone`);
  assert.deepEqual([before.minutes, before.is_usual], [10, false]);
  assert.ok(before.cost_usd > 0.14);
  brain.behaviour = { say: ["Hello", " from", " the", " model."], usage: [1_000, 20] };
  const evict = (id) => world.evict("SESSIONS", `session:${id}`);
  const { call, characters } = await byPhone(person, ["I love climbing", "And my dog Rex"], evict);
  assert.equal(of(call, "carrier").minutes, 2);
  assert.equal(of(call, "carrier").micro_usd, 28_000);
  assert.equal(of(call, "speech").characters, characters);
  assert.deepEqual(of(call, "brain"), {
    part: "brain", input: 2_000, output: 40, counted: false, micro_usd: 324,
  });
  // The model's words were no reading, so it was asked twice; the built-in reader read.
  assert.deepEqual([of(call, "reading").input, of(call, "reading").counted], [2_000, false]);
  const sum = call.cost.charges.reduce((total, { micro_usd }) => total + micro_usd, 0);
  assert.equal(Math.round(call.cost_usd * 1e6), sum);
  const [row] = await world.d1("SELECT known_micro_usd, carrier_minutes FROM calls WHERE id = ?", call.id);
  assert.deepEqual(row, { known_micro_usd: sum, carrier_minutes: 2 });
  const page = await person.fetch(`/calls/${call.id}`, { headers: { accept: "text/html" } });
  assert.match(await page.text(), /This call cost \$0\.\d\d/);
  const archive = await person.get(`/api/calls/${call.id}/archive`);
  assert.equal(archive.call_metadata.cost_usd, call.cost_usd);
  // As if they had talked for two minutes and a half.
  await world.d1("UPDATE calls SET duration_seconds = 150 WHERE id = ?", call.id);
  const after = await person.get(`/api/calls/estimate?persona_id=${BRAD}&channel=phone`);
  assert.deepEqual([after.minutes, after.is_usual], [3, true]);
});

test("a model that refuses to tell what it took still speaks, and is counted", async () => {
  const person = await newCallee();
  brain.behaviour = { say: ["Hello", " there."], refusesUsage: true };
  const { call } = await byPhone(person, ["I love climbing"]);
  const { input, output, counted } = of(call, "brain");
  assert.ok(counted && input > 300 && output > 1, `${input} ${output}`);
});

test("what has no price is unknown, and a table that is not right is told of by its name", async () => {
  await world.restart({ vars: { PRICES: JSON.stringify({ ...PRICES, carrier: {} }) } });
  const person = await newCallee();
  brain.behaviour = { say: ["Hello", " there."], usage: [1_000, 20] };
  const { call } = await byPhone(person, ["I love climbing"]);
  assert.equal(call.cost_usd, null);
  assert.equal(of(call, "carrier").micro_usd, null);
  const page = await person.fetch(`/calls/${call.id}`, { headers: { accept: "text/html" } });
  assert.match(await page.text(), /This call cost at least \$0\.\d+/);

  await world.restart({ vars: { PRICES: '{"as_of": "2026-11-01", "speech": 1}' } });
  await person.get("/api/me");
  await world.nextLog(/what calls cost is unknown: PRICES is not right at speech/);
  const guess = await person.get(`/api/calls/estimate?persona_id=${BRAD}&channel=browser`);
  assert.match(guess.mistake, /PRICES is not right at speech/);
  assert.deepEqual([guess.cost_usd, guess.in_words], [null, "unknown"]);
});
