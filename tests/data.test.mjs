// One's data: how long it is kept, and taking it from one account into another.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world?.stop());

async function advance(by) {
  const response = await world.fetch("/dev/advance", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(by),
  });
  assert.equal(response.status, 200, await response.text());
}

const csrf = async (person, path) => {
  const page = await (await person.fetch(path)).text();
  return /name="csrf" value="([^"]+)"/.exec(page)[1];
};

test("what was said goes when its time is over, and what was learned stays", async () => {
  const person = await newPerson(world, { name: "Alice" });
  assert.deepEqual([(await person.get("/api/me")).plan, (await person.get("/api/me")).retention_days], ["free", null]);
  const before = await person.talk(BRAD, "I work as a nurse and I keep quokkas");
  const body = new URLSearchParams({ csrf: await csrf(person, "/data"), retention_days: "7" });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const saved = await person.fetch("/data/retention", { method: "POST", redirect: "manual", headers, body });
  assert.deepEqual([saved.status, saved.headers.get("location")], [303, "/data?saved"]);
  const page = await (await person.fetch("/data?saved")).text();
  assert.match(page, /<option value="7" selected>For a week</);
  assert.match(page, /Saved\./);
  assert.equal((await person.get("/api/me")).retention_days, 7);

  await advance({ days: 6 });
  assert.equal((await person.fetch(`/api/calls/${before.id}/archive`)).status, 200);
  const later = await person.talk(BRAD, "Nothing new here");
  await advance({ days: 2 });
  assert.equal((await person.fetch(`/api/calls/${before.id}/archive`)).status, 404);
  const call = await person.get(`/api/calls/${before.id}`);
  assert.equal(call.auto_summary, null);
  assert.deepEqual((await person.get(`/api/calls/${before.id}/transcript`)).turns, []);
  const { episodes } = await person.get(`/api/personas/${BRAD}/episodes`);
  assert.deepEqual(episodes.map(({ call_id }) => call_id), [later.id]);
  const { hits } = await person.get(`/api/personas/${BRAD}/recall?q=quokkas`);
  assert.ok(hits.every(({ what }) => what.kind === "memory"), JSON.stringify(hits));
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  assert.ok(memories.some(({ value }) => /nurse/i.test(value)));
  assert.equal((await person.fetch(`/calls/${before.id}`)).status, 200, "its page can still be looked at");
});

test("what one account took along another one brings back, once", async () => {
  const alice = await newPerson(world, { name: "Alice" });
  const call = await alice.talk(BRAD, "I work as a nurse and I keep quokkas", "My sister Marge is getting married in June");
  const zip = Buffer.from(await (await alice.fetch("/api/me/export")).arrayBuffer());
  const known = async (person) => (await person.get(`/api/personas/${BRAD}/memories`)).memories.map(({ content }) => content).sort();

  const bob = await newPerson(world, { name: "Bob" });
  const send = () =>
    bob.fetch("/api/me/import", { method: "POST", headers: { "content-type": "application/zip" }, body: zip });
  const sent = await send();
  assert.equal(sent.status, 200, await sent.clone().text());
  const imported = await sent.json();
  assert.deepEqual([imported.relationships, imported.calls, imported.transcripts], [1, 1, 1]);
  assert.ok(imported.left_out.length > 0);
  assert.deepEqual(await known(bob), await known(alice));
  const { calls } = await bob.get("/api/calls");
  assert.equal(calls.length, 1);
  assert.notEqual(calls[0].id, call.id);
  const { turns } = await bob.get(`/api/calls/${calls[0].id}/transcript`);
  assert.ok(turns.some(({ text }) => /quokkas/.test(text)));
  assert.equal((await bob.fetch(`/calls/${calls[0].id}`)).status, 200);
  assert.equal((await bob.fetch(`/api/calls/${call.id}`)).status, 404);
  const { hits } = await bob.get(`/api/personas/${BRAD}/recall?q=quokkas`);
  assert.ok(hits.some(({ what }) => what.kind === "turn"));

  // The same on the page: nothing is left to do.
  const form = new FormData();
  form.set("csrf", await csrf(bob, "/data"));
  form.set("file", new Blob([zip]), "export.zip");
  const page = await bob.fetch("/data/import", { method: "POST", body: form });
  assert.equal(page.status, 200);
  assert.match(await page.text(), /what can be brought back is here already/);
  const again = await (await send()).json();
  assert.deepEqual([again.relationships, again.calls, again.memories], [0, 0, 0]);
});

test("whoever sends too much is told what to send in its place", async () => {
  const person = await newPerson(world, { name: "Alice" });
  const headers = { "content-type": "application/zip" };
  const sent = await person.fetch("/api/me/import", { method: "POST", headers, body: Buffer.alloc(33 << 20) });
  assert.equal(sent.status, 413);
  assert.match((await sent.json()).detail, /at most 32 MiB.*each persona by itself/);
  assert.match(await (await person.fetch("/data")).text(), /at most 32 MiB.*each persona by itself/);
});
