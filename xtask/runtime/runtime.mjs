// The real runtime (workerd, through Miniflare's API) on the built worker. The development server
// and the end-to-end tests both start it here, so they run the same thing. What is bound, which
// classes and which crons there are is read from wrangler.toml.

import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import {
  unstable_getMiniflareWorkerOptions as workerOptionsOf,
  unstable_readConfig as readConfig,
  unstable_splitSqlQuery as splitSql,
} from "wrangler";

const ROOT = path.resolve(import.meta.dirname, "../..");

export const config = readConfig({ config: path.join(ROOT, "wrangler.toml") });

/// Starts the worker on 127.0.0.1 and resolves once it answers. All its state is kept under the
/// folder `data`; `onLog({ level, message })` is called for each line that the worker prints.
/// The process ends, without any farewell to the worker, with `dispose()`.
export async function start({ data, port, vars = {}, onLog }) {
  const { workerOptions } = workerOptionsOf(config);
  const { modulesRules: _, ...worker } = workerOptions;
  const build = path.dirname(config.main);
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      ...worker,
      name: config.name,
      // Given outright: worker-build has already bundled everything into these two.
      modulesRoot: build,
      modules: [
        await moduleOf(build, "index.js", "ESModule"),
        await moduleOf(build, "index_bg.wasm", "CompiledWasm"),
      ],
      // Only what is stated here: no .dev.vars or .env that happens to lie around.
      bindings: { ...config.vars, ...vars },
      host: "127.0.0.1",
      port,
      // Otherwise it asks an outside server what `Request.cf` should look like.
      cf: false,
      resourcePersistencePath: data,
      logRequests: false,
      log: new Log(LogLevel.WARN),
      handleStructuredLogs: onLog,
    }),
  );
  try {
    await runtime.ready;
  } catch (error) {
    await runtime.dispose();
    throw error;
  }
  return runtime;
}

async function moduleOf(build, name, type) {
  const file = path.join(build, name);
  return { type, path: file, contents: await readFile(file) };
}

const [database] = config.d1_databases;

/// Applies the migrations that the database has not had yet, in the order of their numbers, and
/// gives their names. A file is applied as a whole or not at all. The record has the shape of
/// wrangler's, so `wrangler d1 migrations apply` agrees on what is left to do.
export async function applyMigrations(
  runtime,
  folder = path.join(ROOT, database.migrations_dir),
) {
  const db = await runtime.getD1Database(database.binding);
  await db.exec(
    "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
  );
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all();
  const known = new Set(results.map(({ name }) => name));
  const applied = [];
  for (const name of await migrationsIn(folder)) {
    if (known.has(name)) continue;
    const sql = await readFile(path.join(folder, name), "utf8");
    const record = db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
    try {
      await db.batch([...splitSql(sql).map((statement) => db.prepare(statement)), record]);
    } catch (error) {
      throw new Error(`migration ${name}: ${error.message}`, { cause: error });
    }
    applied.push(name);
  }
  return applied;
}

async function migrationsIn(folder) {
  const names = await readdir(folder).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith(".sql"))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
}

/// Asks the worker to put its built-in personas and the development user in place. Harmless to
/// repeat; a worker that has nothing to seed answers 404.
export async function seed(url) {
  const response = await fetch(new URL("/dev/seed", url), { method: "POST" });
  if (!response.ok && response.status !== 404) {
    throw new Error(`POST /dev/seed answered ${response.status}: ${await response.text()}`);
  }
}
