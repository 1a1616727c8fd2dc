// `cargo xtask dev`, started and ended as a person does it, with a data folder of its own.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

import { Inbox } from "../../xtask/runtime/inbox.mjs";
import { freePort } from "./world.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
/// Long enough for a build, where the tests are started by themselves.
const LONGEST_START = 110_000;

/// Every process group that was started: none may outlive the tests, however they end.
const started = new Set();
process.once("exit", () => started.forEach(killGroup));
// Without a listener a signal ends this process with no `exit`.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

function killGroup(leader) {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    // All of it is gone.
    if (error.code !== "ESRCH") throw error;
  }
}

export async function newDevServer() {
  const data = await mkdtemp(path.join(os.tmpdir(), "call-me-back-dev-"));
  return new DevServer(data, await freePort());
}

class DevServer {
  #data;
  #port;
  #process;

  constructor(data, port) {
    this.#data = data;
    this.#port = port;
  }

  /// Starts it, and resolves with what it printed once it has printed its address.
  async start(...options) {
    const running = this.#run(this.#port, options);
    const printed = [];
    for (;;) {
      const line = await running.lines.next(() => true, LONGEST_START);
      printed.push(line);
      const [, url] = /^Call Me Back is at (\S+)/.exec(line) ?? [];
      if (url !== undefined) {
        this.#process = running;
        this.url = url;
        return printed.join("\n");
      }
    }
  }

  /// Starts another one on the same data, and resolves with what it says when it refuses.
  async startAnother() {
    const { lines, ended } = this.#run(await freePort(), []);
    const refusal = await lines.next((line) => line.startsWith("error: "), LONGEST_START);
    await ended;
    return refusal;
  }

  /// As Ctrl-C does, but to the one process that was started: it has to see to the others.
  async interrupt() {
    process.kill(this.#process.id, "SIGINT");
    await this.#process.ended;
    // The runtime is killed with it, which is not quite at the same moment.
    for (;;) {
      const answer = await fetch(this.url).catch((error) => error.cause);
      if (answer?.code === "ECONNREFUSED") return;
    }
  }

  async stop() {
    started.forEach(killGroup);
    await rm(this.#data, { recursive: true, force: true });
  }

  /// As the global fetch, on a path of this server. A redirect is an answer like any other.
  fetch(path, options) {
    return fetch(new URL(path, this.url), { redirect: "manual", ...options });
  }

  /// What a person at the terminal does.
  type(line) {
    this.#process.input.write(`${line}\n`);
  }

  /// Awaits the next printed line that matches, and gives the match.
  async nextLog(regex) {
    return regex.exec(await this.#process.lines.next((line) => regex.test(line)));
  }

  #run(port, options) {
    const all = ["xtask", "dev", "--port", `${port}`, "--data", this.#data, ...options];
    const child = spawn("cargo", all, {
      cwd: ROOT,
      env: withoutSettings(),
      // A group of its own, so that all of it can be killed.
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    started.add(child.pid);
    const lines = new Inbox(`lines of cargo ${all.join(" ")}`);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on("line", (line) => lines.push(line));
    }
    const ended = new Promise((resolve) => {
      child.on("error", (error) => lines.close(error.message));
      child.on("close", (code, signal) => {
        lines.close(`ended with ${code ?? signal}`);
        resolve();
      });
    });
    return { id: child.pid, input: child.stdin, lines, ended };
  }
}

/// What is set on this machine for the worker is not meant for a test.
function withoutSettings() {
  const kept = ([name]) => !/^(BRAIN_|TWILIO_|PUBLIC_URL$)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(kept));
}
