// Bad input on every route: a clear problem with the field, the right status, nothing changed.

import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { upgrade } from "../xtask/runtime/carrier/webhooks.mjs";
import { cases, scheduled } from "./bad_input/cases.mjs";
import { FORM } from "./bad_input/faults.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { routes } from "./runtime/routes.mjs";
import { startWorld } from "./runtime/world.mjs";

const ROUTES = await routes();

let exchange;
let world;
let person;
let other;
/// When the scene's calls began to wait, and how long it is until the first of them gives up.
let begun;
const GIVES_UP = 70_000;
/// So many things at most happen by themselves then, each in its turn.
const MOST_STEPS = 10;
let scene;
before(async () => {
  exchange = await startCarrier();
  world = await startWorld({ vars: exchange.vars });
  scene = await set();
});
after(async () => {
  await world?.stop();
  await exchange?.stop();
});

/// What stands while bad input comes in: the calls of who sends it, and what somebody else has.
async function set() {
  other = await newPerson(world, { name: "Eve" });
  await other.talk(BRAD, "I love rock climbing");
  const browser = { persona_id: BRAD, channel: "browser" };
  const { memories } = await other.get(`/api/personas/${BRAD}/memories`);
  begun = Date.now();
  const call = await other.post("/api/calls", browser);
  const schedule = await other.post("/api/schedules", { persona_id: BRAD, at: scheduled() });
  const otherSessions = await other.get("/api/me/sessions");
  const otherKey = await other.post("/api/keys", { name: "notes" });
  const otherWebhook = await other.post("/api/webhooks", { url: `${world.url}/nowhere` });
  person = await newPerson(world, { name: "Alice" });
  await person.meet(BRAD, "friend");
  await person.post("/api/me/consent");
  const memory = await person.post(`/api/personas/${BRAD}/memories`, { content: "User paints", category: "user_fact" });
  const own = await person.post("/api/personas", { name: "Ann", description: "Of one's own", core_system_prompt: "You are Ann." });
  const live = await person.post("/api/calls", browser);
  const phone = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const planned = { persona_id: BRAD, at: scheduled() };
  const once = await person.post("/api/schedules", planned);
  const repeating = await person.post("/api/schedules", { ...planned, repeats: "FREQ=DAILY" });
  const { key } = await person.post("/api/keys", { name: "notes" });
  const revoked = await person.post("/api/keys", { name: "lost" });
  await person.fetch(`/api/keys/${revoked.id}`, { method: "DELETE" });
  return {
    person,
    key,
    revoked: revoked.key,
    csrf: await csrf(`/personas/${BRAD}`, person),
    nobodysCsrf: await csrf("/sign-in"),
    calls: { live: live.id, phone: phone.id },
    memory: memory.id,
    persona: own.id,
    schedules: { once: once.id, repeating: repeating.id },
    other: {
      id: other.id,
      call: call.id,
      memory: memories[0].id,
      schedule: schedule.id,
      key: otherKey.id,
      webhook: otherWebhook.id,
      session: otherSessions.sessions[0].id,
      csrf: await csrf(`/personas/${BRAD}`, other),
    },
  };
}

/// What proves that a form is ours, as it stands in the page.
async function csrf(path, visitor) {
  const page = await (await world.fetch(path, { headers: visitor?.headers })).text();
  return page.match(/name="csrf" value="([^"]+)"/)[1];
}

/// Sends it, and sees that nothing changed. The scene's calls that nobody takes give up by themselves, step by
/// step: what changed after a while has not changed by this, where it once does not change by the same again.
async function send(method, path, request, accept) {
  for (let again = 0; ; again += 1) {
    const [sent, before, after] = await sendOnce(method, path, request, accept);
    if (isDeepStrictEqual(before, after)) return sent;
    const giveUp = Date.now() - begun >= GIVES_UP;
    if (!giveUp || again === MOST_STEPS) assert.deepEqual(after, before, sent.told);
  }
}

async function sendOnce(method, path, { json, form, headers, ...rest }, accept) {
  const kind = json !== undefined ? "application/json" : form !== undefined ? FORM : undefined;
  const all = { ...person.headers, "content-type": kind, accept, ...headers };
  const body = json !== undefined ? JSON.stringify(json) : form && new URLSearchParams(form).toString();
  const before = await world.stored();
  const response = await world.fetch(path, {
    body,
    ...rest,
    method,
    headers: Object.entries(all).filter(([, value]) => value !== undefined),
  });
  const text = await response.text();
  const sent = String(rest.body ?? body ?? "").slice(0, 80);
  const told = `${method} ${path.slice(0, 90)} ${sent}: ${response.status} ${text.slice(0, 300)}`;
  return [{ response, text, told }, before, await world.stored()];
}

/// A program is told the problem; a person with a browser sees a page that says it.
async function refused(method, { path, status, field, request }) {
  const { response, text, told } = await send(method, path, request, "application/json");
  assert.equal(response.status, status, told);
  if (status < 400) return;
  if (path === "/mcp" && /"jsonrpc":"2.0"/.test(text)) {
    assert.equal(response.headers.get("content-type"), "application/json", told);
    assert.ok(JSON.parse(text).error.message, told);
    return;
  }
  assert.equal(response.headers.get("content-type"), "application/problem+json", told);
  const problem = JSON.parse(text);
  assert.equal(problem.status, status, told);
  assert.ok(problem.title && problem.detail, told);
  assert.equal(problem.field, field, told);
  if (/^\/(api|v1|twilio|dev|mcp)(\/|$)/.test(path)) return;
  const page = await send(method, path, request, "text/html");
  assert.equal(page.response.status, status, page.told);
  assert.match(page.response.headers.get("content-type"), /^text\/html/, page.told);
  assert.match(page.response.headers.get("content-security-policy"), /default-src 'none'/);
}

for (const route of ROUTES) {
  test(`bad input to ${route}`, async () => {
    const bad = cases(scene)[route];
    assert.ok(bad?.length > 0, "tests/bad_input/cases.mjs has none for this route");
    const [method] = route.split(" ");
    for (const request of bad) await refused(method, request);
  });
}

test("no bad input is tried on a route that is gone", () => {
  assert.deepEqual(Object.keys(cases(scene)).sort(), ROUTES.toSorted());
});

test("where nothing is, nothing is found", async () => {
  for (const path of ["/nothing", "/api", "/api/nothing", "/v1", "/v1/a/b", "/twilio", "/dev/nothing", "/%00", "/%2f"]) {
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
      await refused(method, { path, status: 404, request: {} });
    }
  }
});

test("a body that breaks off in mid-send changes nothing", async () => {
  const before = await world.stored();
  const json = JSON.stringify({
    smartMemoryLocation: { smartMemory: { name: "half" } },
    document: "x".repeat(1_000),
  });
  await breakOff("/v1/put_semantic_memory", scene.key, json);
  await breakOff("/api/keys", person.token, JSON.stringify({ name: "half a key" }));
  await person.get("/api/me");
  assert.deepEqual(await world.stored(), before);
});

test("another method says which ones there are", async () => {
  const methods = Map.groupBy(ROUTES, (route) => route.split(" ")[1]);
  for (const [path, known] of methods) {
    const allowed = known.map((route) => route.split(" ")[0]).sort();
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
      if (allowed.includes(method)) continue;
      const somewhere = path.replaceAll(/:\w+/g, "x");
      const { response, told } = await send(method, somewhere, {}, "application/json");
      assert.equal(response.status, 405, told);
      assert.deepEqual(response.headers.get("allow").split(", ").sort(), allowed, told);
    }
  }
});

const browser = (id) => `/calls/${id}/relay`;
const carrier = (id) => `/twilio/relay/${id}/1`;

test("a line is only taken to a call that is on, and that is one's own", async () => {
  const { calls } = scene;
  const over = await person.post("/api/calls", { persona_id: BRAD, channel: "browser" });
  await person.post(`/api/calls/${over.id}/end`);
  await world.nextLog(new RegExp(`(done|dropped)[^:]*: remember ${over.id}`));
  const evil = { ...person.headers, origin: "https://evil.example" };
  for (const [path, headers, status] of [
    [browser(calls.live), other.headers, 404],
    [browser(calls.live), {}, 401],
    [browser(calls.live), evil, 403],
    [browser(calls.phone), person.headers, 404],
    [browser(over.id), person.headers, 409],
    [browser("call_nobody"), person.headers, 404],
    [carrier(calls.phone), {}, 403],
    [carrier(calls.phone), upgrade(carrier("call_other")), 403],
    [carrier("call_nobody"), upgrade(carrier("call_nobody")), 404],
    [carrier(over.id), upgrade(carrier(over.id)), 409],
  ]) {
    const before = await world.stored();
    const taken = await world.openSocket(path, headers).catch((error) => error);
    assert.equal(taken.status, status, path);
    assert.deepEqual(await world.stored(), before, path);
  }
});

const MEAN_NOTHING = [
  "",
  "{",
  "[]",
  "7",
  "x".repeat(100_000),
  "[".repeat(10_000),
  Buffer.from([0xff, 0x00]),
  { type: 7 },
  { type: "of a later version" },
  { type: "setup", customParameters: [] },
  { type: "prompt" },
  { type: "prompt", voicePrompt: "  ", last: true },
  { type: "prompt", voicePrompt: ["a"], last: {} },
  { type: "interrupt" },
  { type: "interrupt", utteranceUntilInterrupt: {} },
  { type: "dtmf", digit: "nonsense" },
  { type: "error" },
  { type: "info", name: [], value: "x".repeat(1_000) },
];

/// The carrier's lines to a call, one after the other.
function nextOfCarrier() {
  let opened = 0;
  return (id) => {
    opened += 1;
    const path = `/twilio/relay/${id}/${opened}`;
    return [path, upgrade(path)];
  };
}

for (const [whose, line] of [
  ["a browser's", { channel: "browser" }],
  ["the carrier's", { channel: "phone", line: nextOfCarrier() }],
]) {
  test(`frames on ${whose} line that mean nothing leave the call as it was`, async () => {
    const caller = await newPerson(world);
    await caller.post("/api/me/consent");
    const call = await caller.call(BRAD, line);
    for (const frame of MEAN_NOTHING) call.send(frame);
    const first = await call.say("Are you there?");
    for (let more = 0; more < 20; more += 1) call.send({ type: "of a later version" });
    for (let more = 0; more < 10; more += 1) call.send("nonsense");
    assert.equal((await call.closed).code, 1007);
    await call.connect();
    // They are counted anew on each line.
    for (let more = 0; more < 9; more += 1) call.send("nonsense");
    const second = await call.say("Still there?");
    const { status, turns } = await caller.get(`/api/calls/${call.id}/transcript`);
    assert.equal(status, "live");
    assert.deepEqual(
      turns.map(({ text }) => text),
      [call.greeting, "Are you there?", first, "Still there?", second],
    );
  });
}

test("a code is used once, and guessing it ends after five tries", async () => {
  const phone = "+14155559001";
  await person.post("/api/sign-in", { phone, adult: true });
  const [, code] = await world.nextLog(/message to \+14155559001: (\d{6})/);
  const check = (given) =>
    world.fetch("/api/sign-in/code", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ phone, code: given }),
    });
  const wrong = code === "000000" ? "111111" : "000000";
  assert.equal((await check(wrong)).status, 422);
  assert.equal((await check(code)).status, 200);
  assert.equal((await check(code)).status, 422);

  await person.post("/api/sign-in", { phone, adult: true });
  const [, next] = await world.nextLog(/message to \+14155559001: (\d{6})/);
  for (let tries = 0; tries < 5; tries += 1) await check(next === "000000" ? "111111" : "000000");
  assert.equal((await check(next)).status, 429);
});

/// Sends half of a body, then hangs up.
async function breakOff(path, token, body) {
  const socket = net.connect({ host: "127.0.0.1", port: Number(new URL(world.url).port) });
  await once(socket, "connect");
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: localhost",
    `authorization: Bearer ${token}`,
    "content-type: application/json",
    `content-length: ${body.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body.slice(0, body.length / 2)}`);
  socket.end();
  socket.resume();
  await once(socket, "close");
}
