// A client that a generator made from the document that the worker serves. Each answer is what the
// document says, so that clients in stricter languages can read it too.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import Ajv from "ajv/dist/2020.js";
import { build } from "esbuild";
import { generateSource } from "oazapfts";

import { Http } from "./runtime.mjs";

const MODULES = path.resolve(import.meta.dirname, "../../../node_modules");

export class Client extends Http {
  #folder;
  #client;
  #document;
  #described;

  async start() {
    await super.start();
    this.#folder = await mkdtemp(path.join(os.tmpdir(), "call-me-back-client-"));
    const [document, source, client] = ["openapi.json", "client.ts", "client.mjs"].map((name) =>
      path.join(this.#folder, name),
    );
    const described = await (await this.world.fetch("/v1/openapi.json")).text();
    await writeFile(document, described);
    await writeFile(source, await generateSource(document));
    await build({ entryPoints: [source], outfile: client, bundle: true, format: "esm", nodePaths: [MODULES] });
    this.#client = await import(pathToFileURL(client));
    this.#document = JSON.parse(described);
    this.#described = new Ajv({ strict: false, validateFormats: false }).addSchema(this.#document, "document");
    this.#client.defaults.baseUrl = this.world.url;
  }

  async stop() {
    await super.stop();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true });
  }

  async call({ key }, verb, body, idempotencyKey) {
    const described = `document#/paths/~1v1~1${verb}/post`;
    const json = "content/application~1json/schema";
    const isAnswer = this.#described.getSchema(`${described}/responses/200/${json}`);
    // A client has no way to ask for what is none.
    if (isAnswer === undefined) return super.call({ key }, verb, body, idempotencyKey);
    const operation = this.#client[verb.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())];
    const options = { headers: { authorization: `Bearer ${key}` } };
    const { parameters } = this.#document.paths[`/v1/${verb}`].post;
    const others = parameters.length > 0 ? [{ idempotencyKey }, options] : [options];
    const { status, data } = await operation(body, ...others);
    const isRequest = this.#described.getSchema(`${described}/requestBody/${json}`);
    if (status === 200) assert.ok(isRequest(body), `${verb}: ${JSON.stringify(isRequest.errors)}`);
    const isProblem = this.#described.getSchema("document#/components/schemas/Problem");
    const isDescribed = status === 200 ? isAnswer : isProblem;
    assert.ok(isDescribed(data), `${verb}: ${JSON.stringify(isDescribed.errors)}`);
    return this.told(status, data);
  }
}
