// A person who uses the product: signs in, calls, talks, hangs up. In the tests' own words, so
// that they read as what people do.

import assert from "node:assert/strict";

import { said } from "./records.mjs";

export const BRAD = "persona_brad_001";

let numbers = 0;

/// Signs in with a number that nobody else in this process has.
export async function newPerson(world, { name } = {}) {
  numbers += 1;
  const phone = `+1415555${String(numbers).padStart(4, "0")}`;
  const person = new Person(world, phone);
  await person.signIn();
  if (name !== undefined) await person.put("/api/me", { name });
  return person;
}

class Person {
  constructor(world, phone) {
    this.world = world;
    this.phone = phone;
    /// From where they come: each by a provider of their own.
    this.home = { "cf-connecting-ip": `3fff:${numbers.toString(16)}::1` };
  }

  async signIn() {
    await this.post("/api/sign-in", { phone: this.phone, adult: true }, this.home);
    const [, code] = await this.world.nextLog(
      new RegExp(`message to \\${this.phone}: (\\d{6})`),
    );
    const proof = { phone: this.phone, code, pin: this.pin };
    const { token, user } = await this.post("/api/sign-in/code", proof, this.home);
    this.token = token;
    this.id = user.id;
  }

  /// Chooses the PIN that opens the account when the number alone no longer does.
  async choosePin() {
    await this.put("/api/me", { pin: "473802" });
    this.pin = "473802";
  }

  get headers() {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }

  /// The raw answer.
  fetch(path, options = {}) {
    return this.world.fetch(path, {
      ...options,
      headers: { ...this.headers, ...options.headers },
    });
  }

  async #json(method, path, body, headers) {
    said(body);
    const response = await this.fetch(path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  get(path) {
    return this.#json("GET", path);
  }

  post(path, body, headers) {
    return this.#json("POST", path, body, headers);
  }

  delete(path) {
    return this.#json("DELETE", path);
  }

  put(path, body) {
    return this.#json("PUT", path, body);
  }

  /// Says what a persona is to them.
  meet(persona, relationship_type, custom_system_prompt) {
    return this.post(`/api/personas/${persona}/customize`, {
      relationship_type,
      ...(custom_system_prompt && { custom_system_prompt }),
    });
  }

  /// Calls and waits to be greeted: in the browser, or on another line, which is [path, headers] of
  /// the socket to a call's id.
  async call(persona, { channel = "browser", line = (id) => [`/calls/${id}/relay`, this.headers] } = {}) {
    const { id } = await this.post("/api/calls", { persona_id: persona, channel });
    const call = new Call(this, id, line);
    await call.connect();
    call.greeting = await call.listen();
    return call;
  }

  /// Calls, says these things one after the other, hangs up, and waits until it is remembered.
  async talk(persona, ...lines) {
    const call = await this.call(persona);
    for (const line of lines) await call.say(line);
    await call.hangUp();
    await call.remembered();
    return call;
  }
}

class Call {
  #socket;
  #line;

  constructor(person, id, line) {
    this.#line = line;
    this.person = person;
    this.id = id;
    this.greeting = "";
    /// What the persona said, reply by reply.
    this.replies = [];
  }

  async connect() {
    this.#socket = await this.person.world.openSocket(...this.#line(this.id));
    this.send({ type: "setup", callSid: this.id });
  }

  send(frame) {
    this.#socket.send(frame);
  }

  /// The next whole reply of the persona.
  async listen() {
    let reply = "";
    for (;;) {
      const frame = await this.#socket.next((candidate) => candidate.type === "text");
      reply += frame.token;
      if (frame.last) break;
    }
    this.replies.push(reply.trim());
    return reply.trim();
  }

  /// The next piece of a reply.
  next(predicate) {
    return this.#socket.next(predicate);
  }

  /// Says something and listens to the answer.
  async say(text) {
    said(text);
    this.send({ type: "prompt", voicePrompt: text, lang: "en-US", last: true });
    return this.listen();
  }

  get closed() {
    return this.#socket.closed;
  }

  cut() {
    this.#socket.cut();
  }

  async hangUp() {
    this.send({ type: "end" });
    await this.#socket.next((frame) => frame.type === "end");
  }

  /// Waits until the post-call job is done.
  async remembered() {
    await this.person.world.nextLog(new RegExp(`done: remember ${this.id}`));
    return this;
  }
}
