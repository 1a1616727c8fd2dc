// Schemathesis reads the document, makes requests of it, valid and invalid, and looks whether each
// answer is one that the document tells of. `cargo xtask test` sees to it that it is there.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { after, before, test } from "node:test";

import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

const PROGRAM = process.env.SCHEMATHESIS ?? "schemathesis";
/// How many requests are made of one operation at most, by chance.
const EXAMPLES = process.env.SCHEMATHESIS_EXAMPLES ?? "10";
const SEED = process.env.SCHEMATHESIS_SEED ?? "1";
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "negative_data_rejection",
  "unsupported_method",
];

let world;
before(async () => {
  world = await startWorld({ vars: { REQUESTS_A_MINUTE: "1000000" } });
});
after(() => world?.stop());

test("no answer is one that the document does not tell of", { timeout: 3_600_000 }, async () => {
  const person = await newPerson(world, { name: "Alice" });
  const call = await person.talk(BRAD, "I work as a nurse", "My sister Anna is getting married");
  const persona = await person.post("/api/personas", { name: "Ann", description: "x", core_system_prompt: "You are Ann." });
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const schedule = await person.post("/api/schedules", { persona_id: BRAD, at, repeats: "FREQ=DAILY" });
  const { memories } = await person.get(`/api/personas/${BRAD}/memories`);
  const known = {
    persona_id: [BRAD, persona.id],
    memory_id: memories.map(({ id }) => id),
    call_id: [call.id],
    schedule_id: [schedule.id],
    object_id: [`long_term:${person.id}:${BRAD}`, `call_session:${call.id}`],
  };
  const { code, told } = await run(person, known);
  assert.equal(code, 0, told);
  assert.ok(await world.fetch("/api/openapi.json"), "the worker lives");
});

async function run(person, known) {
  const child = spawn(
    PROGRAM,
    [
      ...["run", `${world.url}/api/openapi.json`, "--header", `Authorization: ${person.headers.authorization}`],
      ...["--checks", CHECKS.join(","), "--max-examples", EXAMPLES, "--seed", SEED, "--mode", "all"],
      // Signing out ends what comes after it.
      ...["--exclude-operation-id", "sign-in.sign_out", "--exclude-operation-id", "sessions.end_sessions"],
      ...["--phases", "examples,coverage,fuzzing", "--no-color"],
      ...["--generation-database", "none", "--continue-on-failure", "--warnings", "off"],
    ],
    {
      cwd: import.meta.dirname,
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: "schemathesis_hooks",
        PYTHONPATH: path.join(import.meta.dirname, "schemathesis"),
        PYTHONDONTWRITEBYTECODE: "1",
        KNOWN_IDS: JSON.stringify(known),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let told = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (told += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, told: told.slice(-20_000) };
}
