// The simulated carrier itself: it refuses what Twilio would not have, and leads calls as Twilio does.
// On the other side stands a small app, which says what it was told.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, beforeEach, test } from "node:test";

import twilio from "twilio";
import { WebSocketServer } from "ws";

import { NUMBER, startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { parse } from "../xtask/runtime/carrier/twiml.mjs";
import { ACCOUNT, HOME, TOKEN } from "../xtask/runtime/carrier/webhooks.mjs";
import { Inbox } from "../xtask/runtime/inbox.mjs";
import { rung } from "./runtime/telephone.mjs";

const ALICE = { phone: "+14155550123" };
const RELAY = `url="wss://call.example/relay" ttsProvider="ElevenLabs" voice="pNInz6obpgDQGcFmaJgB-flash_v2_5"`;
const respond = (verbs) => `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
const converse = (attributes = "") =>
  respond(`<Connect action="${HOME}/ended"><ConversationRelay ${RELAY} ${attributes}/></Connect>`);

let carrier;
let app;
before(async () => {
  carrier = await startCarrier();
  app = await startApp();
  carrier.reach(app.url);
});
after(async () => {
  await app?.stop();
  await carrier?.stop();
});
beforeEach(() => {
  app.pages = { "/voice": converse(), "/ended": respond("<Hangup/>") };
  app.told = [];
  app.sockets = new Inbox("sockets");
  carrier.complaints = [];
});

/// Answers each path with its page, and every socket with what comes over it. Whoever asks must be
/// proven, by the library's own check.
async function startApp() {
  const app = {};
  const server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      const fields = Object.fromEntries(new URLSearchParams(text));
      const signature = request.headers["x-twilio-signature"];
      const isProven = twilio.validateRequest(TOKEN, signature, HOME + request.url, fields);
      app.told.push({ path: request.url, isProven, ...fields });
      const page = app.pages[request.url] ?? "";
      response.writeHead(page === "fails" ? 500 : 200, { "content-type": "text/xml" }).end(page);
    });
  });
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket, { headers, url }) => {
    const address = HOME.replace("https", "wss") + url;
    const frames = new Inbox("frames");
    socket.on("message", (data) => frames.push(JSON.parse(data)));
    socket.on("close", (code) => frames.push({ type: "closed", code }));
    app.sockets.push({
      isProven: twilio.validateRequest(TOKEN, headers["x-twilio-signature"], address, {}),
      next: (type) => frames.next((frame) => frame.type === type),
      send: (frame) => socket.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  app.url = `http://127.0.0.1:${server.address().port}`;
  app.stop = () => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return app;
}

function ask(resource, fields, { method = "POST", login = `${ACCOUNT}:${TOKEN}` } = {}) {
  const body = new URLSearchParams(fields);
  const path = `/2010-04-01/Accounts/${ACCOUNT}/${resource}.json${method === "GET" ? `?${body}` : ""}`;
  return fetch(carrier.vars.TWILIO_API_BASE + path, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(login).toString("base64")}`,
      ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
    },
    body: method === "POST" ? body.toString() : undefined,
  });
}

const CALL = { To: ALICE.phone, From: NUMBER, Url: `${HOME}/voice` };

/// Places a call to Alice; more parameters may be given, one of them several times.
async function place(more = {}) {
  const response = await ask("Calls", [...Object.entries(CALL), ...Object.entries(more)]);
  assert.equal(response.status, 201);
  return { sid: (await response.json()).sid, telephone: rung(carrier, ALICE) };
}

test("what Twilio's API does not know is refused, with its code", async () => {
  const without = (name) => Object.entries(CALL).filter(([other]) => other !== name);
  const plus = (...more) => [...Object.entries(CALL), ...more];
  for (const [form, code] of [
    [without("To"), 21201],
    [without("From"), 21213],
    [without("Url"), 21205],
    [plus(["Twiml", "<Response/>"]), 21205],
    [[...without("Url"), ["Twiml", "<Response><Sing/></Response>"]], 21205],
    [[...without("Url"), ["Url", "/voice"]], 21205],
    [[...without("To"), ["To", "0123"]], 21211],
    [[...without("From"), ["From", "+14155550199"]], 21210],
    [plus(["Colour", "red"]), 20001],
    [plus(["to", "+14155550123"]), 20001],
    [plus(["Timeout", "soon"]), 60200],
    [plus(["Timeout", "30"], ["Timeout", "40"]), 60200],
    [plus(["Record", "yes"]), 60200],
    [plus(["MachineDetection", "enable"]), 60200],
    [plus(["StatusCallback", "status"]), 21609],
    [plus(["StatusCallbackEvent", "initiated ringing"]), 21626],
    [plus(["Method", "PUT"]), 60200],
  ]) {
    const response = await ask("Calls", form);
    assert.deepEqual([response.status, (await response.json()).code], [400, code], form.join("; "));
  }
  assert.equal((await ask("Calls", CALL, { login: `${ACCOUNT}:other` })).status, 401);
  assert.equal((await ask("Calls", { Colour: "red" }, { method: "GET" })).status, 400);
  assert.equal((await ask("Calls/CA0", {}, { method: "GET" })).status, 404);
  assert.equal((await ask("Messages", { To: ALICE.phone, From: NUMBER })).status, 400);
  assert.equal((await ask("Messages", { To: ALICE.phone, From: NUMBER, Body: "Hi" })).status, 201);
  assert.deepEqual(carrier.calls, []);
});

test("a call is found again by whom it was to and when, and can be ended", async () => {
  const { sid, telephone } = await place();
  const today = new Date().toISOString().slice(0, 10);
  const listed = async (query) => (await (await ask("Calls", query, { method: "GET" })).json()).calls;
  assert.equal((await listed({ To: ALICE.phone, From: NUMBER, "StartTime>": today }))[0].sid, sid);
  assert.deepEqual(await listed({ To: "+14155550199" }), []);
  assert.deepEqual(await listed({ "StartTime>": "2999-01-01" }), []);
  assert.equal((await ask(`Calls/${sid}`, { Status: "over" })).status, 400);
  await telephone.call.ring();
  assert.equal((await ask(`Calls/${sid}`, { Status: "canceled" })).status, 200);
  assert.equal(await telephone.call.over, "canceled");
  assert.equal((await (await ask(`Calls/${sid}`, { Status: "completed" })).json()).code, 21220);
  const { status, duration } = await (await ask(`Calls/${sid}`, {}, { method: "GET" })).json();
  assert.deepEqual([status, duration], ["canceled", "0"]);
});

test("a call tells of itself by signed callbacks, in numbered order", async () => {
  const events = ["initiated", "ringing", "answered", "completed"].map((event) => ["StatusCallbackEvent", event]);
  const response = await ask("Calls", [
    ...Object.entries(CALL),
    ["StatusCallback", `${HOME}/status`],
    ...events,
    ...Object.entries({ MachineDetection: "Enable", AsyncAmd: "true", AsyncAmdStatusCallback: `${HOME}/machine` }),
  ]);
  assert.equal(response.status, 201);
  const { call } = rung(carrier, ALICE);
  await call.answer();
  await call.detect("human");
  await call.hangUp();
  assert.ok(app.told.every(({ isProven }) => isProven));
  const statuses = app.told.filter(({ path }) => path === "/status");
  assert.deepEqual(
    statuses.map(({ SequenceNumber, CallStatus }) => [SequenceNumber, CallStatus]),
    [["0", "initiated"], ["1", "ringing"], ["2", "in-progress"], ["3", "completed"]],
  );
  assert.match(statuses.at(-1).CallDuration, /^\d+$/);
  assert.equal(statuses.at(-1).AnsweredBy, "human");
  const [machine, ended] = ["/machine", "/ended"].map((path) => app.told.find((told) => told.path === path));
  assert.equal(machine.AnsweredBy, "human");
  assert.equal(ended.SessionStatus, "completed");
  assert.throws(() => call.line.send("x"), TypeError);
  await assert.rejects(call.detect("machine_end_beep"), /never tells/);
});

test("TwiML that Twilio does not know ends the call, as does a voice that is not its provider's", async () => {
  for (const verbs of [
    "<Sing/>",
    "<Say colour=\"red\">Hi</Say>",
    "<Say>Hi",
    "<Connect><ConversationRelay/></Connect>",
    "<Connect><ConversationRelay url=\"ws://call.example/relay\"/></Connect>",
    "<Connect><ConversationRelay url=\"wss://call.example/relay?id=1\"/></Connect>",
    `<Connect><ConversationRelay ${RELAY} interruptible="perhaps"/></Connect>`,
    `<Connect><ConversationRelay ${RELAY} events="weather"/></Connect>`,
    "<Connect action=\"/ended\"><ConversationRelay url=\"wss://call.example/relay\"/></Connect>",
    "<Gather input=\"sight\"/>",
    "<Redirect>a<Say>b</Say></Redirect>",
  ]) {
    assert.throws(() => parse(respond(verbs)), Error, verbs);
  }
  for (const page of [
    respond("<Sing/>"),
    "fails",
    converse().replace("ElevenLabs", "Google"),
    converse().replace("pNInz6obpgDQGcFmaJgB", "en-US-Joey"),
  ]) {
    app.pages["/voice"] = page;
    carrier.complaints = [];
    const { telephone } = await place();
    await telephone.call.answer();
    assert.equal(await telephone.call.over, "completed");
    assert.notDeepEqual(carrier.complaints, [], page);
    assert.ok(!app.told.some(({ path }) => path === "/ended"));
  }
});

test("a conversation is spoken, interrupted, keyed and told of in frames", async () => {
  app.pages["/voice"] = converse('welcomeGreeting="Hello, this is a test." welcomeGreetingInterruptible="none" dtmfDetection="true" events="speaker-events tokens-played"');
  const { sid, telephone } = await place();
  await telephone.call.answer();
  const socket = await app.sockets.next();
  assert.ok(socket.isProven);
  const setup = await socket.next("setup");
  assert.deepEqual([setup.callSid, setup.direction, setup.to], [sid, "outbound-api", ALICE.phone]);
  const info = async () => {
    const { name, value } = await socket.next("info");
    return `${name} ${value}`;
  };
  assert.equal(await info(), "agentSpeaking on");
  // Nobody hears what is said into a greeting that can't be spoken over.
  telephone.call.hear("Who is this?");
  telephone.call.speech.playOut();
  assert.equal(await info(), "tokensPlayed Hello, this is a test.");
  assert.equal(await info(), "agentSpeaking off");

  socket.send({ type: "text", token: "One two three ", last: false });
  socket.send({ type: "text", token: "four five six.", last: true });
  await telephone.token(({ last }) => last);
  assert.equal(await info(), "agentSpeaking on");
  // Fifteen characters a second: "One two three f".
  telephone.call.speech.play(1_000);
  assert.equal(await info(), "tokensPlayed One two three ");
  telephone.call.hear("Stop");
  assert.equal(await info(), "agentSpeaking off");
  assert.deepEqual(await socket.next("interrupt"), {
    type: "interrupt",
    utteranceUntilInterrupt: "One two three",
    durationUntilInterruptMs: 1_000,
  });
  assert.deepEqual([await info(), await info()], ["clientSpeaking on", "clientSpeaking off"]);
  assert.equal((await socket.next("prompt")).voicePrompt, "Stop");
  telephone.call.key("9");
  assert.equal((await socket.next("dtmf")).digit, "9");
  socket.send({ type: "end", handoffData: "{}" });
  await telephone.call.over;
  const { SessionStatus, HandoffData } = app.told.find(({ path }) => path === "/ended");
  assert.deepEqual([SessionStatus, HandoffData], ["ended", "{}"]);
  assert.deepEqual(carrier.complaints, []);
});

test("ten frames in a row that Twilio does not know close the socket", async () => {
  const { telephone } = await place();
  await telephone.call.answer();
  const socket = await app.sockets.next();
  const bad = [
    "{", "7", "null", {}, { type: "sing" }, { type: "text" }, { type: "text", token: 7 },
    { type: "text", token: "a", colour: "red" }, { type: "end", handoffData: {} }, { type: "toString" },
  ];
  for (const frame of bad.slice(1)) socket.send(frame);
  // One that is known between them: it begins anew.
  socket.send({ type: "text", token: "a", last: true });
  for (const frame of bad) socket.send(frame);
  const { code } = await socket.next("closed");
  assert.equal(code, 1007);
  await telephone.call.over;
  const { SessionStatus, ErrorCode } = app.told.find(({ path }) => path === "/ended");
  assert.deepEqual([SessionStatus, ErrorCode], ["failed", "64107"]);
});

test("a question is answered in words or with keys, one webhook each", async () => {
  const question = (input, more = "") =>
    respond(`<Gather input="${input}" action="${HOME}/answered" ${more}><Say>And you?</Say></Gather><Say>Bye.</Say>`);
  app.pages["/voice"] = question("speech dtmf");
  app.pages["/answered"] = question("dtmf", 'numDigits="2"');
  const { telephone } = await place();
  await telephone.call.answer();
  assert.equal(await telephone.listen(), "And you?");
  assert.equal(await telephone.say("Fine."), "And you?");
  const answers = () => app.told.filter(({ path }) => path === "/answered");
  assert.equal(answers()[0].SpeechResult, "Fine.");
  app.pages["/answered"] = question("speech");
  for (const key of "42") telephone.call.key(key);
  assert.equal(await telephone.listen(), "And you?");
  assert.equal(answers()[1].Digits, "42");
  telephone.call.line.stayQuiet();
  assert.equal(await telephone.listen(), "Bye.");
  assert.equal(await telephone.call.over, "completed");
  assert.equal(answers().length, 2);
});

test("a call to our number is told how far its own is vouched for", async () => {
  app.pages["/twilio/inbound"] = respond("<Reject reason=\"busy\"/>");
  const rejected = await carrier.dial(ALICE.phone, { trust: "B" });
  assert.equal(rejected.status, "busy");
  const { From, To, CallStatus, Direction, StirVerstat } = app.told[0];
  assert.deepEqual([From, To, CallStatus, Direction], [ALICE.phone, NUMBER, "ringing", "inbound"]);
  assert.equal(StirVerstat, "TN-Validation-Passed-B");
  app.pages["/twilio/inbound"] = converse();
  const call = await carrier.dial(ALICE.phone, { trust: undefined });
  const socket = await app.sockets.next();
  assert.equal((await socket.next("setup")).direction, "inbound");
  await call.hangUp();
  const end = app.told.findLast(({ SessionStatus }) => SessionStatus !== undefined);
  assert.equal(end.SessionStatus, "completed");
  assert.equal(end.StirVerstat, undefined);
  assert.equal(app.told.at(-1).CallStatus, "completed");
});
