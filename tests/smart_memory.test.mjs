// Documents by their object ids, for the signed-in user.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const documentOf = (person, id, query = "") =>
  person.fetch(`/api/documents/${encodeURIComponent(id)}${query}`);

test("a document is fetched by its name, whatever characters it has, and by its owner alone", async () => {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  const name = "recipes/grandma’s: 100% apple + pie";
  const document = { fruit: "apples", minutes: 40 };
  const actor = await world.object("MEMORIES", `memory:${person.id}:${BRAD}`);
  const put = {
    object_id: name,
    document: JSON.stringify(document),
    now: new Date().toISOString(),
    entropy: Array(16).fill(0),
  };
  const request = { method: "POST", body: JSON.stringify(put) };
  const stored = await (await actor.fetch("https://actor/put_document", request)).json();
  assert.equal(stored, name);

  const mine = `?persona_id=${BRAD}`;
  const response = await documentOf(person, name, mine);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), document);

  const other = await newPerson(world);
  assert.equal((await documentOf(other, name, mine)).status, 404);
  assert.equal((await documentOf(person, name)).status, 404);
  assert.equal((await documentOf(person, "no such document", mine)).status, 404);
  assert.equal((await person.fetch(`/api/documents/%FF%FE${mine}`)).status, 404);
});

test("the views of others are not there, by whichever door", async () => {
  const person = await newPerson(world);
  const call = await person.call(BRAD);
  const pair = `${person.id}:${BRAD}`;
  const other = await newPerson(world);
  for (const id of [`long_term:${pair}`, `recent_calls:${pair}`, `call_session:${call.id}`]) {
    assert.equal((await documentOf(person, id)).status, 200, id);
    for (const query of ["", `?persona_id=${BRAD}`]) {
      assert.equal((await documentOf(other, id, query)).status, 404, id + query);
    }
  }
  await call.hangUp();
});

test("a memory that is kept for good does not fade, and one that no longer is fades again", async () => {
  const person = await newPerson(world);
  await person.talk(BRAD, "I love rock climbing");
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  const [memory] = memories.filter(({ attribute }) => attribute === "hobby");
  const nextFade = async () => {
    const rows = await world.d1(
      `SELECT next_fade_at FROM actors WHERE name = 'memory:${person.id}:${BRAD}'`,
    );
    return rows[0].next_fade_at;
  };
  const [, csrf] = (await (await person.fetch(`/personas/${BRAD}`)).text()).match(
    /name="csrf" value="([^"]+)"/,
  );
  const change = (what, id) =>
    person.fetch(`/personas/${BRAD}/memories/${id}/${what}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrf }),
      redirect: "manual",
    });
  assert.ok((await nextFade()) > Date.now());
  for (const { id } of memories) await change("pin", id);
  assert.equal(await nextFade(), null);
  assert.equal((await change("unpin", memory.id)).status, 303);
  assert.ok((await nextFade()) > Date.now());
});
