// Many people on the telephone at once.

import { BRAD, newPerson } from "./person.mjs";
import { rung } from "./telephone.mjs";

/// How often each of them says something, in milliseconds.
const EVERY = 5_000;
/// As many are brought to their telephones at a time.
const AT_A_TIME = 8;
const LINES = [
  "My sister Marge came over with the twins.",
  "Work was long today, and the bus was late again.",
  "I made a curry, and it was far too hot.",
  "What do you think of that?",
  "I went climbing with Tom on Saturday.",
  "My dog Rex has learned a new trick.",
  "I'm thinking of painting the kitchen green.",
  "Do you remember what I told you about my knee?",
];

/// How long an answer is waited for at most, in milliseconds: what is late is not lost.
const LONGEST = 60_000;

/// Lets so many people pick up a call of Brad's. Each talks from then on: a silence would end the call.
export async function startCrowd(world, carrier, size) {
  const crowd = new Crowd();
  for (let from = 0; from < size; from += AT_A_TIME) {
    const some = Array.from({ length: Math.min(AT_A_TIME, size - from) }, () => pickUp(world, carrier));
    for (const telephone of await Promise.all(some)) crowd.take(telephone);
  }
  return crowd;
}

async function pickUp(world, carrier) {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  return rung(carrier, person).answer("human");
}

class Crowd {
  /// How long it took from what was said to the first word of each answer, in milliseconds.
  delays = [];
  /// What befell those who were not answered.
  dropped = [];
  #telephones = [];
  #talks = [];
  #isOver = false;

  take(telephone) {
    this.#telephones.push(telephone);
    this.#talks.push(this.#talk(telephone).catch((error) => this.dropped.push(error.message)));
  }

  /// Resolves after so many seconds, in which all of them talk; `delays` are those of that time.
  async talk(seconds) {
    this.delays = [];
    await pause(seconds * 1_000);
    this.#isOver = true;
    await Promise.all(this.#talks);
  }

  get areAllThere() {
    return this.#telephones.every(({ call }) => !call.isOver);
  }

  async #talk(telephone) {
    // People don't speak in step, as those would who were brought to their telephones together.
    await pause(Math.random() * EVERY);
    for (let turn = this.#telephones.length; !this.#isOver; turn += 1) {
      const began = performance.now();
      telephone.call.hear(LINES[turn % LINES.length]);
      let answer = await telephone.token(undefined, LONGEST);
      this.delays.push(performance.now() - began);
      while (!answer.last) answer = await telephone.token(undefined, LONGEST);
      telephone.call.speech.playOut();
      await pause(EVERY - (performance.now() - began));
    }
  }
}

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, Math.max(millis, 0)));
