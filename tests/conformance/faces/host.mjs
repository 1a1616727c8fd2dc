// The host: the ports' twins, in a process of its own that reads lines and answers with lines.

import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const EXAMPLE = ["--package", "call-me-back-simulation", "--example", "verbs"];

export class Host {
  hasRealTime = false;
  #owners = 0;
  #process;
  /// Who waits for a line, in the order in which they asked.
  #waiting = [];

  constructor({ sizes }) {
    this.sizes = sizes;
  }

  async start() {
    this.#process = spawn(await built(), { stdio: ["pipe", "pipe", "inherit"] });
    this.#process.on("close", () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error("the host ended"));
    });
    createInterface(this.#process.stdout).on("line", (line) => {
      this.#waiting.shift().resolve(JSON.parse(line));
    });
  }

  stop() {
    this.#process?.stdin.end();
  }

  async newOwner() {
    this.#owners += 1;
    return { id: `owner_${this.#owners}` };
  }

  async call({ id }, verb, body, key) {
    const { promise, resolve, reject } = Promise.withResolvers();
    this.#waiting.push({ resolve, reject });
    this.#process.stdin.write(`${JSON.stringify({ owner: id, verb, body: JSON.stringify(body), key })}\n`);
    const { answer, failure } = await promise;
    if (failure === undefined) return { answer };
    const { failure: kind, field, why, what } = failure;
    return { failure: { kind, field, why: why ?? what } };
  }
}

/// Where cargo puts it.
async function built() {
  const { stdout } = await promisify(execFile)("cargo", ["build", "--quiet", "--message-format=json", ...EXAMPLE], {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
  });
  const messages = stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return messages.find(({ executable, target }) => executable && target.name === "verbs").executable;
}
