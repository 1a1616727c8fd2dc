// A whole world for one test: a fresh data folder, a free port, the real runtime on the built
// worker, its schema and its seed. Nothing is shared between two worlds, so tests may run in any
// order and beside each other.

import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";

import { readable } from "../../xtask/runtime/lines.mjs";
import { applyMigrations, config, seed, start } from "../../xtask/runtime/runtime.mjs";
import { Inbox } from "../../xtask/runtime/inbox.mjs";
import { printed } from "./records.mjs";
import { openSocket } from "../../xtask/runtime/socket.mjs";
import { Stored } from "./stored.mjs";

/// `vars` are added to those of wrangler.toml, with ENVIRONMENT "development", PUBLIC_URL and no limit worth
/// the name to how often is asked.
/// `data` is a folder to keep; without it the world has one of its own, deleted by `stop()`.
export async function startWorld({ vars = {}, data } = {}) {
  const folder = data ?? (await mkdtemp(path.join(os.tmpdir(), "call-me-back-")));
  const world = new World(folder, data === undefined, await freePort(), vars);
  try {
    await world.restart();
  } catch (error) {
    await world.stop();
    throw error;
  }
  return world;
}

class World {
  #data;
  #ownsData;
  #port;
  #vars;
  #runtime;
  #stored;
  #lines = new Inbox("lines of the worker");

  constructor(data, ownsData, port, vars) {
    this.#data = data;
    this.#ownsData = ownsData;
    this.#port = port;
    this.#vars = vars;
    this.#stored = new Stored(data);
    this.url = `http://127.0.0.1:${port}`;
    /// What the worker has printed so far: [{ level, message }].
    this.logs = [];
  }

  /// Kills the runtime (SIGKILL: the worker gets no chance to finish anything) and leaves it down.
  async kill() {
    await this.#runtime?.dispose();
    this.#runtime = undefined;
  }

  /// Starts the runtime again on the same data and the same address; kills it first if it still
  /// runs. `vars` replace single variables from now on.
  async restart({ vars = {} } = {}) {
    await this.kill();
    this.#vars = { ...this.#vars, ...vars };
    // Tests ask as fast as they can.
    const fast = { REQUESTS_A_MINUTE: "1000000" };
    const all = { ENVIRONMENT: "development", PUBLIC_URL: this.url, ...fast, ...this.#vars };
    this.#runtime = await start({
      data: this.#data,
      port: this.#port,
      vars: all,
      onLog: ({ level, message: line }) => {
        printed(line);
        const message = readable(line);
        this.logs.push({ level, message });
        this.#lines.push(message);
      },
    });
    await applyMigrations(this.#runtime);
    if (all.ENVIRONMENT === "development") await seed(this.url);
  }

  async stop() {
    await this.kill();
    this.#stored.close();
    if (this.#ownsData) await rm(this.#data, { recursive: true, force: true });
  }

  /// The runtime itself, for what has no shorter name here.
  get runtime() {
    if (this.#runtime === undefined) throw new Error("the runtime is down: call restart()");
    return this.#runtime;
  }

  /// As the global fetch, on a path of this world. A redirect is an answer like any other.
  fetch(path, options) {
    return fetch(new URL(path, this.url), { redirect: "manual", ...options });
  }

  openSocket(path, headers) {
    return openSocket(new URL(path, this.url.replace("http", "ws")), headers);
  }

  /// The rows that one statement gives.
  async d1(sql, ...params) {
    const database = await this.runtime.getD1Database("DB");
    const { results } = await database.prepare(sql).bind(...params).all();
    return results;
  }

  /// All that is stored anywhere in this world, to be compared with what is stored later.
  stored() {
    return this.#stored.read();
  }

  bucket() {
    return this.runtime.getR2Bucket("BUCKET");
  }

  /// Runs the scheduled handler, as the platform would for this cron. Gives { outcome, noRetry }.
  async scheduled(cron, scheduledTime = new Date()) {
    const worker = await this.runtime.getWorker();
    return worker.scheduled({ cron, scheduledTime });
  }

  /// Delivers one batch to the queue's consumer. Gives { outcome, explicitAcks, retryMessages, ackAll … }.
  async queue(messages, name = config.queues.consumers[0].queue) {
    const worker = await this.runtime.getWorker();
    return worker.queue(
      name,
      messages.map((message, index) => ({
        id: `message-${index}`,
        timestamp: new Date(),
        attempts: 1,
        ...message,
      })),
    );
  }

  /// One object, to send requests to directly: `(await world.object("MEMORIES", name)).fetch(…)`.
  async object(binding, name) {
    const namespace = await this.runtime.getDurableObjectNamespace(binding);
    return namespace.get(namespace.idFromName(name));
  }

  /// Takes one object out of memory; its storage stays. Its sockets hibernate, or close.
  async evict(binding, name, webSockets = "hibernate") {
    await this.runtime.unsafeEvictDurableObject(config.name, classOf(binding), {
      name,
      webSockets,
    });
  }

  /// Awaits the next line of the worker that matches and that no earlier call has taken, and
  /// gives the match, with its groups.
  async nextLog(regex, timeout) {
    return regex.exec(await this.#lines.next((line) => regex.test(line), timeout));
  }
}

function classOf(binding) {
  const found = config.durable_objects.bindings.find(({ name }) => name === binding);
  if (found === undefined) throw new Error(`wrangler.toml binds no Durable Object as ${binding}`);
  return found.class_name;
}

/// A port to listen on, from below those that the system gives to outgoing connections: one of
/// them could be taken again before the runtime listens.
export async function freePort() {
  for (;;) {
    const port = randomInt(10_000, 32_768);
    const server = net.createServer();
    const free = await new Promise((resolve) => {
      server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (free) return port;
  }
}
