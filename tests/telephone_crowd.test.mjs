// Two hundred people on the telephone at once, for a minute.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { startBrain } from "./runtime/brain_server.mjs";
import { startCrowd } from "./runtime/crowd.mjs";
import { startWorld } from "./runtime/world.mjs";

const PEOPLE = 200;
const SECONDS = 60;
/// A busy machine takes its time: nobody is to be dropped for it.
const PATIENT = { timeout: 600_000 };

let carrier;
let brain;
let world;
let crowd;
before(async () => {
  [carrier, brain] = [await startCarrier(), await startBrain()];
  world = await startWorld({ vars: { ...carrier.vars, ...brain.vars } });
  carrier.reach(world.url);
  brain.keeps = 0;
  crowd = await startCrowd(world, carrier, PEOPLE);
}, PATIENT);
after(async () => {
  await carrier?.stop();
  await world?.stop();
  await brain?.stop();
});

test("nobody of two hundred is dropped, and each turn is answered", PATIENT, async (context) => {
  await crowd.talk(SECONDS);
  const delays = crowd.delays.toSorted((one, other) => one - other);
  const [median, p95] = [0.5, 0.95].map((share) => delays[Math.floor(delays.length * share)].toFixed(1));
  context.diagnostic(`answered after ${median} ms, median, and ${p95} ms, p95`);
  assert.deepEqual(crowd.dropped, []);
  assert.ok(crowd.areAllThere);
  assert.ok(delays.length >= PEOPLE);
  assert.deepEqual([...carrier.complaints, ...brain.complaints], []);
});
