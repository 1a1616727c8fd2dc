// The development server: node dev.mjs <data folder> <port> [variable for the worker …]

import { Cron } from "croner";

import { applyMigrations, config, seed, start } from "./runtime.mjs";

const [data, port, ...names] = process.argv.slice(2);
const url = `http://127.0.0.1:${port}`;
const given = Object.fromEntries(names.map((name) => [name, process.env[name]]));

const runtime = await start({
  data,
  port: Number(port),
  vars: { PUBLIC_URL: url, ...given, ENVIRONMENT: "development" },
  // Sign-in codes among it.
  onLog: ({ level, message }) => (level === "error" ? console.error : console.log)(message),
});
for (const name of await applyMigrations(runtime)) console.log(`migration ${name} … applied`);
await seed(url);

// The platform fires crons by itself; workerd does not.
for (const cron of config.triggers.crons) {
  new Cron(cron, { timezone: "UTC", catch: (error) => console.error(`cron ${cron}:`, error) }, async () => {
    const worker = await runtime.getWorker();
    await worker.scheduled({ cron, scheduledTime: new Date() });
  });
}

console.log(`\nCall Me Back is at ${url} (Ctrl-C ends it)\n`);
