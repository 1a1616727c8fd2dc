// A client that a generator made from the document that the worker serves.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { build } from "esbuild";
import { generateSource } from "oazapfts";

import { Http } from "./runtime.mjs";

const MODULES = path.resolve(import.meta.dirname, "../../../node_modules");

export class Client extends Http {
  #folder;
  #client;
  #paths;

  async start() {
    await super.start();
    this.#folder = await mkdtemp(path.join(os.tmpdir(), "call-me-back-client-"));
    const [document, source, client] = ["openapi.json", "client.ts", "client.mjs"].map((name) =>
      path.join(this.#folder, name),
    );
    const described = await (await this.world.fetch("/v1/openapi.json")).json();
    await writeFile(document, JSON.stringify(described));
    await writeFile(source, await generateSource(document));
    await build({ entryPoints: [source], outfile: client, bundle: true, format: "esm", nodePaths: [MODULES] });
    this.#client = await import(pathToFileURL(client));
    this.#paths = Object.keys(described.paths);
    this.#client.defaults.baseUrl = this.world.url;
  }

  async stop() {
    await super.stop();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true });
  }

  async call({ key }, verb, body) {
    // A client has no way to ask for what is none.
    if (!this.#paths.includes(`/v1/${verb}`)) return super.call({ key }, verb, body);
    const operation = this.#client[verb.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())];
    const { status, data } = await operation(body, { headers: { authorization: `Bearer ${key}` } });
    return this.told(status, data);
  }
}
