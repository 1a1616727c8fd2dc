// What each verb of SmartMemory and SmartBuckets takes with ten things stored, and with a thousand.
// Own time is a request's time above that of an empty memory's answer in the same run; requests of
// the three are made in turn, so that whatever else the machine does meets all alike. Absolute
// figures say little; the ratio is what must hold.
//
//     cargo xtask bench verbs

import { newPerson } from "../tests/runtime/person.mjs";
import { startWorld } from "../tests/runtime/world.mjs";

const FEW = 10;
const MANY = 1_000;
const ROUNDS = 150;
const WARM_UP = 20;

async function main() {
  const world = await startWorld();
  try {
    const person = await newPerson(world);
    const { key } = await person.post("/api/keys", { name: "bench" });
    const call = async (verb, body) => {
      const response = await world.fetch(`/v1/${verb}`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${verb}: ${response.status} ${text}`);
      return JSON.parse(text);
    };

    const few = await fill(call, "few", FEW);
    const many = await fill(call, "many", MANY);
    const empty = { smartMemoryLocation: memory("empty"), sessionId: "session_none" };
    const echo = () => call("get_memory", empty);

    console.log(`${ROUNDS} rounds; milliseconds of own time, median and p95, and the ratio of medians`);
    console.log(row("verb", `${FEW} stored`, `${MANY} stored`, "ratio"));
    let failed = false;
    for (const [name, operation] of Object.entries(operations)) {
      const times = { echo: [], few: [], many: [] };
      for (let round = -WARM_UP; round < ROUNDS; round += 1) {
        for (const [which, work] of [
          ["echo", echo],
          ["few", () => operation(call, few, round)],
          ["many", () => operation(call, many, round)],
        ]) {
          const began = performance.now();
          await work();
          if (round >= 0) times[which].push(performance.now() - began);
        }
      }
      const floor = quantile(times.echo, 0.5);
      const own = (which, share) => quantile(times[which], share) - floor;
      // Below a fifth of a millisecond a ratio is one of noise.
      const ratio = Math.max(own("many", 0.5), 0.2) / Math.max(own("few", 0.5), 0.2);
      failed ||= ratio > 2;
      const told = (which) => `${own(which, 0.5).toFixed(2)} ${own(which, 0.95).toFixed(2)}`;
      console.log(row(name, told("few"), told("many"), ratio.toFixed(2)));
    }
    const echoes = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      await echo();
      echoes.push(performance.now() - began);
    }
    console.log(`an empty memory's answer: ${quantile(echoes, 0.5).toFixed(2)} ms`);
    console.log(failed ? "more than twice with a hundred times as much" : "never more than twice");
  } finally {
    await world.stop();
  }
}

function memory(name) {
  return { smartMemory: { name, applicationName: "bench", version: "1" } };
}

/// A memory with a session of so many entries, as many documents, procedures and archived sessions,
/// and a bucket of as many objects.
async function fill(call, name, count) {
  const smartMemoryLocation = memory(name);
  const bucketLocation = { bucket: { name, applicationName: "bench", version: "1" } };
  const { sessionId } = await call("start_session", { smartMemoryLocation });
  const texts = Array.from({ length: count }, (_, index) => text(index));
  for (let from = 0; from < count; from += 500) {
    const entries = texts
      .slice(from, from + 500)
      .map((content, index) => ({ content, key: `key ${from + index}` }));
    await call("put_memories", { smartMemoryLocation, sessionId, entries });
  }
  for (const [index, document] of texts.entries()) {
    await call("put_semantic_memory", { smartMemoryLocation, document, objectId: `${index}` });
    await call("put_procedure", { smartMemoryLocation, key: `key ${index}`, value: document });
    await call("put_object", { bucketLocation, key: `${index}.txt`, content: btoa(document), contentType: "text/plain" });
    const past = await call("start_session", { smartMemoryLocation });
    const put = { smartMemoryLocation, sessionId: past.sessionId };
    await call("put_memory", { ...put, content: document });
    await call("end_session", { ...put, flush: true });
  }
  return { smartMemoryLocation, bucketLocation, bucketLocations: [bucketLocation], sessionId, count };
}

/// Each subject comes up in about ten things of a thousand, and in one of the first ten.
function text(index) {
  return `Note ${index}: somebody said that thing${index % 97} is best in the autumn`;
}

const operations = {
  put_memory: (call, { smartMemoryLocation, sessionId }, round) =>
    call("put_memory", { smartMemoryLocation, sessionId, content: text(round), timeline: "bench" }),
  "get_memory, the latest": (call, { smartMemoryLocation, sessionId }) =>
    call("get_memory", { smartMemoryLocation, sessionId, nMostRecent: 10 }),
  "get_memory, by key": (call, { smartMemoryLocation, sessionId }) =>
    call("get_memory", { smartMemoryLocation, sessionId, key: "key 5" }),
  search_memory: (call, { smartMemoryLocation, sessionId }) =>
    call("search_memory", { smartMemoryLocation, sessionId, terms: "thing5", nMostRecent: 10 }),
  "search_memory, since then": (call, { smartMemoryLocation, sessionId }) =>
    call("search_memory", { smartMemoryLocation, sessionId, terms: "thing5", startTime: "2020-01-01T00:00:00Z" }),
  delete_memory: (call, { smartMemoryLocation, sessionId }) =>
    call("delete_memory", { smartMemoryLocation, sessionId, memoryId: "entry_none" }),
  put_semantic_memory: (call, { smartMemoryLocation }, round) =>
    call("put_semantic_memory", { smartMemoryLocation, document: text(round), objectId: "bench" }),
  get_semantic_memory: (call, { smartMemoryLocation }) =>
    call("get_semantic_memory", { smartMemoryLocation, objectId: "5" }),
  search_semantic_memory: (call, { smartMemoryLocation }) =>
    call("search_semantic_memory", { smartMemoryLocation, needle: "thing5" }),
  search_episodic_memory: (call, { smartMemoryLocation }) =>
    call("search_episodic_memory", { smartMemoryLocation, terms: "thing5" }),
  put_procedure: (call, { smartMemoryLocation }, round) =>
    call("put_procedure", { smartMemoryLocation, key: "bench", value: text(round) }),
  get_procedure: (call, { smartMemoryLocation }) =>
    call("get_procedure", { smartMemoryLocation, key: "key 5" }),
  search_procedures: (call, { smartMemoryLocation }) =>
    call("search_procedures", { smartMemoryLocation, terms: "thing5" }),
  put_object: (call, { bucketLocation }, round) =>
    call("put_object", { bucketLocation, key: "bench.txt", content: btoa(text(round)), contentType: "text/plain" }),
  get_object: (call, { bucketLocation }) => call("get_object", { bucketLocation, key: "5.txt" }),
  "list_objects, ten of them": (call, { bucketLocation }) =>
    call("list_objects", { bucketLocation, limit: 10 }),
  search: (call, { bucketLocations }) => call("search", { bucketLocations, input: "thing5" }),
  chunk_search: (call, { bucketLocations }) =>
    call("chunk_search", { bucketLocations, input: "thing5" }),
};

function quantile(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function row(name, few, many, ratio) {
  return [name.padEnd(26), few.padStart(14), many.padStart(14), ratio.padStart(8)].join(" ");
}

await main();
