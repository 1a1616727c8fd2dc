// The development server: node dev.mjs <data folder> <port> [variable for the worker …]

import { Cron } from "croner";

import { applyMigrations, config, seed, start } from "./runtime.mjs";

async function serve(data, port, names) {
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
  for (const cron of config.triggers.crons) {
    // The platform fires crons by itself; workerd does not.
    new Cron(cron, { timezone: "UTC", protect: true }, () => fire(runtime, cron));
  }
  console.log(`\nCall Me Back is at ${url} (Ctrl-C ends it)\n`);
}

async function fire(runtime, cron) {
  try {
    const worker = await runtime.getWorker();
    const { outcome } = await worker.scheduled({ cron, scheduledTime: new Date() });
    if (outcome !== "ok") console.error(`cron ${cron} ended with ${outcome}`);
  } catch (error) {
    console.error(`cron ${cron}: ${error.message}`);
  }
}

const [data, port, ...names] = process.argv.slice(2);
serve(data, port, names).catch((error) => {
  console.error(`\nerror: ${error.message}`);
  process.exit(1);
});
