// `cargo xtask dev` itself: what is stored stays from one start to the next, nothing is built twice,
// nothing is left running, and the crons fire when wrangler.toml says so.

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { after, before, test } from "node:test";

import { startCrons } from "../xtask/runtime/crons.mjs";
import { config } from "../xtask/runtime/runtime.mjs";
import { newDevServer } from "./runtime/dev_server.mjs";
import { newPerson } from "./runtime/person.mjs";

let server;
before(async () => {
  server = await newDevServer();
});
after(() => server?.stop());

test("a session outlives a restart, which builds nothing; --fresh forgets it", async () => {
  const first = await server.start();
  assert.match(first, /migration 0001_\S+ … applied/);
  for (const cron of config.triggers.crons) assert.ok(first.includes(`cron ${cron} … next at `));
  const person = await newPerson(server, { name: "Alice" });
  assert.match(await server.startAnother(), /runs already/);
  const built = await stat(config.main);
  await server.interrupt();

  const second = await server.start();
  assert.match(second, /worker … unchanged/);
  assert.doesNotMatch(second, /migration|installing/);
  assert.equal((await stat(config.main)).mtimeMs, built.mtimeMs);
  const { id, name } = await person.get("/api/me");
  assert.deepEqual([id, name], [person.id, "Alice"]);
  await server.interrupt();

  assert.match(await server.start("--fresh"), /forgotten/);
  assert.equal((await person.fetch("/api/me")).status, 401);
  await server.interrupt();
});

test("with a telephone in the terminal a whole call is lived there", async () => {
  await server.start("--fresh", "--telephone");
  server.type("/ring nobody");
  await server.nextLog(/There are .*Brad/);
  server.type("/ring brad");
  await server.nextLog(/It rings/);
  server.type("");
  await server.nextLog(/» This is Brad, an AI persona/);
  await server.nextLog(/» \S+/);
  server.type("I love rock climbing");
  await server.nextLog(/» \S+/);
  server.type("Gotta run, bye!");
  await server.nextLog(/» \S+/);
  await server.nextLog(/The call is over: completed/);
  await server.nextLog(/done: remember/);

  server.type("/ring brad");
  await server.nextLog(/It rings/);
  server.type("/voicemail");
  await server.nextLog(/leave a message/);
  await server.nextLog(/The call is over: completed/);
  server.type("/ring brad");
  await server.nextLog(/It rings/);
  server.type("/decline");
  await server.nextLog(/The call is over: busy/);
  server.type("/call");
  await server.nextLog(/» This is Brad, an AI persona/);
  server.type("/hangup");
  await server.nextLog(/The call is over: completed/);
  await server.interrupt();
});

test("the crons fire when wrangler.toml says so", async (context) => {
  const fired = Object.fromEntries(config.triggers.crons.map((cron) => [cron, []]));
  const worker = {
    async scheduled({ cron, scheduledTime }) {
      fired[cron].push(scheduledTime.toISOString().slice(11, 19));
      return { outcome: "ok" };
    },
  };
  const { timers } = context.mock;
  timers.enable({ apis: ["setTimeout", "Date"], now: Date.parse("2026-11-25T11:58:30Z") });
  const crons = startCrons({ getWorker: async () => worker });
  for (let second = 0; second < 65 * 60; second += 1) {
    timers.tick(1_000);
    // What it set off goes on before the clock does.
    await new Promise(setImmediate);
  }
  for (const cron of crons) cron.stop();

  const minutes = Array.from({ length: 65 }, (_, minute) => new Date(Date.UTC(2026, 10, 25, 11, 59 + minute)));
  assert.deepEqual(fired, {
    "* * * * *": minutes.map((moment) => moment.toISOString().slice(11, 19)),
    "0 * * * *": ["12:00:00", "13:00:00"],
  });
});
