// What each verb of SmartMemory, SmartSQL and SmartBuckets takes with ten things stored, and with a
// thousand. `document_query` is not among them: what takes its time is the model.
// Own time is a request's time above that of an empty memory's answer in the same run; requests of
// the three are made in turn, so that whatever else the machine does meets all alike. Absolute
// figures say little; the ratio is what must hold. A search is measured twice: for what stands in one
// thing of either, as what is stored must not cost, and for what stands in one thing of ten and in
// eleven of a thousand, as what is found may.
//
//     cargo xtask bench verbs [verb …]
//
// With verbs only these are measured, in four times as many rounds: what a busy machine made doubtful.

import { newPerson } from "../tests/runtime/person.mjs";
import { startWorld } from "../tests/runtime/world.mjs";

const FEW = 10;
const MANY = 1_000;
const VERBS = process.argv.slice(2);
const ROUNDS = VERBS.length > 0 ? 600 : 150;
const WARM_UP = 20;

async function main() {
  const world = await startWorld();
  try {
    const few = await fill(world, "few", FEW);
    const many = await fill(world, "many", MANY);
    const empty = { smartMemoryLocation: memory("empty"), sessionId: "session_none" };
    const echo = () => few.call("get_memory", empty);

    console.log(`${ROUNDS} rounds; milliseconds of own time, median and p95, and the ratio of medians; in brackets where more is told`);
    console.log(row("verb", `${FEW} stored`, `${MANY} stored`, "ratio"));
    let failed = false;
    for (const [name, operation] of Object.entries(operations)) {
      if (VERBS.length > 0 && !VERBS.includes(name.split(",")[0])) continue;
      const { before = () => {}, work = operation, tellsMore = false } = operation;
      const times = { echo: [], few: [], many: [] };
      for (let round = -WARM_UP; round < ROUNDS; round += 1) {
        for (const [which, stored] of [["echo"], ["few", few], ["many", many]]) {
          const given = stored && (await before(stored.call, stored, round));
          const began = performance.now();
          await (stored ? work(stored.call, stored, round, given) : echo());
          if (round >= 0) times[which].push(performance.now() - began);
        }
      }
      const floor = quantile(times.echo, 0.5);
      const own = (which, share) => quantile(times[which], share) - floor;
      // Below a fifth of a millisecond a ratio is one of noise.
      const ratio = Math.max(own("many", 0.5), 0.2) / Math.max(own("few", 0.5), 0.2);
      failed ||= ratio > 2 && !tellsMore;
      const told = (which) => `${own(which, 0.5).toFixed(2)} ${own(which, 0.95).toFixed(2)}`;
      console.log(row(name, told("few"), told("many"), tellsMore ? `(${ratio.toFixed(2)})` : ratio.toFixed(2)));
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

/// An owner with so many calls; a memory of theirs with a session of as many entries, as many
/// documents, procedures and archived sessions; and a bucket of as many objects.
async function fill(world, name, count) {
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
  await world.d1(
    `WITH RECURSIVE n(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM n WHERE x + 1 < ?2)
     INSERT INTO calls (id, user_id, persona_id, relationship_id, channel, status, created_at, auto_summary)
     SELECT 'call_' || ?1 || x, ?1, 'persona_brad_001', 'rel', 'browser', 'ended', x, 'They talked about thing' || (x % 97) FROM n`,
    person.id,
    count,
  );
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
    await archive(call, { smartMemoryLocation }, document);
  }
  const { memories } = await call("get_memory", { smartMemoryLocation, sessionId, nMostRecent: 10 });
  const memoryIds = memories.map(({ id }) => id);
  const smartSqlLocation = { smartSql: { name, applicationName: "bench", version: "1" } };
  const recordId = `call_${person.id}5`;
  return {
    call, smartMemoryLocation, smartSqlLocation, bucketLocation, bucketLocations: [bucketLocation], sessionId, memoryIds, recordId,
  };
}

/// A session with one entry.
async function session(call, { smartMemoryLocation }, content) {
  const { sessionId } = await call("start_session", { smartMemoryLocation });
  await call("put_memory", { smartMemoryLocation, sessionId, content });
  return sessionId;
}

/// The same, archived.
async function archive(call, { smartMemoryLocation }, content) {
  const sessionId = await session(call, { smartMemoryLocation }, content);
  await call("end_session", { smartMemoryLocation, sessionId, flush: true });
  return sessionId;
}

/// Each has a name of its own, and a subject that comes up in about ten things of a thousand and in one
/// of the first ten.
function text(index) {
  return `Note${index}: somebody said that thing${index % 97} is best in the autumn`;
}

/// A search for what stands in one thing, and one for what stands in more of a thousand.
function searching(name, work) {
  return {
    [name]: (call, stored) => work(call, stored, "note5"),
    [`${name}, more found`]: { work: (call, stored) => work(call, stored, "thing5"), tellsMore: true },
  };
}

const operations = {
  put_memory: (call, { smartMemoryLocation, sessionId }, round) =>
    call("put_memory", { smartMemoryLocation, sessionId, content: text(round), timeline: "bench" }),
  "put_memories, ten": (call, { smartMemoryLocation, sessionId }, round) => {
    const entries = Array.from({ length: 10 }, () => ({ content: text(round), timeline: "bench" }));
    return call("put_memories", { smartMemoryLocation, sessionId, entries });
  },
  start_session: (call, { smartMemoryLocation }) => call("start_session", { smartMemoryLocation }),
  end_session: {
    before: (call, stored, round) => session(call, stored, text(round)),
    work: (call, { smartMemoryLocation }, _, sessionId) =>
      call("end_session", { smartMemoryLocation, sessionId, flush: true }),
  },
  rehydrate_session: {
    before: (call, stored, round) => archive(call, stored, text(round)),
    work: (call, { smartMemoryLocation }, _, sessionId) => call("rehydrate_session", { smartMemoryLocation, sessionId }),
  },
  rehydration_status: (call, { smartMemoryLocation, sessionId }) =>
    call("rehydration_status", { smartMemoryLocation, sessionId }),
  "summarize_memory, ten": (call, { smartMemoryLocation, sessionId, memoryIds }) =>
    call("summarize_memory", { smartMemoryLocation, sessionId, memoryIds }),
  "get_memory, the latest": (call, { smartMemoryLocation, sessionId }) =>
    call("get_memory", { smartMemoryLocation, sessionId, nMostRecent: 10 }),
  "get_memory, by key": (call, { smartMemoryLocation, sessionId }) =>
    call("get_memory", { smartMemoryLocation, sessionId, key: "key 5" }),
  ...searching("search_memory", (call, { smartMemoryLocation, sessionId }, terms) =>
    call("search_memory", { smartMemoryLocation, sessionId, terms, nMostRecent: 10 })),
  ...searching("search_memory, since then", (call, { smartMemoryLocation, sessionId }, terms) =>
    call("search_memory", { smartMemoryLocation, sessionId, terms, startTime: "2020-01-01T00:00:00Z", nMostRecent: 10 })),
  delete_memory: (call, { smartMemoryLocation, sessionId }) =>
    call("delete_memory", { smartMemoryLocation, sessionId, memoryId: "entry_none" }),
  put_semantic_memory: (call, { smartMemoryLocation }, round) =>
    call("put_semantic_memory", { smartMemoryLocation, document: text(round), objectId: "bench" }),
  get_semantic_memory: (call, { smartMemoryLocation }) =>
    call("get_semantic_memory", { smartMemoryLocation, objectId: "5" }),
  ...searching("search_semantic_memory", (call, { smartMemoryLocation }, needle) =>
    call("search_semantic_memory", { smartMemoryLocation, needle })),
  ...searching("search_episodic_memory", (call, { smartMemoryLocation }, terms) =>
    call("search_episodic_memory", { smartMemoryLocation, terms, pageSize: 10 })),
  put_procedure: (call, { smartMemoryLocation }, round) =>
    call("put_procedure", { smartMemoryLocation, key: "bench", value: text(round) }),
  get_procedure: (call, { smartMemoryLocation }) =>
    call("get_procedure", { smartMemoryLocation, key: "key 5" }),
  delete_procedure: (call, { smartMemoryLocation }) =>
    call("delete_procedure", { smartMemoryLocation, key: "none" }),
  list_procedures: {
    work: (call, { smartMemoryLocation }) => call("list_procedures", { smartMemoryLocation }),
    tellsMore: true,
  },
  ...searching("search_procedures", (call, { smartMemoryLocation }, terms) =>
    call("search_procedures", { smartMemoryLocation, terms })),
  put_object: (call, { bucketLocation }, round) =>
    call("put_object", { bucketLocation, key: "bench.txt", content: btoa(text(round)), contentType: "text/plain" }),
  get_object: (call, { bucketLocation }) => call("get_object", { bucketLocation, key: "5.txt" }),
  head_object: (call, { bucketLocation }) => call("head_object", { bucketLocation, key: "5.txt" }),
  delete_object: {
    before: (call, { bucketLocation }, round) =>
      call("put_object", { bucketLocation, key: "gone.txt", content: btoa(text(round)), contentType: "text/plain" }),
    work: (call, { bucketLocation }) => call("delete_object", { bucketLocation, key: "gone.txt" }),
  },
  "list_objects, ten of them": (call, { bucketLocation }) =>
    call("list_objects", { bucketLocation, limit: 10 }),
  ...searching("search", (call, { bucketLocations }, input) => call("search", { bucketLocations, input })),
  search_get_page: {
    before: (call, { bucketLocations }) => call("search", { bucketLocations, input: "note5", requestId: "bench" }),
    work: (call) => call("search_get_page", { requestId: "bench", page: 1 }),
  },
  ...searching("chunk_search", (call, { bucketLocations }, input) =>
    call("chunk_search", { bucketLocations, input })),
  "execute_query, ten rows": (call, { smartSqlLocation }) =>
    call("execute_query", { smartSqlLocation, sqlQuery: "SELECT id, auto_summary FROM calls ORDER BY created_at DESC LIMIT 10" }),
  get_metadata: (call, { smartSqlLocation }) => call("get_metadata", { smartSqlLocation }),
  update_metadata: (call, { smartSqlLocation }, round) =>
    call("update_metadata", { smartSqlLocation, tables: [{ tableName: "calls", note: text(round) }] }),
  "get_pii_data, one record": (call, { smartSqlLocation, recordId }) =>
    call("get_pii_data", { smartSqlLocation, tableName: "calls", recordId }),
};

function quantile(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function row(name, few, many, ratio) {
  return [name.padEnd(26), few.padStart(14), many.padStart(14), ratio.padStart(8)].join(" ");
}

await main();
