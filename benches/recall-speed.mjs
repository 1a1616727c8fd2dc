// How soon recall answers, with ten thousand and with a hundred thousand turns stored.
// Own time is a request's time above that of the same search of an empty memory in the same run;
// the requests are made in turn, so that whatever else the machine does meets all alike. The first
// answer after the runtime was started anew, on the same memory, is told beside it.
//
//     cargo xtask bench recall-speed

import { BRAD, newPerson } from "../tests/runtime/person.mjs";
import { startWorld } from "../tests/runtime/world.mjs";

const SIZES = [0, 10_000, 100_000];
const TURNS_OF_A_CALL = 250;
const ROUNDS = 200;
const WARM_UP = 10;

// Words by how often people say them: the first are in every other turn, the last in few.
const WORDS = Array.from({ length: 8_000 }, (_, rank) => `${"bcdfghklmnprstvz"[rank % 16]}${"aeiou"[rank % 5]}${"lmnrst"[rank % 6]}${rank.toString(36)}`);

let seed = 1;
const random = () => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
};
const word = () => WORDS[Math.floor(WORDS.length ** random()) - 1];
const sentence = (length) => Array.from({ length }, word).join(" ");

async function main() {
  const world = await startWorld();
  try {
    const lives = [];
    for (const size of SIZES) lives.push(await live(world, size));
    const questions = Array.from({ length: ROUNDS + WARM_UP }, () => `What about ${sentence(6)}?`);
    const times = SIZES.map(() => []);
    for (const [round, question] of questions.entries()) {
      for (const [which, life] of lives.entries()) {
        const took = await timed(() => recall(life, question));
        if (round >= WARM_UP) times[which].push(took);
      }
    }
    const floor = quantile(times[0], 0.5);
    console.log(`an empty memory: ${told(times[0], 0)} ms, median and p95`);
    for (const [which, size] of SIZES.entries()) {
      if (size) console.log(`${size} turns: ${told(times[which], floor)} ms of own time, median and p95`);
    }
    await world.restart();
    await recall(lives[0], "Who is there?");
    for (const [which, size] of SIZES.entries()) {
      const took = await timed(() => recall(lives[which], questions[0]));
      console.log(`${size} turns, cold: ${took.toFixed(1)} ms`);
    }
  } finally {
    await world.stop();
  }
}

async function live(world, size) {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  for (let turn = 0; turn < size; turn += TURNS_OF_A_CALL) {
    const at = 1_700_000_000_000 + turn * 60_000;
    const turns = Array.from({ length: TURNS_OF_A_CALL }, (_, index) => ({
      index,
      speaker: index % 2 ? "persona" : "user",
      text: sentence(4 + Math.floor(random() * 20)),
      at: at + index * 5_000,
    }));
    await person.post("/dev/archive", {
      pair: { user: person.id, persona: BRAD },
      call: {
        call_id: `call_${String(turn).padStart(32, "0")}`,
        agent: "brad",
        started_at: at,
        ended_at: at + TURNS_OF_A_CALL * 5_000,
        turns,
        cost_usd: null,
        config: {},
      },
    });
  }
  // What was put last is embedded by the first search.
  for (let search = 0; search < 1 + size / 20_000; search += 1) await recall(person, "Anything?");
  return person;
}

const recall = (person, question) =>
  person.get(`/api/personas/${BRAD}/recall?q=${encodeURIComponent(question)}`);

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const told = (times, floor) =>
  [0.5, 0.95].map((share) => (quantile(times, share) - floor).toFixed(2)).join(" ");

function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

await main();
