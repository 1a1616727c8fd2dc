// Somebody rings one of our numbers; and calls without a socket, turn by turn.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startExchange, upgrade, webhook } from "./runtime/exchange.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

const OURS = "+18005551212";
const PIN = "472913";

let exchange;
let world;
let byTurns;
before(async () => {
  exchange = await startExchange();
  world = await startWorld({ vars: exchange.vars });
  byTurns = await startWorld({ vars: { ...exchange.vars, PHONE_SPEECH: "gather" } });
});
after(async () => {
  await byTurns?.stop();
  await world?.stop();
  await exchange?.stop();
});

const send = (path, fields, to = world) => to.fetch(path, webhook(path, fields));
const text = async (response) => (await response).text();

let calls = 0;

/// Somebody calls our number and says that they are that person.
async function callIn(person, fields = {}) {
  calls += 1;
  const told = { CallSid: `CA_in_${calls}`, From: person.phone, To: OURS, CallStatus: "ringing", ...fields };
  const twiml = await text(send("/twilio/inbound", told));
  const [, id] = twiml.match(/\/twilio\/relay\/(\w+)"/) ?? [];
  return { told, twiml, id };
}

async function connect(id, told) {
  const path = `/twilio/relay/${id}`;
  const socket = await world.openSocket(path, upgrade(path));
  socket.send({ type: "setup", sessionId: "VX1", callSid: told.CallSid, direction: "inbound" });
  const listen = async () => {
    let reply = "";
    for (;;) {
      const frame = await socket.next(({ type }) => type === "text");
      reply += frame.token;
      if (frame.last) return reply.trim();
    }
  };
  const say = (voicePrompt) => {
    socket.send({ type: "prompt", voicePrompt, last: true });
    return listen();
  };
  const type = (keys) => {
    for (const digit of keys) socket.send({ type: "dtmf", digit });
    return listen();
  };
  return { greeting: await listen(), say, type, socket };
}

async function acquainted(options) {
  const person = await newPerson(world, { name: "Alice" });
  await person.talk(BRAD, "My dog Rex is very ill");
  if (options?.pin) await person.put("/api/me", { pin: PIN });
  return person;
}

test("whom the carrier vouches for is put through to who they know", async () => {
  const person = await acquainted();
  const { told, twiml, id } = await callIn(person, { StirVerstat: "TN-Validation-Passed-A" });
  assert.match(twiml, /welcomeGreeting="This is Brad, an AI persona/);
  const { say } = await connect(id, told);
  assert.match(await say("What do you remember about my dog?"), /Rex/);
  // The webhook again is the same call, without a second greeting.
  const again = await text(send("/twilio/inbound", told));
  assert.match(again, new RegExp(`/twilio/relay/${id}"`));
  assert.doesNotMatch(again, /welcomeGreeting=/);
  assert.equal((await send("/twilio/status", { ...told, CallStatus: "completed" })).status, 204);
  const call = await person.get(`/api/calls/${id}`);
  assert.deepEqual([call.status, call.end_reason, call.direction], ["ended", "hung_up", "inbound"]);
});

test("a number alone opens nothing; the PIN does", async () => {
  const person = await acquainted({ pin: true });
  const { told, id } = await callIn(person);
  const { greeting, say, type } = await connect(id, told);
  assert.match(greeting, /PIN/);
  assert.doesNotMatch(await say("What do you remember about my dog?"), /Rex/);
  assert.match(await type("111112"), /once more/);
  await type(PIN);
  assert.match(await say("What do you remember about my dog?"), /Rex/);
});

test("strangers are told what it is, and 9 leaves them alone for good", async () => {
  const stranger = { phone: "+14155558877" };
  const { told, twiml, id } = await callIn(stranger);
  assert.equal(id, undefined);
  assert.match(twiml, /press 9/);
  assert.match(twiml, /<Gather input="dtmf" action="https:\/\/call.example\/twilio\/stranger"/);
  assert.match(await text(send("/twilio/stranger", { ...told, Digits: "9" })), /won&apos;t be called/);
  const [{ reason }] = await world.d1("SELECT reason FROM suppressions WHERE phone = ?", stranger.phone);
  assert.equal(reason, "opted_out");
});

test("who talks already is not answered twice", async () => {
  const person = await acquainted();
  const vouched = { StirVerstat: "TN-Validation-Passed-A" };
  const { told, id } = await callIn(person, vouched);
  const { socket } = await connect(id, told);
  assert.match((await callIn(person, vouched)).twiml, /<Reject reason="busy"\/>/);
  socket.cut();
});

test("without a socket the carrier asks for each turn, to the goodbye", async () => {
  const person = await newPerson(byTurns, { name: "Alice" });
  await person.post("/api/me/consent");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const fields = { CallSid: "CA1", From: OURS, To: person.phone };
  const turn = (heard) => text(send(`/twilio/turn/${id}`, { ...fields, ...heard }, byTurns));
  const first = await text(send(`/twilio/voice/${id}`, fields, byTurns));
  assert.match(first, /<Response><Say [^>]*>This is Brad, an AI persona[^<]*<\/Say><Gather /);
  assert.match(first, new RegExp(`action="https://call.example/twilio/turn/${id}"`));
  assert.match(await turn({ SpeechResult: "I love rock climbing", Confidence: "0.9" }), /<Gather .*<Say /);
  assert.match(await turn({}), /Are you still there/);
  const last = await turn({ SpeechResult: "Yes! Gotta run, bye!" });
  assert.match(last, /<Hangup\/><\/Response>$/);
  assert.doesNotMatch(last, /<Gather/);
  await byTurns.nextLog(new RegExp(`done: remember ${id}`));
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  assert.ok(memories.some(({ content }) => /climbing/.test(content)));
  assert.equal((await person.get(`/api/calls/${id}`)).end_reason, "said_goodbye");
});

test("a machine that picks up such a call is hung up on, or left its message, by the carrier", async () => {
  const person = await newPerson(byTurns);
  await person.post("/api/me/consent");
  for (const [voicemail, form] of [
    ["nothing", /^Status=completed$/],
    ["message", /^Twiml=.*message\+from\+Call\+Me\+Back.*Hangup/],
  ]) {
    await person.put("/api/me", { voicemail });
    const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
    await send(`/twilio/voice/${id}`, { CallSid: "CA1" }, byTurns);
    await send(`/twilio/machine/${id}`, { CallSid: "CA1", AnsweredBy: "machine_end_beep" }, byTurns);
    const [, changed] = exchange.changed.at(-1);
    assert.match(changed, form);
  }
});
