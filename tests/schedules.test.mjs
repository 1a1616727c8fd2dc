// Calls that come again and again, in the real runtime, by a clock that is set forward.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let carrier;
let world;
before(async () => {
  carrier = await startCarrier();
  world = await startWorld({ vars: carrier.vars });
});
after(async () => {
  await world?.stop();
  await carrier?.stop();
});

/// Whoever it is may be called, and it is ten in the morning where they are.
async function newCallee() {
  const person = await newPerson(world, { name: "Alice" });
  await person.post("/api/me/consent");
  await person.put("/api/me", { time_zone: zone(await aheadAt(10)) });
  await person.meet(BRAD, "friend");
  return person;
}

async function now() {
  const { now } = await advance({});
  return Date.parse(now);
}

async function advance(by) {
  const response = await world.fetch("/dev/advance", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(by),
  });
  assert.equal(response.status, 200);
  return response.json();
}

/// A zone so many hours ahead of Greenwich. (Etc/GMT-3 is three hours ahead.)
const zone = (ahead) => (ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`);

/// How many hours ahead it is that hour now.
const aheadAt = async (hour) => ((hour - new Date(await now()).getUTCHours() + 36) % 24) - 12;

async function plan(person, more) {
  // The next full minute but one, an hour on.
  const at = new Date(Math.ceil((await now()) / 60_000) * 60_000 + HOUR).toISOString();
  return person.post("/api/schedules", { persona_id: BRAD, at, ...more });
}

const rungAt = (person) => carrier.placed.filter(({ to }) => to === person.phone).length;
const byId = async (person, id) => (await person.get("/api/schedules")).schedules.find((one) => one.id === id);
const cameOf = async (person, id) =>
  (await person.get("/api/schedules")).schedules
    .filter((one) => one.series_id === id)
    .sort((one, other) => (one.due_at < other.due_at ? -1 : 1));

test("a daily call comes day by day, whatever dies in between", async () => {
  const person = await newCallee();
  const planned = await plan(person, { repeats: "freq=daily" });
  assert.equal(planned.repeats, "FREQ=DAILY");
  assert.match(planned.in_words, /^every day at 11:\d\d am$/);
  assert.equal(rungAt(person), 0, "not before its time");
  await advance({ hours: 1, minutes: 2 });
  await advance({});
  assert.equal(rungAt(person), 1);
  const next = await byId(person, planned.id);
  assert.equal(Date.parse(next.due_at) - Date.parse(planned.due_at), DAY);
  const [came] = await cameOf(person, planned.id);
  assert.deepEqual([came.status, came.due_at], ["placed", planned.due_at]);
  await world.restart();
  await advance({ days: 1 });
  assert.equal(rungAt(person), 2);
  await person.fetch(`/api/schedules/${planned.id}`, { method: "DELETE" });
  await advance({ days: 1 });
  assert.equal(rungAt(person), 2);
  assert.equal((await byId(person, planned.id)).status, "canceled");
});

test("days that nobody could see to are missed, each with its reason", async () => {
  const person = await newCallee();
  const planned = await plan(person, { repeats: "FREQ=DAILY;COUNT=3", grace_minutes: 30 });
  await advance({ days: 2, hours: 1, minutes: 10 });
  assert.equal(rungAt(person), 1);
  const came = await cameOf(person, planned.id);
  assert.deepEqual(came.map(({ status }) => status), ["missed", "missed", "placed"]);
  assert.match(came[0].refusal, /had passed/);
  assert.equal((await byId(person, planned.id)).status, "over");
});

test("a call is left out, the rest paused and gone on with", async () => {
  const person = await newCallee();
  const planned = await plan(person, { repeats: "FREQ=DAILY" });
  const path = `/api/schedules/${planned.id}`;
  for (const _ of [1, 2]) {
    const { due_at } = await person.put(path, { skip: planned.due_at });
    assert.equal(Date.parse(due_at) - Date.parse(planned.due_at), DAY);
  }
  assert.equal((await person.put(path, { paused: true })).status, "paused");
  await advance({ days: 3, hours: 1, minutes: 2 });
  assert.equal(rungAt(person), 0);
  const resumed = await person.put(path, { paused: false });
  assert.equal(resumed.status, "planned");
  assert.equal(Date.parse(resumed.due_at) - Date.parse(planned.due_at), 4 * DAY);
  await advance({ days: 1 });
  assert.equal(rungAt(person), 1);
});

test("who travels is called at the same time on the wall there", async () => {
  const person = await newCallee();
  const planned = await plan(person, { repeats: "FREQ=WEEKLY" });
  const ahead = await aheadAt(10);
  const hours = ahead >= -9 ? 3 : -3;
  const { time_zone } = await person.put("/api/me", { time_zone: zone(ahead - hours) });
  const moved = await byId(person, planned.id);
  assert.equal(moved.time_zone, time_zone);
  assert.equal(Date.parse(moved.due_at) - Date.parse(planned.due_at), hours * HOUR);
  assert.equal(moved.in_words, planned.in_words);
});

test("the page plans, tells and changes without any script", async () => {
  const person = await newCallee();
  const page = async () => {
    const html = await (await world.fetch("/", { headers: { ...person.headers, accept: "text/html" } })).text();
    return { html, csrf: html.match(/name="csrf" value="([^"]+)"/)[1] };
  };
  const send = async (path, fields) => {
    const { csrf } = await page();
    return person.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" },
      body: new URLSearchParams({ csrf, ...fields }).toString(),
    });
  };
  const tomorrow = new Date((await now()) + 2 * DAY).toISOString().slice(0, 10);
  const wish = { persona_id: BRAD, at: `${tomorrow}T09:00`, repeats: "FREQ=WEEKLY", grace_minutes: "15" };
  const refused = await send("/schedules", { ...wish, at: "2001-01-01T09:00" });
  assert.equal(refused.status, 422);
  const again = await refused.text();
  assert.match(again, /id="at-error"[^>]*>Choose a moment/);
  assert.match(again, /<option value="FREQ=WEEKLY" selected>/);
  assert.equal((await send("/schedules", wish)).status, 303);
  const weekday = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" }).format(new Date(tomorrow));
  assert.match((await page()).html, new RegExp(`every ${weekday} at 9:00 am`));
  const [planned] = (await person.get("/api/schedules")).schedules;
  assert.equal(planned.grace_minutes, 15);
  const status = async () => (await byId(person, planned.id)).status;
  for (const [change, becomes] of [["skip", "planned"], ["pause", "paused"], ["resume", "planned"], ["cancel", "canceled"]]) {
    assert.equal((await send(`/schedules/${planned.id}/${change}`, { at: planned.due_at })).status, 303);
    assert.equal(await status(), becomes);
  }
  assert.doesNotMatch((await page()).html, /every \w+day at/);
});
