// A model that says what texts mean, behind an OpenAI-compatible API, for tests: strict about what it
// is asked, and able to fail in the ways in which a real one does.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import http from "node:http";

import { Inbox } from "../../xtask/runtime/inbox.mjs";

const KEY = "test-key";
/// Each is one thing, by names that nobody else knows.
const THINGS = ["wuffle brondel", "tarnix oskopop"];
/// What each model's vectors are long.
const MODELS = { first: 40, second: 72 };
/// What a request may hold at most.
const MOST = 32;
const LONGEST = 2_000;

/// Its `behaviour` is what requests meet:
///   {}                 a vector for each text
///   { status }         an error
///   { missing: true }  one vector too few
///   { uneven: true }   vectors of different lengths
///   { body: "text" }   something else altogether
///   { mute: true }     not even a status comes
export async function startEmbeddingServer() {
  const server = new EmbeddingServer();
  await server.listen();
  return server;
}

class EmbeddingServer {
  /// What was asked, oldest first: [{ model, input }].
  requests = [];
  /// What was wrong with requests, where something was.
  complaints = [];
  behaviour = {};
  #asked = new Inbox("requests");
  #givenUp = new Inbox("answers that were given up");

  #server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      try {
        this.#answer(request, text, response);
      } catch (error) {
        this.complaints.push(error.message);
        response.writeHead(500).end();
      }
    });
  });

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${this.#server.address().port}/v1/`;
    this.vars = {
      EMBEDDINGS_URL: url,
      EMBEDDINGS_MODEL: "first",
      EMBEDDINGS_KEY: KEY,
      // A busy machine answers late.
      EMBEDDINGS_TIMEOUT: "300",
    };
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  /// Resolves with the next request that holds that text.
  asked(text) {
    return this.#asked.next(({ input }) => input.includes(text));
  }

  /// Resolves once nobody waits any more for an answer about that text, which never came.
  givenUp(text) {
    return this.#givenUp.next(({ input }) => input.includes(text));
  }

  #answer(request, text, response) {
    assert.equal(request.method, "POST");
    assert.equal(request.url, "/v1/embeddings");
    assert.equal(request.headers.authorization, `Bearer ${KEY}`);
    assert.match(request.headers["content-type"], /^application\/json/);
    const body = JSON.parse(text);
    const { model, input, ...rest } = body;
    assert.deepEqual(rest, {});
    assert.ok(model in MODELS, `no model ${model}`);
    assert.ok(Array.isArray(input) && input.length > 0 && input.length <= MOST, "input");
    for (const each of input) {
      assert.equal(typeof each, "string");
      assert.notEqual(each.trim(), "");
      assert.ok([...each].length <= LONGEST, "too long a text");
    }
    this.requests.push(body);
    this.#behave(body, response);
    this.#asked.push(body);
    if (!response.writableEnded) response.on("close", () => this.#givenUp.push(body));
  }

  #behave({ model, input }, response) {
    const { status = 200, missing, uneven, body, mute } = this.behaviour;
    if (mute) return;
    const data = input.map((text, index) => ({
      object: "embedding",
      index,
      embedding: vector(text, MODELS[model]),
    }));
    if (missing) data.pop();
    if (uneven) data[0].embedding.push(1);
    const answer = { object: "list", data: data.reverse(), model, usage: { total_tokens: 1 } };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body ?? JSON.stringify(status === 200 ? answer : { error: { message: "no" } }));
  }
}

/// Each word has a direction of its own, as do the things.
function vector(text, dimensions) {
  const sum = new Array(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [""]) {
    const thing = THINGS.find((names) => names.split(" ").includes(word));
    const bytes = createHash("sha256").update(thing ?? word).digest();
    const weight = thing === undefined ? 1 : 6;
    for (let part = 0; part < dimensions; part += 1) {
      sum[part] += (weight * (bytes[part % bytes.length] - 127.5)) / (1 + (part >> 5));
    }
  }
  return sum;
}
