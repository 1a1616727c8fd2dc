// Twilio's webhooks and its socket.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { HOME, startExchange, upgrade, webhook } from "./runtime/exchange.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let exchange;
let world;
before(async () => {
  exchange = await startExchange();
  world = await startWorld({ vars: exchange.vars });
});
after(async () => {
  await world.stop();
  await exchange.stop();
});

const send = (path, fields, signed) => world.fetch(path, webhook(path, fields, signed));

async function ringing() {
  const person = await newPerson(world, { name: "Alice" });
  await person.post("/api/me/consent");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  return { person, id, fields: { CallSid: "CA1", From: "+18005551212", To: person.phone } };
}

/// Tells who picked up, as the carrier heard it.
const picked = (id, fields, AnsweredBy) => send(`/twilio/machine/${id}`, { ...fields, AnsweredBy });

async function pickUp(id, fields) {
  const path = `/twilio/relay/${id}`;
  const socket = await world.openSocket(path, upgrade(path));
  socket.send({ type: "setup", sessionId: "VX1", callSid: "CA1", direction: "outbound-api", ...fields });
  const listen = async () => {
    let reply = "";
    for (;;) {
      const frame = await socket.next(({ type }) => type === "text");
      reply += frame.token;
      if (frame.last) return reply.trim();
    }
  };
  const say = (voicePrompt) => {
    socket.send({ type: "prompt", voicePrompt, lang: "en-US", last: true });
    return listen();
  };
  return { socket, greeting: await listen(), say };
}

test("a call by phone is rung, disclosed, talked, ended and remembered", async () => {
  const { person, id, fields } = await ringing();
  const form = exchange.placed.at(-1);
  assert.equal(form.get("To"), person.phone);
  assert.equal(form.get("Url"), `${HOME}/twilio/voice/${id}`);

  await send(`/twilio/status/${id}`, { ...fields, CallStatus: "ringing" });
  assert.equal((await person.get(`/api/calls/${id}`)).status, "ringing");

  const answer = await send(`/twilio/voice/${id}`, { ...fields, CallStatus: "in-progress" });
  const twiml = await answer.text();
  assert.match(answer.headers.get("content-type"), /xml/);
  assert.match(twiml, /<ConversationRelay [^>]*url="wss:\/\/call\.example\/twilio\/relay\//);
  assert.match(twiml, /welcomeGreeting="This is Brad, an AI persona/);
  assert.match(twiml, /ttsProvider="ElevenLabs"/);

  const { greeting, say, socket } = await pickUp(id, fields);
  assert.notEqual(greeting, "");
  await say("I love rock climbing");
  await say("Gotta run, bye!");
  for (const value of ["on", "off"]) socket.send({ type: "info", name: "agentSpeaking", value });
  await socket.next(({ type }) => type === "end");

  const over = await send(`/twilio/relay-ended/${id}`, { ...fields, SessionStatus: "ended" });
  assert.match(await over.text(), /<Hangup\/>/);
  await send(`/twilio/status/${id}`, { ...fields, CallStatus: "completed" });
  await world.nextLog(new RegExp(`done: remember ${id}`));
  const call = await person.get(`/api/calls/${id}`);
  assert.equal(call.status, "ended");
  assert.equal(call.end_reason, "said_goodbye");
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  assert.ok(memories.some(({ content }) => /climbing/.test(content)));
});

test("whoever picks up hears nothing private before it is known that they are a person", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.post("/api/me/consent");
  await person.talk(BRAD, "My dog Rex is very ill");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const fields = { CallSid: "CA1", From: "+18005551212", To: person.phone };
  await send(`/twilio/voice/${id}`, fields);
  const { greeting, say } = await pickUp(id, fields);
  assert.doesNotMatch(greeting, /Rex|dog|ill/);
  assert.doesNotMatch(await say("Hello? Who is this?"), /Rex/);
  assert.equal((await picked(id, fields, "human")).status, 204);
  assert.match(await say("What do you remember about my dog?"), /Rex/);
});

test("a machine is hung up on, or left a message that tells nothing", async () => {
  const { person, id, fields } = await ringing();
  assert.equal(exchange.placed.at(-1).get("MachineDetection"), "Enable");
  const { socket } = await pickUp(id, fields);
  await picked(id, fields, "machine_start");
  await socket.next(({ type }) => type === "end");
  const missed = await person.get(`/api/calls/${id}`);
  assert.deepEqual([missed.end_reason, missed.started_at], ["voicemail", null]);

  await person.put("/api/me", { voicemail: "message" });
  const again = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  assert.equal(exchange.placed.at(-1).get("MachineDetection"), "DetectMessageEnd");
  const patient = await pickUp(again.id, fields);
  await picked(again.id, fields, "machine_end_beep");
  const { token } = await patient.socket.next(({ type, token }) => type === "text" && /message/.test(token));
  assert.doesNotMatch(token, /Alice|Brad/);
  patient.socket.send({ type: "info", name: "agentSpeaking", value: "off" });
  await patient.socket.next(({ type }) => type === "end");
  assert.equal((await person.get(`/api/calls/${again.id}`)).end_reason, "voicemail");
});

test("who presses 9 is not called again, until they allow it", async () => {
  const { person, id, fields } = await ringing();
  const { socket } = await pickUp(id, fields);
  socket.send({ type: "dtmf", digit: "9" });
  await socket.next(({ type, token }) => type === "text" && /won't be called again/.test(token));
  const ask = () =>
    person.fetch("/api/calls", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ persona_id: BRAD, channel: "phone" }),
    });
  const refused = await ask();
  assert.equal(refused.status, 409);
  assert.match((await refused.json()).detail, /asked us to stop/);
  socket.send({ type: "info", name: "agentSpeaking", value: "off" });
  await socket.next(({ type }) => type === "end");
  assert.equal((await person.get(`/api/calls/${id}`)).end_reason, "opted_out");
  await person.post("/api/me/consent");
  assert.equal((await ask()).status, 201);
});

test("who is on the phone with one persona is not rung by another", async () => {
  const { person, id, fields } = await ringing();
  await pickUp(id, fields);
  const response = await person.fetch("/api/calls", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ persona_id: BRAD, channel: "phone" }),
  });
  assert.equal(response.status, 409);
  assert.match((await response.json()).detail, /on the phone/);
});

test("nothing is believed without the carrier's signature", async () => {
  const { person, id, fields } = await ringing();
  const before = await person.get(`/api/calls/${id}`);
  for (const path of ["voice", "status", "machine", "relay-ended"].map((hook) => `/twilio/${hook}/${id}`)) {
    const form = { ...fields, CallStatus: "completed", AnsweredBy: "fax" };
    const unsigned = await world.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });
    assert.equal(unsigned.status, 403);
    assert.equal((await send(path, form, { token: "another" })).status, 403);
    assert.equal((await send(path, form, { url: `${HOME}/twilio/status/call_other` })).status, 403);
  }
  for (const signature of [undefined, "", "bm9uc2Vuc2U="]) {
    const headers = signature === undefined ? {} : { "x-twilio-signature": signature };
    const refused = await world.openSocket(`/twilio/relay/${id}`, headers).catch((error) => error);
    assert.equal(refused.status, 403);
  }
  assert.deepEqual(await person.get(`/api/calls/${id}`), before);
});

test("a line that failed is taken up again without a second greeting", async () => {
  const { id, fields } = await ringing();
  await send(`/twilio/voice/${id}`, fields);
  const first = await pickUp(id, fields);
  await first.say("My dog Rex is ill");
  first.socket.cut();
  const again = await send(`/twilio/relay-ended/${id}`, {
    ...fields,
    SessionStatus: "failed",
    ErrorCode: "64105",
  });
  const twiml = await again.text();
  assert.match(twiml, /<ConversationRelay/);
  assert.doesNotMatch(twiml, /welcomeGreeting=/);
});

test("who said no, or never said yes, is not rung", async () => {
  const person = await newPerson(world);
  const rung = exchange.placed.length;
  const ask = () =>
    person.fetch("/api/calls", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ persona_id: BRAD, channel: "phone" }),
    });
  assert.equal((await ask()).status, 409);
  await person.post("/api/me/consent");
  await world.d1("INSERT INTO suppressions (phone, since, reason) VALUES (?, 0, 'said so')", person.phone);
  assert.equal((await ask()).status, 409);
  assert.equal(exchange.placed.length, rung);
});

test("an answer that is lost is looked for, and nobody is rung twice", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  const rung = exchange.placed.length;
  exchange.answer = { status: 201, lost: true };
  const wish = { persona_id: BRAD, channel: "phone" };
  const key = { "idempotency-key": "once" };
  const { id } = await person.post("/api/calls", wish, key);
  exchange.answer = { status: 201 };
  assert.equal((await person.post("/api/calls", wish, key)).id, id);
  assert.equal(exchange.placed.length, rung + 1);
  const [{ carrier_call_id }] = await world.d1("SELECT carrier_call_id FROM calls WHERE id = ?", id);
  assert.match(carrier_call_id, /^CA/);
});

test("a carrier that can't call now is asked again, and then it rings once", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  const rung = exchange.placed.length;
  const wish = () =>
    person.fetch("/api/calls", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "again" },
      body: JSON.stringify({ persona_id: BRAD, channel: "phone" }),
    });
  exchange.answer = { status: 429, code: 20429 };
  assert.equal((await wish()).status, 503);
  exchange.answer = { status: 201 };
  const answers = await Promise.all([wish(), wish(), wish(), wish()]);
  assert.deepEqual(answers.map(({ status }) => status), [201, 201, 201, 201]);
  assert.equal(exchange.placed.length, rung + 1);
});

test("a number that can't be called ends the call and says so", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  exchange.answer = { status: 400, code: 21211 };
  const response = await person.fetch("/api/calls", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ persona_id: BRAD, channel: "phone" }),
  });
  exchange.answer = { status: 201 };
  assert.equal(response.status, 409);
  const { calls } = await person.get("/api/calls");
  assert.deepEqual(calls.map(({ status, end_reason }) => [status, end_reason]), [["ended", "failed"]]);
});

test("hanging up before anybody picked up stops the ringing", async () => {
  const { person, id } = await ringing();
  await person.post(`/api/calls/${id}/end`);
  const [{ carrier_call_id }] = await world.d1("SELECT carrier_call_id FROM calls WHERE id = ?", id);
  assert.deepEqual(exchange.changed.at(-1), [carrier_call_id, "Status=canceled"]);
});

test("a call that is planned is placed when its minute comes, once", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  await person.put("/api/me", { time_zone: zoneWhereItIsNoon() });
  const rung = exchange.placed.length;
  const at = new Date(Date.now() + 60_000).toISOString();
  const schedule = await person.post("/api/schedules", { persona_id: BRAD, at });
  await world.scheduled("* * * * *");
  assert.equal(exchange.placed.length, rung, "not before its time");

  await world.d1("UPDATE schedules SET due_at = ? WHERE id = ?", Date.now(), schedule.id);
  await world.scheduled("* * * * *");
  await world.scheduled("* * * * *");
  assert.equal(exchange.placed.length, rung + 1);
  const { schedules } = await person.get("/api/schedules");
  assert.equal(schedules[0].status, "placed");
});

test("what we start ourselves keeps to the person's own hours", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  await person.put("/api/me", { time_zone: zoneWhereItIsNight() });
  const rung = exchange.placed.length;
  const at = new Date(Date.now() + 60_000).toISOString();
  const schedule = await person.post("/api/schedules", { persona_id: BRAD, at });
  await world.d1("UPDATE schedules SET due_at = ? WHERE id = ?", Date.now(), schedule.id);
  await world.scheduled("* * * * *");
  assert.equal(exchange.placed.length, rung);
  const { schedules } = await person.get("/api/schedules");
  assert.equal(schedules[0].status, "refused");
  assert.match(schedules[0].refusal, /hours/);
});

/// The zone in which it is that hour now. (Etc/GMT-3 is three hours ahead of Greenwich.)
function zoneAt(hour) {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}
const zoneWhereItIsNoon = () => zoneAt(12);
const zoneWhereItIsNight = () => zoneAt(2);
