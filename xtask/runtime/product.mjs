// The whole product on this machine: the runtime on its data, with its schema, and its lines as they come.

import { Inbox } from "./inbox.mjs";
import { readable } from "./lines.mjs";
import { applyMigrations, start } from "./runtime.mjs";

/// How many lines that nobody waits for are kept.
const LINES = 1_000;

/// Gives { url, runtime, migrations, nextLog }: the names of what was applied, and a promise of the next line
/// that matches. `print({ level, message })` is called for each line.
export async function startProduct({ data, port, vars, print = () => {} }) {
  const url = `http://127.0.0.1:${port}`;
  const lines = new Inbox("lines of the worker", { keeps: LINES });
  const runtime = await start({
    data,
    port: Number(port),
    vars: { PUBLIC_URL: url, ...vars, ENVIRONMENT: "development" },
    // Sign-in codes among it.
    onLog: ({ level, message: line }) => {
      const message = readable(line);
      lines.push(message);
      print({ level, message });
    },
  });
  return {
    url,
    runtime,
    migrations: await applyMigrations(runtime),
    nextLog: async (regex) => regex.exec(await lines.next((line) => regex.test(line))),
  };
}
