// The real runtime: through the ports alone, and as a program from outside comes to it.

import { newPerson } from "../../runtime/person.mjs";
import { startWorld } from "../../runtime/world.mjs";

const KINDS = { 404: "not_found", 409: "conflict", 422: "invalid" };

class Runtime {
  hasRealTime = true;

  #vars;

  /// `vars` are the worker's.
  constructor({ sizes, vars }) {
    this.sizes = sizes;
    this.#vars = vars;
  }

  async start() {
    this.world = await startWorld({ vars: this.#vars });
  }

  stop() {
    return this.world?.stop();
  }

  /// What an answer says, with its status.
  told(status, body) {
    if (status === 200) return { answer: body };
    return { failure: { kind: KINDS[status] ?? status, field: body.field, why: body.detail } };
  }

  async post(path, body, headers) {
    const response = await this.world.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return this.told(response.status, await response.json());
  }
}

/// The product's own code over the ports, without the door that asks for a key.
export class Ports extends Runtime {
  newOwner() {
    return newPerson(this.world);
  }

  call({ id }, verb, body, idempotencyKey) {
    return this.post(`/dev/verbs/${id}/${verb}`, body, repeatable(idempotencyKey));
  }
}

/// `POST /v1/{verb}`, with a key.
export class Http extends Runtime {
  async newOwner() {
    const person = await newPerson(this.world);
    const { key } = await person.post("/api/keys", { name: "conformance" });
    return { id: person.id, key, person };
  }

  call({ key }, verb, body, idempotencyKey) {
    return this.post(`/v1/${verb}`, body, { authorization: `Bearer ${key}`, ...repeatable(idempotencyKey) });
  }
}

function repeatable(idempotencyKey) {
  return idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey };
}
