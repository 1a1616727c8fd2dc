// What is erased is looked for: in every row of every database and actor, in every object, and in
// the files themselves. And what is somebody else's is still there.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { Stored } from "./runtime/stored.mjs";
import { startWorld } from "./runtime/world.mjs";

const ZOE = "persona_zoe_001";

let world;
let folder;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "call-me-back-erasing-"));
  world = await startWorld({ data: folder });
});
after(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

/// All rows and files. They are closed again: an actor that goes takes its file away.
async function stored() {
  const stored = new Stored(folder);
  try {
    return await stored.read();
  } finally {
    stored.close();
  }
}

/// Where a word stands: in rows, or in what objects and their names say.
async function found(word) {
  const places = [];
  for (const [file, tables] of Object.entries(await stored())) {
    for (const [table, rows] of Object.entries(tables)) {
      if (rows.some((row) => row.toLowerCase().includes(word))) places.push(`${file} ${table}`);
    }
    if (file.toLowerCase().includes(word)) places.push(file);
  }
  for (const { key } of (await world.bucket().then((bucket) => bucket.list())).objects) {
    const object = await (await world.bucket()).get(key);
    const text = `${key} ${(await object.text()).toLowerCase()}`;
    if (text.includes(word)) places.push(key);
  }
  return places;
}

/// The files in which the bytes of a word stand, whether a row names them or not.
async function inFiles(word) {
  const files = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (bytes.toString("latin1").toLowerCase().includes(word)) files.push(path.relative(folder, file));
  }
  return files;
}

const advance = (by) =>
  world.fetch("/dev/advance", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(by),
  });

/// The receipt of an erasure, once it is finished: both its passes were gone through.
async function finished(receipt) {
  await world.nextLog(/done: go on with an erasure/);
  await advance({ minutes: 16 });
  for (;;) {
    const told = await (await world.fetch(`/api/erasures/${receipt}`)).json();
    if (told.finished_at !== null) return told;
    await world.nextLog(/done: go on with an erasure/);
  }
}

const erase = async (person, method, where, body) => {
  const response = await person.fetch(where, {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  assert.equal(response.status, 202, await response.clone().text());
  const { receipt } = await response.json();
  assert.equal(response.headers.get("location"), `/api/erasures/${receipt}`);
  return receipt;
};

/// Somebody who lives with all that there is, in words that nobody else has.
async function live(words) {
  const person = await newPerson(world, { name: `Alma ${words.name}` });
  await person.meet(BRAD, "friend", `Never mention ${words.custom}.`);
  const first = await person.talk(BRAD, `I love ${words.first}.`, "I work as a nurse.");
  const second = await person.talk(BRAD, `My sister ${words.second} is getting married in June.`);
  await person.talk(ZOE, `I love ${words.zoe}.`);
  const { key } = await person.post("/api/keys", { name: `key of ${words.name}` });
  const verb = (name, body) =>
    world
      .fetch(`/v1/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}`, "idempotency-key": name },
        body: JSON.stringify(body),
      })
      .then(async (response) => assert.ok(response.ok, `${name}: ${await response.text()}`));
  const smartMemoryLocation = { smartMemory: { name: "notes" } };
  const bucketLocation = { bucket: { name: "files" } };
  await verb("put_semantic_memory", { smartMemoryLocation, document: `All about ${words.document}.` });
  await verb("put_procedure", { smartMemoryLocation, key: "greeting", value: `Say ${words.procedure}.` });
  const content = Buffer.from(`A text about ${words.object}.`).toString("base64");
  await verb("put_object", { bucketLocation, key: `${words.object}.txt`, content, contentType: "text/plain" });
  await verb("search", { bucketLocations: [bucketLocation], input: words.search, requestId: words.search });
  const at = new Date(Date.now() + 40 * 24 * 3_600_000).toISOString();
  await person.post("/api/schedules", { persona_id: BRAD, at });
  return { person, first, second };
}

const WORDS = ["name", "custom", "first", "second", "zoe", "document", "procedure", "object", "search"];
const spoken = (stem) => Object.fromEntries(WORDS.map((word, index) => [word, `${stem}${"bdfgklmnp"[index]}osk`]));

test("what a person wants erased is nowhere, step by step, and nobody else's is touched", async () => {
  const [mine, theirs] = [spoken("quarv"), spoken("zelph")];
  const { person, first, second } = await live(mine);
  await live(theirs);
  const others = async () => {
    const places = await Promise.all(Object.values(theirs).map(found));
    return places.map((places) => places.length > 0);
  };
  const before = await others();
  assert.deepEqual(before, WORDS.map(() => true), "all of it was stored");
  for (const word of Object.values(mine)) assert.notDeepEqual(await found(word), [], word);

  // One memory: at once nobody sees it, and when it can't be restored any more its words are gone.
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  const memory = memories.find(({ content }) => content.toLowerCase().includes(mine.first));
  const page = await (await person.fetch(`/personas/${BRAD}`)).text();
  const [, csrf] = /name="csrf" value="([^"]+)"/.exec(page);
  const forgotten = await person.fetch(`/personas/${BRAD}/memories/${memory.id}/forget`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrf }).toString(),
  });
  assert.equal(forgotten.status, 303, await forgotten.text());
  const transcript = async () => (await person.fetch(`/api/calls/${first.id}/archive`)).text();
  const shown = async () => {
    const recalled = await person.get(`/api/personas/${BRAD}/recall?q=${mine.first}`);
    const { text } = await person.get(`/api/personas/${BRAD}/prompt`);
    return `${await transcript()} ${JSON.stringify([recalled, await person.get("/api/calls")])} ${text}`.toLowerCase();
  };
  assert.ok(!(await shown()).includes(mine.first));
  const restore = () => person.fetch(`/api/personas/${BRAD}/memories/${memory.id}/restore`, { method: "POST" });
  const restored = await restore();
  assert.deepEqual([restored.status, (await restored.json()).content], [200, memory.content]);
  assert.ok((await shown()).includes(mine.first));
  const again = await person.fetch(`/api/personas/${BRAD}/memories/${memory.id}`, { method: "DELETE" });
  assert.equal(again.status, 204);
  assert.ok(!(await shown()).includes(mine.first));
  await advance({ minutes: 61 });
  assert.equal((await restore()).status, 409);
  await advance({ minutes: 16 });
  await world.nextLog(/done: go on with an erasure/);
  assert.deepEqual(await found(mine.first), []);

  // One call.
  const ofCall = await erase(person, "DELETE", `/api/calls/${second.id}`);
  assert.equal((await person.fetch(`/api/calls/${second.id}`)).status, 404);
  const call = await finished(ofCall);
  assert.deepEqual([call.scope, call.erased.calls, call.erased.transcripts], ["call", 1, 1]);
  assert.deepEqual(await found(mine.second), []);
  assert.equal((await person.fetch(`/api/calls/${first.id}`)).status, 200);

  // All that was between the two.
  assert.notDeepEqual(await found(mine.custom), []);
  const ofTwo = await erase(person, "DELETE", `/api/personas/${BRAD}/relationship`);
  assert.equal((await person.fetch(`/api/calls/${first.id}`)).status, 404);
  const wish = { method: "POST", body: JSON.stringify({ persona_id: BRAD, channel: "browser" }) };
  const headers = { "content-type": "application/json" };
  assert.equal((await person.fetch("/api/calls", { ...wish, headers })).status, 409);
  const two = await finished(ofTwo);
  assert.deepEqual([two.erased.relationships, two.erased.calls, two.erased.schedules], [1, 1, 1]);
  for (const word of [mine.custom, first.id, second.id]) assert.deepEqual(await found(word), [], word);
  assert.notDeepEqual(await found(mine.zoe), []);

  // Everything.
  // Whoever sits at a page that was left open takes nothing away.
  const late = await person.fetch("/api/me/erasure", { method: "POST", headers, body: '{"confirm":"erase everything"}' });
  assert.equal(late.status, 403);
  await person.signIn();
  const refused = await person.fetch("/api/me/erasure", { method: "POST", headers, body: '{"confirm":"yes"}' });
  assert.equal(refused.status, 422);
  const ofAll = await erase(person, "POST", "/api/me/erasure", { confirm: "erase everything" });
  assert.equal((await person.fetch("/api/me")).status, 401);
  const all = await finished(ofAll);
  assert.deepEqual([all.erased.accounts, all.erased.objects, all.erased.documents], [1, 1, 1]);
  for (const word of [...Object.values(mine), person.id, person.phone]) {
    assert.deepEqual(await found(word), [], word);
  }

  // Jobs that come late bring nothing back.
  for (const { id } of [first, second]) {
    const body = { job: "remember", call_id: id, pair: { user: person.id, persona: BRAD } };
    await world.queue([{ body: JSON.stringify(body) }]);
  }
  const actor = { relationship: { user: person.id, persona: BRAD } };
  await world.queue([{ body: JSON.stringify({ job: "fade", actor }) }]);
  await world.queue([{ body: JSON.stringify({ job: "erase", erasure_id: ofAll }) }]);
  for (const word of [...Object.values(mine), person.id]) assert.deepEqual(await found(word), [], word);

  assert.deepEqual(await others(), before, "nobody else has lost anything");

  // Pages of a file that no row names any more are the platform's: an actor can't wipe them. Those of
  // an actor that is gone are gone with its file.
  const files = await inFiles(mine.zoe);
  assert.deepEqual(files.filter((file) => /Actor/.test(file) && !/-(wal|shm)$/.test(file)), []);
});

test("what was answered under a key is not told again once it is erased", async () => {
  const person = await newPerson(world, { name: "Cora" });
  await person.meet(BRAD, "friend");
  const memory = { content: "User collects quibblestones", category: "user_fact" };
  const again = () =>
    person.fetch(`/api/personas/${BRAD}/memories`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "quibble-1" },
      body: JSON.stringify(memory),
    });
  const { id } = await (await again()).json();
  assert.equal((await again()).status, 201);
  await person.delete(`/api/personas/${BRAD}/memories/${id}`);
  assert.equal((await again()).status, 409);
  const answers = await world.d1("SELECT answer FROM repeats WHERE answer LIKE '%quibble%'");
  assert.deepEqual(answers, []);
});

test("a persona that is deleted leaves none of its procedures", async () => {
  const person = await newPerson(world, { name: "Dora" });
  const { id } = await person.post("/api/personas", { name: "Ann", core_system_prompt: "You are Ann." });
  await person.put(`/api/personas/${id}/procedures/greeting_pattern?of=persona`, { value: "Ahoy, snollygoster!" });
  assert.notDeepEqual(await found("snollygoster"), []);
  await person.delete(`/api/personas/${id}`);
  assert.deepEqual(await found("snollygoster"), []);
});
