// What every resource of the API keeps to: versions, repeats, pages, and one's own.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world?.stop());

const send = (person, method, path, body, headers = {}) =>
  person.fetch(path, {
    method,
    headers: { ...(body && { "content-type": "application/json" }), ...headers },
    body: body && JSON.stringify(body),
  });

const ANN = { name: "Ann", description: "A gardener", core_system_prompt: "You are Ann." };

test("two tabs don't overwrite each other", async () => {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  const { id } = await person.post("/api/personas", ANN);
  const memory = await person.post(`/api/personas/${BRAD}/memories`, { content: "User paints", category: "user_fact" });
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const schedule = await person.post("/api/schedules", { persona_id: BRAD, at, repeats: "FREQ=DAILY" });
  for (const [path, one, other] of [
    [`/api/schedules/${schedule.id}`, { paused: true }, { paused: false }],
    [`/api/personas/${BRAD}/procedures/greeting_pattern`, { value: "Ahoy!" }, { value: "Howdy!" }],
    ["/api/me", { name: "One" }, { name: "Other" }],
    [`/api/personas/${id}`, { name: "One" }, { name: "Other" }],
    [`/api/personas/${BRAD}/relationship`, { relationship_type: "coach" }, { relationship_type: "boss" }],
    [`/api/personas/${BRAD}/memories/${memory.id}`, { pinned: true }, { pinned: false }],
  ]) {
    const etag = (await person.fetch(path)).headers.get("etag");
    assert.match(etag, /^"\w+"$/, path);
    const both = await Promise.all([one, other].map((body) => send(person, "PUT", path, body, { "if-match": etag })));
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412], path);
    const now = (await person.fetch(path)).headers.get("etag");
    assert.notEqual(now, etag, path);
    assert.equal((await send(person, "PUT", path, one, { "if-match": now })).status, 200, path);
  }
});

test("what was changed meanwhile is not taken away", async () => {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const { id } = await person.post("/api/schedules", { persona_id: BRAD, at, repeats: "FREQ=DAILY" });
  const greeting = `/api/personas/${BRAD}/procedures/greeting_pattern`;
  await person.put(greeting, { value: "Ahoy!" });
  for (const [path, change] of [
    [`/api/schedules/${id}`, { paused: true }],
    [greeting, { value: "Howdy!" }],
  ]) {
    const etag = (await person.fetch(path)).headers.get("etag");
    await person.put(path, change);
    assert.equal((await send(person, "DELETE", path, undefined, { "if-match": etag })).status, 412, path);
    const now = (await person.fetch(path)).headers.get("etag");
    assert.equal((await send(person, "DELETE", path, undefined, { "if-match": now })).status, 204, path);
  }
  // What was seen is the persona's own once more: somebody who saw it before may still write over it.
  const etag = (await person.fetch(greeting)).headers.get("etag");
  const both = await Promise.all(
    ["One", "Other"].map((value) => send(person, "PUT", greeting, { value }, { "if-match": etag })),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
});

test("a repeat under an idempotency key makes nothing, and is answered as the first was", async () => {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  const at = new Date(Date.now() + 86_400_000).toISOString();
  for (const [path, list, body, other] of [
    ["/api/personas", "/api/personas?own=true", ANN, { ...ANN, name: "Bob" }],
    ["/api/schedules", "/api/schedules", { persona_id: BRAD, at }, { persona_id: BRAD, at, grace_minutes: 5 }],
    ["/api/calls", "/api/calls", { persona_id: BRAD, channel: "browser" }, { persona_id: BRAD, channel: "phone" }],
    [
      `/api/personas/${BRAD}/memories`,
      `/api/personas/${BRAD}/memories`,
      { content: "User sings", category: "user_fact" },
      { content: "User hums", category: "user_fact" },
    ],
  ]) {
    const key = { "idempotency-key": "first" + path };
    const answers = [];
    for (let times = 0; times < 2; times += 1) {
      const response = await send(person, "POST", path, body, key);
      const { status, headers } = response;
      answers.push({ status, etag: headers.get("etag"), location: headers.get("location"), text: await response.text() });
    }
    assert.equal(answers[0].status, 201, answers[0].text);
    assert.deepEqual(answers[1], answers[0], path);
    if (answers[0].location) assert.equal((await person.fetch(answers[0].location)).status, 200, path);
    const [all] = Object.values(await person.get(list));
    assert.equal(all.length, 1, path);
    assert.equal((await send(person, "POST", path, other, key)).status, 409, path);
  }
});

test("a list is read by the page to its end", async () => {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  const memories = `/api/personas/${BRAD}/memories`;
  for (let number = 0; number < 7; number += 1) {
    await person.post(memories, { content: `User knows number ${number}`, category: "user_fact" });
  }
  for (let number = 0; number < 3; number += 1) await person.post("/api/personas", { ...ANN, name: `Ann ${number}` });
  for (const [path, field, count] of [
    [`${memories}?sort=learned&limit=3`, "memories", 7],
    [`${memories}?sort=strength&limit=2`, "memories", 7],
    [`${memories}?sort=importance&limit=6`, "memories", 7],
    ["/api/personas?own=true&limit=2", "personas", 3],
    ["/api/personas?limit=5", "personas", 11],
    ["/api/relationships?limit=1", "relationships", 1],
  ]) {
    const found = [];
    let cursor;
    do {
      const page = await person.get(`${path}${cursor ? `&cursor=${cursor}` : ""}`);
      found.push(...page[field].map(({ id }) => id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    assert.equal(found.length, count, path);
    assert.equal(new Set(found).size, count, path);
  }
  const { next_cursor } = await person.get(`${memories}?limit=3`);
  const other = await newPerson(world);
  await other.meet(BRAD, "friend");
  for (const [who, path] of [
    [other, `${memories}?limit=3`],
    [person, `${memories}?limit=3&sort=learned`],
    [person, "/api/personas?limit=3"],
  ]) {
    assert.equal((await who.fetch(`${path}&cursor=${next_cursor}`)).status, 422, path);
  }
});

test("a memory is seen with where it came from, corrected, pinned and forgotten", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.talk(BRAD, "I work as a nurse");
  const memories = `/api/personas/${BRAD}/memories`;
  const listed = (await person.get(memories)).memories.find(({ attribute }) => attribute === "job");
  assert.ok(listed.strength > 0.9 && listed.strength <= 1);
  const seen = await person.get(`${memories}/${listed.id}`);
  assert.match(seen.source_turn.text, /nurse/);
  assert.ok(seen.curve.at(-1).strength < seen.curve[0].strength);

  const reworded = await person.put(`${memories}/${listed.id}`, { content: "User works as a surgeon", pinned: true });
  assert.deepEqual([reworded.pinned, reworded.source.kind], [true, "hand"]);
  const history = (await person.get(`${memories}/${reworded.id}`)).history;
  assert.deepEqual(history.map(({ id }) => id), [listed.id]);
  const superseded = await person.get(`${memories}?state=superseded`);
  assert.deepEqual(superseded.memories.map(({ id }) => id), [listed.id]);

  assert.equal((await send(person, "DELETE", `${memories}/${reworded.id}`)).status, 204);
  assert.equal((await person.fetch(`${memories}/${reworded.id}`)).status, 404);
});

test("a persona of one's own is changed by its maker alone, shared, reported and taken away", async () => {
  const maker = await newPerson(world);
  const others = await Promise.all([0, 1, 2, 3].map(() => newPerson(world)));
  const { id } = await maker.post("/api/personas", ANN);
  const path = `/api/personas/${id}`;
  const status = async (who, method = "GET", body) => (await send(who, method, path, body)).status;
  assert.equal(await status(others[0]), 404);
  await maker.put(path, { is_public: true });
  const [met, ...unmet] = others;
  const shown = await met.get(path);
  assert.deepEqual([shown.core_system_prompt, shown.created_by], [undefined, null]);
  assert.equal((await maker.get(path)).core_system_prompt, ANN.core_system_prompt);
  assert.equal(await status(met, "PUT", { name: "Eve" }), 403);
  assert.equal(await status(met, "DELETE"), 403);
  await met.meet(id, "friend");
  assert.equal(await status(maker, "DELETE"), 409);

  for (const [index, one] of unmet.entries()) {
    assert.equal(await status(one), 200, `after ${index} reports`);
    assert.equal((await send(one, "POST", `${path}/report`, { reason: "rude" })).status, 204);
  }
  // Whoever has met them goes on; nobody new does.
  assert.deepEqual(await Promise.all([maker, met, ...unmet].map((who) => status(who))), [200, 200, 404, 404, 404]);

  const spare = await maker.post("/api/personas", ANN);
  assert.equal((await send(maker, "DELETE", `/api/personas/${spare.id}`)).status, 204);
  assert.equal((await maker.fetch(`/api/personas/${spare.id}`)).status, 404);
});

test("what a persona does is written towards oneself, and for everybody only by its maker", async () => {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  const path = `/api/personas/${BRAD}/procedures`;
  const before = (await person.get(path)).procedures.find(({ key }) => key === "greeting_pattern");
  assert.equal(before.of, "persona");
  await person.put(`${path}/greeting_pattern`, { value: "Ahoy!" });
  const written = await person.get(`${path}/greeting_pattern`);
  assert.deepEqual([written.value, written.of], ["Ahoy!", "relationship"]);
  assert.equal((await send(person, "PUT", `${path}/greeting_pattern?of=persona`, { value: "x" })).status, 409);
  assert.equal((await send(person, "DELETE", `${path}/greeting_pattern`)).status, 204);
  assert.deepEqual(await person.get(`${path}/greeting_pattern`), before);
});

test("episodes are listed, found, shown and brought back", async () => {
  const person = await newPerson(world, { name: "Alice" });
  const call = await person.talk(BRAD, "I had a fight with Sarah at work");
  const path = `/api/personas/${BRAD}/episodes`;
  const { episodes, next_cursor } = await person.get(path);
  assert.deepEqual([episodes.map(({ call_id }) => call_id), next_cursor], [[call.id], null]);
  assert.deepEqual(await person.get(`${path}/${call.id}`), episodes[0]);
  const found = await person.get(`${path}/search?q=Sarah`);
  assert.equal(found.episodes[0].session_id, call.id);
  const restored = await person.post(`${path}/${call.id}/restore`);
  assert.ok(restored.entries_restored > 0);
});

test("calls are narrowed, and summed up by the day", async () => {
  const person = await newPerson(world);
  const call = await person.talk(BRAD, "Hello");
  const live = await person.post("/api/calls", { persona_id: BRAD, channel: "browser" });
  const listed = async (query) => (await person.get(`/api/calls?${query}`)).calls.map(({ id }) => id);
  assert.deepEqual(await listed("status=ended"), [call.id]);
  assert.deepEqual(await listed("channel=phone"), []);
  assert.deepEqual(await listed(`persona_id=${BRAD}`), [live.id, call.id]);
  assert.deepEqual(await listed("until=2001-01-01T00:00:00Z"), []);
  const { usage } = await person.get("/api/usage");
  assert.deepEqual(usage.map(({ calls }) => calls), [2]);
  assert.match((await person.get("/api/usage?by=month")).usage[0].period, /^\d{4}-\d{2}$/);
});

test("every answer names its request, also one that refuses", async () => {
  const person = await newPerson(world);
  const answers = await Promise.all(["/api/me", "/api/nothing", "/", "/api/me?x=1"].map((path) => person.fetch(path)));
  const names = answers.map(({ headers }) => headers.get("x-request-id"));
  assert.equal(new Set(names).size, 4);
  for (const name of names) assert.match(name, /^req_[a-z0-9]{26}$/);
  assert.equal((await answers[1].json()).request_id, names[1]);
});

test("a person reads about every operation", async () => {
  const page = await (await world.fetch("/api/docs")).text();
  const { paths } = await (await world.fetch("/api/openapi.json")).json();
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      assert.ok(page.includes(`${method.toUpperCase()} ${path}`), `${method} ${path}`);
    }
  }
});
