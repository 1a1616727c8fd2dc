// The development server: node dev.mjs [--telephone] <data folder> <port> [variable for the worker …]

import { EventEmitter } from "node:events";

import { startCarrier } from "./carrier/carrier.mjs";
import { startCrons } from "./crons.mjs";
import { readable } from "./lines.mjs";
import { applyMigrations, seed, start } from "./runtime.mjs";
import { startTelephone } from "./telephone.mjs";

async function serve(data, port, names, carrier) {
  const url = `http://127.0.0.1:${port}`;
  const given = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const lines = new EventEmitter();
  const runtime = await start({
    data,
    port: Number(port),
    vars: { PUBLIC_URL: url, ...given, ...carrier?.vars, ENVIRONMENT: "development" },
    // Sign-in codes among it.
    onLog: ({ level, message: line }) => {
      const message = readable(line);
      lines.emit("line", message);
      (level === "error" ? console.error : console.log)(message);
    },
  });
  for (const name of await applyMigrations(runtime)) console.log(`migration ${name} … applied`);
  await seed(url);
  for (const cron of startCrons(runtime)) {
    console.log(`cron ${cron.getPattern()} … next at ${cron.nextRun().toISOString()}`);
  }
  console.log(`\nCall Me Back is at ${url} (Ctrl-C ends it)\n`);
  if (carrier === undefined) return;
  carrier.reach(url);
  startTelephone(carrier, {
    input: process.stdin,
    ask: (...asked) => ask(url, ...asked),
    code: (number) => codeTo(lines, number),
  });
}

/// Asks the product as anybody's program does.
async function ask(url, method, path, body, token) {
  const response = await fetch(new URL(path, url), {
    method,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(JSON.parse(text).detail);
  return text === "" ? undefined : JSON.parse(text);
}

/// The next sign-in code that is sent to that number.
function codeTo(lines, number) {
  return new Promise((resolve) => {
    const read = (line) => {
      const [, to, code] = /^message to (\S+): (\d{6})/.exec(line) ?? [];
      if (to !== number) return;
      lines.off("line", read);
      resolve(code);
    };
    lines.on("line", read);
  });
}

const options = process.argv.slice(2);
const hasTelephone = options[0] === "--telephone";
const [data, port, ...names] = options.slice(hasTelephone ? 1 : 0);
serve(data, port, names, hasTelephone ? await startCarrier({ isLive: true }) : undefined).catch((error) => {
  console.error(`\nerror: ${error.message}`);
  process.exit(1);
});
