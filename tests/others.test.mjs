// Nobody reaches what is somebody else's: every operation of the API is asked by another user, with
// the real ids of the first one in every place where an id can stand, and with hostile ones.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { operations } from "./runtime/document.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

/// Words that only the first user has ever said or written.
const OWN_WORDS = /zibeline|quillota|xylograph|alizarin|qwertina|fjordlike/i;

const SIDE_BY_SIDE = 16;
const MANY_REQUESTS = { REQUESTS_A_MINUTE: "1000000" };
/// All but what ends the walk, as keys and sessions may.
const SCOPES = ["profile", "personas", "memories", "calls"].flatMap((of) => [`${of}:read`, `${of}:write`]);
/// What would end the walk.
const ENDS = [
  "POST /api/sign-out",
  "DELETE /api/me/sessions",
  "DELETE /api/personas/{persona_id}/relationship",
  "POST /api/me/erasure",
];
/// Where requests are counted.
const COUNTED = / (sign_in_sessions|api_keys)$/;

let world;
let alice;
let eve;
let ids;
let everything;
before(async () => {
  world = await startWorld({ vars: MANY_REQUESTS });
  alice = await newPerson(world, { name: "Alizarin" });
  await alice.talk(BRAD, "I love zibeline weaving", "My cat is called Quillota");
  await alice.put(`/api/personas/${BRAD}/relationship`, { custom_system_prompt: "Be fjordlike." });
  const memory = await alice.post(`/api/personas/${BRAD}/memories`, {
    content: "User hides the xylograph",
    category: "important_memory",
  });
  await alice.put(`/api/personas/${BRAD}/procedures/greeting_pattern`, { value: "Fjordlike hello!" });
  const persona = await alice.post("/api/personas", {
    name: "Qwertina",
    description: "Qwertina's own",
    core_system_prompt: "You are Qwertina.",
  });
  await alice.meet(persona.id, "friend");
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const schedule = await alice.post("/api/schedules", { persona_id: persona.id, at, repeats: "FREQ=DAILY" });
  const key = await alice.post("/api/keys", { name: "xylograph key" });
  const { calls } = await alice.get("/api/calls");
  const { storylines } = await alice.get(`/api/personas/${BRAD}/storylines`);
  ids = {
    user: alice.id,
    persona: persona.id,
    memory: memory.id,
    schedule: schedule.id,
    key: key.id,
    session: (await alice.get("/api/me/sessions")).sessions[0].id,
    call: calls[0].id,
    relationship: (await alice.get(`/api/personas/${BRAD}/relationship`)).id,
    ...(storylines[0] && { storyline: storylines[0].id }),
    longTerm: `long_term:${alice.id}:${BRAD}`,
    callSession: `call_session:${calls[0].id}`,
  };
  eve = await newPerson(world, { name: "Eve" });
  await eve.meet(BRAD, "friend");
  await eve.post("/api/me/consent");
  everything = await operations(world);
});
after(() => world?.stop());

/// What of all that is stored bears one of the first user's ids or words: by file and table.
async function alices() {
  const stored = await world.stored();
  const marks = [...Object.values(ids), alice.phone, alice.id];
  const isHers = (row) => OWN_WORDS.test(row) || marks.some((mark) => row.includes(mark));
  const hers = {};
  for (const [file, tables] of Object.entries(stored)) {
    for (const [table, rows] of Object.entries(tables)) {
      const own = rows.filter(isHers);
      if (own.length > 0 && !COUNTED.test(`${file} ${table}`)) hers[`${file} ${table}`] = own;
    }
  }
  return hers;
}

/// Everything that the first user can see.
async function seen() {
  const given = (name) => {
    const known = { persona_id: BRAD, memory_id: ids.memory, call_id: ids.call, schedule_id: ids.schedule };
    return { ...known, storyline_id: ids.storyline, object_id: ids.longTerm, key: "greeting_pattern", q: "zibeline", channel: "browser" }[name];
  };
  const seen = {};
  for (const { method, path, parameters } of everything) {
    if (method !== "GET" || path.endsWith("openapi.json") || path.includes("recall") || path.includes("prompt")) continue;
    // Each file in it says when it was made.
    if (path.endsWith("/export")) continue;
    const needed = parameters.filter((parameter) => parameter.required);
    const query = needed.filter((parameter) => parameter.in === "query").map(({ name }) => `${name}=${given(name)}`);
    const there = path.replaceAll(/{(\w+)}/g, (_, name) => encodeURIComponent(given(name) ?? "x"));
    const text = await (await alice.fetch(`${there}?${query.join("&")}`)).text();
    // Strength falls by the second.
    seen[path] = text.replaceAll(/"(strength|at|score|request_id|used_at|last_used_at)":("[^"]*"|[\d.e-]+)/g, "");
  }
  return seen;
}

const HOSTILE = ["..", "%2e%2e%2f", "*", "%25", "_", "'%20OR%201=1%20--", "%00", "null", "%F0%9F%92%A9"];

/// Requests with each of these ids in each place; what is no place for ids is filled plausibly.
function* requests(operation, values) {
  const places = operation.parameters.filter((one) => one.in === "path" || one.name.endsWith("_id"));
  const body = (id) => operation.body && operation.example(operation.body, (name) => (name.endsWith("_id") ? id : undefined));
  const request = (place, value, id) => {
    const fill = (name) => (name === place?.name ? value : name === "persona_id" ? BRAD : "x");
    const path = operation.path.replaceAll(/{(\w+)}/g, (_, name) => fill(name));
    const query = operation.parameters
      .filter((one) => one.in === "query" && (one.required || one === place))
      .map(({ name }) => `${name}=${name === "channel" ? "browser" : fill(name)}`);
    return { path: `${path}?${query.join("&")}`, body: body(id) };
  };
  yield request(undefined, undefined, BRAD);
  for (const place of places) {
    // Under a key of their choice anybody may write what they like into their own memory.
    for (const value of place.name === "key" ? HOSTILE : values) yield request(place, value, BRAD);
  }
  if (operation.body) for (const value of values) yield request(undefined, undefined, value);
}

async function ask(operation, { path, body }, headers) {
  const response = await world.fetch(path, {
    method: operation.method,
    headers: { ...(body && { "content-type": "application/json" }), ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  const told = `${operation.method} ${path} ${JSON.stringify(body)}: ${response.status} ${text.slice(0, 300)}`;
  assert.ok(response.status < 500, told);
  return { response, text, told };
}

test("another user's session finds nothing, says nothing and changes nothing", { timeout: 600_000 }, async () => {
  const before = [await alices(), await seen()];
  const own = Object.values(ids).flatMap((id) => [id, encodeURIComponent(id)]);
  const values = [...new Set([...own, ...HOSTILE, `${alice.id}%3A${BRAD}`, `${alice.id}%2F${BRAD}`])];
  let asked = 0;
  for (const operation of everything) {
    if (ENDS.includes(`${operation.method} ${operation.path}`) || operation.isOpen) continue;
    const all = [...requests(operation, values)];
    asked += all.length;
    for (let from = 0; from < all.length; from += SIDE_BY_SIDE) {
      await Promise.all(all.slice(from, from + SIDE_BY_SIDE).map((request) => findsNothing(operation, request)));
    }
  }
  assert.ok(asked > 1_000, `${asked} requests`);
  assert.deepEqual([await alices(), await seen()], before);
});

test("another user's key opens nothing of the first one's either", { timeout: 600_000 }, async () => {
  const { key } = await eve.post("/api/keys", { name: "all", scopes: SCOPES });
  const before = [await alices(), await seen()];
  const headers = { authorization: `Bearer ${key}` };
  const values = Object.values(ids).map((id) => encodeURIComponent(id));
  for (const operation of everything) {
    if (operation.isOpen || operation.path === "/api/sign-out") continue;
    const all = [...requests(operation, values)];
    await Promise.all(all.map((request) => findsNothing(operation, request, headers)));
  }
  assert.deepEqual([await alices(), await seen()], before);
});

async function findsNothing(operation, request, headers = eve.headers) {
  const { text, told } = await ask(operation, request, headers);
  assert.doesNotMatch(text, OWN_WORDS, told);
  assert.ok(!text.includes(alice.phone), told);
  const sent = JSON.stringify(request);
  for (const id of Object.values(ids)) {
    // What was sent may be told again.
    if (!sent.includes(id) && !sent.includes(encodeURIComponent(id))) assert.ok(!text.includes(id), told);
  }
}

test("nobody ends or hears somebody else's call while it is on", async () => {
  const call = await alice.call(BRAD);
  for (const [method, end] of [["POST", "/end"], ["GET", ""], ["GET", "/transcript"], ["GET", "/archive"], ["DELETE", ""]]) {
    const { status } = await eve.fetch(`/api/calls/${call.id}${end}`, { method });
    assert.ok([404, 405].includes(status), `${method} ${end}: ${status}`);
  }
  assert.notEqual(await call.say("Are you there?"), "");
  await call.hangUp();
  await call.remembered();
});

test("the first user's own ids are nobody's but theirs", async () => {
  const paths = [
    `/api/personas/${ids.persona}`,
    `/api/personas/${ids.persona}/relationship`,
    `/api/personas/${ids.persona}/memories`,
    `/api/personas/${BRAD}/memories/${ids.memory}`,
    `/api/personas/${BRAD}/episodes/${ids.call}`,
    `/api/calls/${ids.call}`,
    `/api/calls/${ids.call}/transcript`,
    `/api/calls/${ids.call}/archive`,
    `/api/schedules/${ids.schedule}`,
    `/api/documents/${encodeURIComponent(ids.longTerm)}`,
    `/api/documents/${encodeURIComponent(ids.callSession)}`,
  ];
  for (const path of paths) {
    assert.equal((await alice.fetch(path)).status, 200, path);
    assert.equal((await eve.fetch(path)).status, 404, path);
  }
});

test("without a session, or with a false one, nothing is served but what is for everybody", async () => {
  const { key } = await eve.post("/api/keys", { name: "for programs" });
  for (const operation of everything) {
    if (operation.isOpen) continue;
    const [request] = requests(operation, [ids.call]);
    for (const headers of [{}, { authorization: "Bearer x" }, { authorization: `Bearer ${key}x` }, { cookie: "session=x" }]) {
      const { response, told } = await ask(operation, request, headers);
      assert.equal(response.status, 401, told);
    }
  }
});
