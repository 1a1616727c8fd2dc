// The product's clock in development, which a demonstration begins in the past.

import { config } from "../runtime.mjs";

const DAY = 24 * 60 * 60_000;
/// It goes on by no more at once, so that what fades does it in its time.
const STEP = 7 * DAY;
/// How fast a persona speaks and a person thinks, in milliseconds a character and a turn.
const PER_CHARACTER = 65;
const THOUGHT = 3_000;

export class Clock {
  #product;
  #ahead = 0;

  /// `product` is { url, runtime }.
  constructor(product) {
    this.#product = product;
  }

  get now() {
    return new Date(Date.now() + this.#ahead);
  }

  /// Sets it, back too. Nothing is woken by it.
  async set(moment) {
    this.#ahead = moment - Date.now();
    const database = await this.#product.runtime.getD1Database(config.d1_databases[0].binding);
    const row = "INSERT OR REPLACE INTO development_clock (id, ahead) VALUES (1, ?1)";
    await database.prepare(row).bind(this.#ahead).run();
  }

  /// Goes on to a moment, a week at a time; all that is due by then is done.
  async goOnTo(moment) {
    for (;;) {
      const left = moment - this.now;
      if (left < 1_000) return;
      await this.#advance(Math.min(left, STEP));
    }
  }

  /// Goes on for as long as it takes to hear this and to answer.
  goOnBy(text) {
    return this.#advance(text.length * PER_CHARACTER + THOUGHT);
  }

  async #advance(millis) {
    const seconds = Math.floor(millis / 1_000);
    const response = await fetch(new URL("/dev/advance", this.#product.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ seconds }),
    });
    if (!response.ok) throw new Error(`/dev/advance: ${response.status} ${await response.text()}`);
    this.#ahead += seconds * 1_000;
  }
}
