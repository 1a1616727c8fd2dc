// How soon recall answers, with ten thousand and with a hundred thousand turns stored.
// Own time is a request's time above that of the same search of an empty memory in the same run;
// the requests are made in turn, so that whatever else the machine does meets all alike. The first
// answer after the runtime was started anew, on the same memory, is told beside it.
//
//     cargo xtask bench recall-speed

import { BRAD, newPerson } from "../tests/runtime/person.mjs";
import { startWorld } from "../tests/runtime/world.mjs";
import { quantile, recall, remember, sentence } from "./memory_of_turns.mjs";

const SIZES = [0, 10_000, 100_000];
const ROUNDS = 200;
const WARM_UP = 10;

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
  await remember(person, size);
  return person;
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const told = (times, floor) =>
  [0.5, 0.95].map((share) => (quantile(times, share) - floor).toFixed(2)).join(" ");

await main();
