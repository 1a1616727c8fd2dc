// A telephone, and the person who holds it: what they do with the calls of the simulated carrier.

import { Inbox } from "../../xtask/runtime/inbox.mjs";
import { said } from "./records.mjs";

/// The call that was placed last to that person.
export function rung(carrier, person) {
  const call = carrier.placed.findLast(({ to }) => to === person.phone);
  if (call === undefined) throw new Error(`nobody called ${person.phone}`);
  return new Telephone(call);
}

export class Telephone {
  #words;

  constructor(call) {
    this.call = call;
    /// What the carrier said before the persona.
    this.disclosure = undefined;
    this.#words = new Inbox(`words of ${call.sid}`);
    call.on("greeting", (text) => (this.disclosure = text));
    call.on("token", (token) => this.#words.push(token));
    call.on("over", (status) => this.#words.close(status));
  }

  /// Picks up, and hears the persona's first words; as `by` it is known who picked up.
  async answer(by) {
    await this.call.answer();
    if (by !== undefined) await this.call.detect(by);
    this.greeting = await this.listen();
    return this;
  }

  /// The next whole reply, heard to its end.
  async listen() {
    let reply = "";
    for (;;) {
      const { token, last } = await this.#words.next();
      reply += token;
      if (last) break;
    }
    this.call.speech.playOut();
    return reply.trim();
  }

  /// The next piece of a reply, which is not played yet.
  token(predicate, timeout) {
    return this.#words.next(predicate, timeout);
  }

  /// Says something once the persona has ended, and listens to the answer.
  say(text) {
    said(text);
    this.call.speech.playOut();
    this.call.hear(text);
    return this.listen();
  }

  /// Hears so many milliseconds of what is being said, and speaks over the rest of it.
  sayOver(text, millis) {
    said(text);
    this.call.speech.play(millis);
    this.call.hear(text);
    return this.listen();
  }
}
