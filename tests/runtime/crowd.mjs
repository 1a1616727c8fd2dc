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

/// Lets so many people pick up a call of Brad's.
export async function startCrowd(world, carrier, size) {
  const telephones = [];
  for (let from = 0; from < size; from += AT_A_TIME) {
    const some = Array.from({ length: Math.min(AT_A_TIME, size - from) }, () => pickUp(world, carrier));
    telephones.push(...(await Promise.all(some)));
  }
  return new Crowd(telephones);
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
  #telephones;

  constructor(telephones) {
    this.#telephones = telephones;
  }

  /// All of them talk for so many seconds, one after the other within each five.
  async talk(seconds) {
    const step = EVERY / this.#telephones.length;
    const began = performance.now();
    const until = began + seconds * 1_000;
    await Promise.all(
      this.#telephones.map(async (telephone, index) => {
        for (let at = began + index * step, turn = index; at < until; at += EVERY, turn += 1) {
          await new Promise((resolve) => setTimeout(resolve, Math.max(at - performance.now(), 0)));
          await this.#turn(telephone, LINES[turn % LINES.length]).catch((error) => this.dropped.push(error.message));
        }
      }),
    );
  }

  async #turn(telephone, line) {
    const said = performance.now();
    telephone.call.hear(line);
    let answer = await telephone.token();
    this.delays.push(performance.now() - said);
    while (!answer.last) answer = await telephone.token();
    telephone.call.speech.playOut();
  }

  get areAllThere() {
    return this.#telephones.every(({ call }) => !call.isOver);
  }
}
