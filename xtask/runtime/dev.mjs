// The development server: node dev.mjs <data folder> <port> [variable for the worker …]

import { startCrons } from "./crons.mjs";
import { applyMigrations, seed, start } from "./runtime.mjs";

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
  for (const cron of startCrons(runtime)) {
    console.log(`cron ${cron.getPattern()} … next at ${cron.nextRun().toISOString()}`);
  }
  console.log(`\nCall Me Back is at ${url} (Ctrl-C ends it)\n`);
}

const [data, port, ...names] = process.argv.slice(2);
serve(data, port, names).catch((error) => {
  console.error(`\nerror: ${error.message}`);
  process.exit(1);
});
