// A model behind an OpenAI-compatible API, for tests: strict about what it is asked, and able to
// fail in every way that a real one does.

import assert from "node:assert/strict";
import http from "node:http";

import { Inbox } from "../../xtask/runtime/inbox.mjs";

const KEY = "test-key";
const MODEL = "test-model";
const ASKED = "/v1/chat/completions";
/// Where a redirection leads to that ends well.
export const MOVED = "/v1/moved/chat/completions";

/// Its `behaviour` is what the next requests meet; a list of them is met one after the other, and
/// nothing after its end:
///   { say: ["token", …], usage: [read, written] }  these, and then what they took, where that was
///                           asked for; with `refusesUsage` such a request is refused
///   { say: ["token", …] }   a stream of these; with `type` under that content type, and with
///                           `bytewise` in pieces of one byte
///   { whole: "words" }      one JSON object instead of a stream
///   { body: "text" }        something else altogether
///   { status }              an error
///   { redirect, location }  another place to ask; at MOVED it speaks
///   { cutAfter: [token …] } the connection breaks after these
///   { stallAfter: [token …] }  nothing more comes after these
///   { chatter: true }       bytes come without end, and no word
///   { mute: true }          not even a status comes
export async function startBrain() {
  const brain = new Brain();
  await brain.listen();
  return brain;
}

class Brain {
  /// The requests that were answered, oldest first; the last `keeps` of them.
  requests = [];
  keeps = Infinity;
  /// What was wrong with requests, where something was.
  complaints = [];
  behaviour = { say: ["Hello", " from", " the", " model."] };
  #waiting = [];
  #givenUp = new Inbox("answers that were given up");

  /// Resolves with the next request.
  asked() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /// Resolves once nobody waits any more for the answer to those words, which never ended.
  givenUp(words) {
    return this.#givenUp.next(({ messages }) => messages.at(-1).content.endsWith(words));
  }

  // No connection is closed for being idle: that could be at the moment of a request.
  #server = http.createServer({ keepAliveTimeout: 0 }, (request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      try {
        this.#answer(request, text, response);
      } catch (error) {
        this.complaints.push(error.message);
        response.writeHead(400).end();
      }
    });
  });

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}/v1`;
    this.vars = { BRAIN_URL: this.url, BRAIN_MODEL: MODEL, BRAIN_KEY: KEY };
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request, text, response) {
    const met = Array.isArray(this.behaviour) ? this.behaviour.shift() : this.behaviour;
    assert.ok(met, "nobody meant to ask again");
    const { redirect, location, ...behaviour } = met;
    if (redirect !== undefined && request.url === ASKED) {
      response.writeHead(redirect, location === undefined ? {} : { location }).end();
      return;
    }
    if (redirect !== undefined && request.method === "GET") {
      // What some redirections make of a POST.
      response.writeHead(405).end();
      return;
    }
    assert.equal(request.method, "POST");
    assert.equal(request.url, redirect === undefined ? ASKED : MOVED);
    assert.equal(request.headers.authorization, `Bearer ${KEY}`);
    assert.match(request.headers["content-type"], /^application\/json/);
    const body = JSON.parse(text);
    check(body);
    this.requests.push(body);
    if (this.requests.length > this.keeps) this.requests.shift();
    for (const resolve of this.#waiting.splice(0)) resolve(body);
    behave(behaviour, response, body);
    if (!response.writableEnded) response.on("close", () => this.#givenUp.push(body));
  }
}

/// What the API's reference allows of a request, as far as ours may go.
function check(body) {
  const known = ["model", "messages", "stream", "stream_options", "max_tokens", "temperature", "stop", "user"];
  for (const key of Object.keys(body)) assert.ok(known.includes(key), `unknown parameter ${key}`);
  assert.equal(body.model, MODEL);
  assert.equal(body.stream, true);
  if ("stream_options" in body) assert.deepEqual(body.stream_options, { include_usage: true });
  assert.ok(Array.isArray(body.messages) && body.messages.length > 0, "messages");
  // As the strictest templates want it: the system once, then user and assistant in turn, and
  // the user last.
  for (const [index, { role, content, ...rest }] of body.messages.entries()) {
    const due = index === 0 ? "system" : index % 2 === 1 ? "user" : "assistant";
    assert.equal(role, due, `message ${index}`);
    assert.equal(typeof content, "string");
    assert.notEqual(content, "");
    assert.deepEqual(rest, {});
  }
  assert.equal(body.messages.at(-1).role, "user");
  if ("max_tokens" in body) assert.ok(Number.isInteger(body.max_tokens) && body.max_tokens > 0);
  if ("temperature" in body) assert.ok(body.temperature >= 0 && body.temperature <= 2);
}

const chunk = (delta, finish_reason = null) =>
  `data: ${JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta, finish_reason }],
  })}\n\n`;

function behave(behaviour, response, { stream_options: asksUsage }) {
  const stream = (tokens, type = "text/event-stream") => {
    response.writeHead(200, { "content-type": type });
    const deltas = [{ role: "assistant", content: "" }, ...tokens.map((content) => ({ content }))];
    const bytes = Buffer.from(deltas.map((delta) => chunk(delta)).join(""));
    const size = behaviour.bytewise ? 1 : bytes.length;
    for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
  };
  const json = (status, value) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
  if (asksUsage && behaviour.refusesUsage) {
    json(400, { error: { message: "unknown parameter stream_options", type: "test" } });
  } else if (behaviour.status !== undefined) {
    json(behaviour.status, { error: { message: "no", type: "test" } });
  } else if (behaviour.whole !== undefined) {
    const message = { role: "assistant", content: behaviour.whole };
    const choices = [{ index: 0, message, finish_reason: "stop" }];
    json(200, { id: "chatcmpl-1", object: "chat.completion", choices });
  } else if (behaviour.body !== undefined) {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(behaviour.body);
  } else if (behaviour.cutAfter !== undefined) {
    stream(behaviour.cutAfter);
    response.write(chunk({ content: "" }), () => response.destroy());
  } else if (behaviour.stallAfter !== undefined) {
    stream(behaviour.stallAfter);
  } else if (behaviour.chatter) {
    stream([]);
    const more = setInterval(() => response.write(": still here\n\n"), 50);
    response.on("close", () => clearInterval(more));
  } else if (!behaviour.mute) {
    stream(behaviour.say, behaviour.type);
    response.write(chunk({}, "stop"));
    if (asksUsage && behaviour.usage !== undefined) {
      const [prompt_tokens, completion_tokens] = behaviour.usage;
      const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
      response.write(`data: ${JSON.stringify({ id: "chatcmpl-1", choices: [], usage })}\n\n`);
    }
    response.end("data: [DONE]\n\n");
  }
}
