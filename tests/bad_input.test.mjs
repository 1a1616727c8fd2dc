// Bad input on every route: a clear problem with the field, the right status, nothing changed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
let person;
before(async () => {
  world = await startWorld();
  person = await newPerson(world, { name: "Alice" });
  await person.meet(BRAD, "friend");
});
after(() => world.stop());

const TABLES = [
  "users",
  "user_persona_relationships",
  "calls",
  "schedules",
  "consents",
  "personas",
  "actors",
  "suppressions",
];

async function everything() {
  return Promise.all(TABLES.map((table) => world.d1(`SELECT * FROM ${table} ORDER BY 1`)));
}

/// Sends it, and sees that it is refused so and that nothing changed.
async function refused(method, path, body, { status, field, headers = {}, raw = false }) {
  const before = await everything();
  const response = await person.fetch(path, {
    method,
    headers: { "content-type": "application/json", accept: "application/json", ...headers },
    body: body === undefined || raw ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const told = `${method} ${path} ${JSON.stringify(body)?.slice(0, 80)}: ${response.status} ${text}`;
  assert.equal(response.status, status, told);
  assert.equal(response.headers.get("content-type"), "application/problem+json", told);
  const problem = JSON.parse(text);
  assert.equal(problem.status, status);
  assert.ok(problem.title && problem.detail, told);
  assert.equal(problem.field, field, told);
  assert.deepEqual(await everything(), before, told);
}

const relationship = `/api/personas/${BRAD}/relationship`;
const customize = `/api/personas/${BRAD}/customize`;

const TAKES_JSON = [
  ["POST", "/api/sign-in"],
  ["POST", "/api/sign-in/code"],
  ["PUT", "/api/me"],
  ["POST", "/api/calls"],
  ["POST", "/api/schedules"],
  ["POST", customize],
  ["PUT", relationship],
  ["POST", "/dev/advance"],
];

test("what is not JSON, is cut short, too long or of another kind", async () => {
  for (const [method, path] of TAKES_JSON) {
    await refused(method, path, "{", { raw: true, status: 400, field: "body" });
    await refused(method, path, "", { raw: true, status: 400, field: "body" });
    await refused(method, path, '{"a":', { raw: true, status: 400, field: "body" });
    await refused(method, path, "[]", { raw: true, status: 422, field: "body" });
    await refused(method, path, { nonsense: 1 }, { status: 422, field: "nonsense" });
    await refused(method, path, { a: "x".repeat(70_000) }, { status: 413, field: "body" });
    await refused(method, path, {}, { status: 415, headers: { "content-type": "text/plain" } });
    await refused(method, path, new Uint8Array([0x22, 0xff, 0x22]), {
      raw: true,
      status: 400,
      field: "body",
    });
  }
});

test("fields that are missing or can't be right", async () => {
  const long = "x".repeat(2_000);
  for (const [method, path, body, field] of [
    ["POST", "/api/sign-in", { adult: true }, "phone"],
    ["POST", "/api/sign-in", { phone: "12", adult: true }, "phone"],
    ["POST", "/api/sign-in", { phone: "+14155550000", adult: false }, "adult"],
    ["POST", "/api/sign-in", { phone: 7, adult: true }, "phone"],
    ["POST", "/api/sign-in/code", { phone: "+14155559999", code: "000000" }, "code"],
    ["PUT", "/api/me", { name: long }, "name"],
    ["PUT", "/api/me", { time_zone: "Mars/Olympus" }, "time_zone"],
    ["POST", "/api/calls", { channel: "browser" }, "persona_id"],
    ["POST", "/api/calls", { persona_id: "a:b", channel: "browser" }, "persona_id"],
    ["POST", "/api/calls", { persona_id: BRAD, channel: "carrier pigeon" }, "channel"],
    ["POST", "/api/calls", { persona_id: BRAD, channel: "phone", to: "+4930123456" }, "to"],
    ["POST", "/api/calls", { persona_id: BRAD, channel: "browser", to: "+4930123456" }, "to"],
    ["POST", "/api/schedules", { persona_id: BRAD, at: "yesterday" }, "at"],
    ["POST", "/api/schedules", { persona_id: BRAD, at: "2001-01-01T00:00:00Z" }, "at"],
    ["POST", customize, { relationship_type: "" }, "relationship_type"],
    ["POST", customize, { relationship_type: "x".repeat(51) }, "relationship_type"],
    ["POST", customize, { custom_system_prompt: long }, "custom_system_prompt"],
    ["POST", customize, { kind: "foe" }, "kind"],
    ["PUT", relationship, { memory_config: { auto_recall_depth: -1 } }, "memory_config.auto_recall_depth"],
    ["PUT", relationship, { memory_config: { auto_recall_depth: 1_000 } }, "memory_config.auto_recall_depth"],
    ["PUT", relationship, { memory_config: { forget: true } }, "memory_config.forget"],
    ["POST", "/dev/advance", { days: -1 }, "days"],
    ["POST", "/dev/advance", { days: 4_000_000_000 }, "days"],
  ]) {
    await refused(method, path, body, { status: 422, field });
  }
  await refused("POST", "/api/calls", { persona_id: BRAD, channel: "browser" }, {
    status: 422,
    field: "Idempotency-Key",
    headers: { "idempotency-key": "k".repeat(300) },
  });
  await refused("GET", `/api/personas/${BRAD}/recall`, undefined, { status: 422, field: "q" });
});

test("what is not there, or is somebody else's", async () => {
  const other = await newPerson(world);
  const { id } = await other.post("/api/calls", { persona_id: BRAD, channel: "browser" });
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const schedule = await other.post("/api/schedules", { persona_id: BRAD, at });
  const others = [
    ["GET", `/api/calls/${id}`],
    ["GET", `/api/calls/${id}/transcript`],
    ["GET", `/api/calls/${id}/archive`],
    ["POST", `/api/calls/${id}/end`],
    ["GET", `/api/documents/call_session:${id}`],
    ["GET", `/api/documents/long_term:${other.id}:${BRAD}`],
    ["DELETE", `/api/schedules/${schedule.id}`],
  ];
  const nobodys = [
    ["GET", "/api/nothing"],
    ["GET", "/api/calls/call_nobody"],
    ["GET", "/api/calls/A:B/transcript"],
    ["GET", "/api/personas/persona_nobody"],
    ["GET", "/api/personas/..%2f..%2fetc"],
    ["GET", "/api/personas/persona_nobody/relationship"],
    ["GET", "/api/personas/persona_nobody/memories"],
    ["GET", "/api/personas/persona_nobody/prompt"],
    ["GET", "/api/personas/persona_nobody/recall?q=x"],
    ["GET", "/api/documents/nothing"],
    ["GET", "/api/documents/long_term:a"],
    ["DELETE", "/api/schedules/schedule_nobody"],
  ];
  for (const [method, path] of [...others, ...nobodys]) {
    await refused(method, path, undefined, { status: 404 });
  }
  await refused("POST", "/api/personas/persona_nobody/customize", { relationship_type: "friend" }, { status: 404 });
  await refused("POST", "/api/calls", { persona_id: "persona_nobody", channel: "browser" }, { status: 404 });
  const { status } = await other.get(`/api/calls/${id}`);
  assert.equal(status, "created", "the other's call goes on");
});

test("pages answer a program with a problem, and a person with a page", async () => {
  const cookie = { cookie: `session=${person.token}` };
  for (const [path, status] of [
    ["/nothing", 404],
    ["/personas/persona_nobody", 404],
    ["/personas/A:B/prompt", 404],
    ["/calls/call_nobody", 404],
    ["/static/nothing.css", 404],
    ["/sign-out", 405],
  ]) {
    await refused("GET", path, undefined, { status, headers: cookie });
    const page = await person.fetch(path, { headers: { ...cookie, accept: "text/html" } });
    assert.equal(page.status, status, path);
    assert.match(page.headers.get("content-type"), /^text\/html/);
    assert.match(page.headers.get("content-security-policy"), /default-src 'none'/);
  }
});

test("a form of ours that is filled in wrongly changes nothing", async () => {
  const cookie = `session=${person.token}`;
  const page = await (await world.fetch(`/personas/${BRAD}`, { headers: { cookie } })).text();
  const [, csrf] = page.match(/name="csrf" value="([^"]+)"/);
  const send = (path, fields) =>
    world.fetch(path, {
      method: "POST",
      headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrf, ...fields }),
    });
  const before = await everything();
  const long = "x".repeat(2_000);
  for (const [path, fields, status] of [
    [`/personas/${BRAD}`, {}, 422],
    [`/personas/${BRAD}`, { kind: "foe" }, 422],
    [`/personas/${BRAD}`, { kind: "custom" }, 422],
    [`/personas/${BRAD}`, { kind: "friend", name: long }, 422],
    [`/personas/${BRAD}`, { kind: "friend", name: "Zed", custom_system_prompt: long }, 422],
    [`/personas/${BRAD}`, { kind: "friend", name: "Zed", auto_recall_depth: "many" }, 422],
    [`/personas/${BRAD}/memories/mem_nobody/forget`, {}, 404],
    [`/personas/${BRAD}/memories/mem_nobody/burn`, {}, 404],
    ["/personas/persona_nobody", { kind: "friend" }, 404],
    ["/calls", { persona_id: "a:b" }, 404],
    ["/calls/call_nobody/end", {}, 404],
  ]) {
    const response = await send(path, fields);
    assert.equal(response.status, status, `${path} ${JSON.stringify(fields).slice(0, 60)}`);
    assert.deepEqual(await everything(), before, path);
  }
});

test("a line can only be taken as a WebSocket, and only to a call of one's own", async () => {
  const call = await person.call(BRAD);
  await refused("GET", `/calls/${call.id}/relay`, undefined, { status: 426 });
  const other = await newPerson(world);
  const taken = await world
    .openSocket(`/calls/${call.id}/relay`, other.headers)
    .catch((error) => error);
  assert.equal(taken.status, 404);
  await call.hangUp();
});

test("another method says which ones there are", async () => {
  for (const [method, path] of [
    ["DELETE", "/api/me"],
    ["PUT", "/api/calls"],
    ["GET", "/api/sign-in"],
    ["DELETE", relationship],
    ["GET", customize],
    ["GET", "/twilio/voice/call_x"],
  ]) {
    const response = await person.fetch(path, { method });
    assert.equal(response.status, 405, path);
    assert.ok(response.headers.get("allow"), path);
  }
});

test("nobody gets in without a session, or with a false one", async () => {
  for (const token of [undefined, "", "x", "Bearer ", "0".repeat(64)]) {
    for (const [method, path] of [
      ["GET", "/api/me"],
      ["GET", "/api/personas"],
      ["GET", "/api/calls"],
      ["POST", "/api/calls"],
      ["GET", relationship],
      ["GET", `/api/personas/${BRAD}/memories`],
      ["GET", `/api/documents/long_term:${person.id}:${BRAD}`],
      ["GET", "/api/schedules"],
    ]) {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const response = await world.fetch(path, { method, headers });
      assert.equal(response.status, 401, `${method} ${path}`);
    }
  }
});

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
  assert.equal((await check(next)).status, 409);
});

test("frames that mean nothing close the line and leave the call as it was", async () => {
  const call = await person.call(BRAD);
  for (let more = 0; more < 20; more += 1) call.send({ type: "of a later version" });
  for (const frame of ["", "{", "[]", "7", "x".repeat(100_000)]) call.send(frame);
  for (let more = 0; more < 5; more += 1) call.send("nonsense");
  assert.equal((await call.closed).code, 1007);
  const { status } = await person.get(`/api/calls/${call.id}`);
  assert.equal(status, "live");
  await call.connect();
  assert.notEqual(await call.say("Still there?"), "");
  await call.hangUp();
});

test("a form that is not ours changes nothing", async () => {
  const cookie = `session=${person.token}`;
  const before = await everything();
  for (const [path, body] of [
    ["/calls", `persona_id=${BRAD}&channel=browser`],
    ["/calls", `persona_id=${BRAD}&channel=browser&csrf=guess`],
    [`/personas/${BRAD}`, "kind=friend"],
    ["/sign-out", ""],
  ]) {
    const response = await world.fetch(path, {
      method: "POST",
      headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    assert.equal(response.status, 403, path);
  }
  assert.deepEqual(await everything(), before);
  const elsewhere = await world
    .openSocket("/calls/call_x/relay", { cookie, origin: "https://evil.example" })
    .catch((error) => error);
  assert.equal(elsewhere.status, 403);
});
