// What a page of a list of 10,000 memories takes: the first, one in the middle, in each order, narrowed.
// Own time is a request's time above that of a list that is empty, in the same run; both are asked for in
// turn, so that whatever else the machine does meets both alike.
//
//     cargo xtask bench pages [how many]

import { BRAD, newPerson } from "../tests/runtime/person.mjs";
import { startWorld } from "../tests/runtime/world.mjs";

const COUNT = Number(process.argv[2] ?? 10_000);
const ROUNDS = 200;
const WARM_UP = 20;
const SIDE_BY_SIDE = 16;
const OTHER = "persona_maya_001";
const CATEGORIES = ["user_fact", "relationship_fact", "inside_joke", "important_memory", "preference"];
const list = (persona, query) => `/api/personas/${persona}/memories?${query}`;

async function main() {
  const world = await startWorld();
  try {
    const person = await newPerson(world);
    await person.meet(BRAD, "friend");
    await person.meet(OTHER, "friend");
    await fill(person);
    const pages = {
      first: "limit=100",
      "twenty of them": "limit=20",
      learned: "limit=100&sort=learned",
      importance: "limit=100&sort=importance",
      strength: "limit=100&sort=strength",
      "one category": "limit=100&category=inside_joke",
      "strong ones": "limit=100&min_strength=0.9",
    };
    for (const sort of ["mentioned", "strength"]) {
      pages[`middle by ${sort}`] = `limit=100&sort=${sort}&cursor=${await middle(person, sort)}`;
    }
    console.log(`${COUNT} memories, ${ROUNDS} rounds; milliseconds of own time: median, p95`);
    for (const [name, query] of Object.entries(pages)) {
      const times = { empty: [], page: [] };
      for (let round = -WARM_UP; round < ROUNDS; round += 1) {
        for (const [which, path] of [["empty", list(OTHER, "limit=100")], ["page", list(BRAD, query)]]) {
          const began = performance.now();
          await person.get(path);
          if (round >= 0) times[which].push(performance.now() - began);
        }
      }
      const floor = quantile(times.empty, 0.5);
      const own = (share) => (quantile(times.page, share) - floor).toFixed(2);
      console.log(`${name.padEnd(24)} ${own(0.5).padStart(8)} ${own(0.95).padStart(8)}   (an empty list: ${floor.toFixed(2)})`);
    }
  } finally {
    await world.stop();
  }
}

async function fill(person) {
  for (let from = 0; from < COUNT; from += SIDE_BY_SIDE) {
    const numbers = Array.from({ length: Math.min(SIDE_BY_SIDE, COUNT - from) }, (_, index) => from + index);
    await Promise.all(
      numbers.map((number) =>
        person.post(list(BRAD, ""), {
          content: `User told of thing number ${number} in the autumn`,
          category: CATEGORIES[number % CATEGORIES.length],
          importance: (number % 10) / 10,
        }),
      ),
    );
  }
}

/// Where the middle page begins.
async function middle(person, sort) {
  let cursor;
  for (let page = 0; page < COUNT / 200; page += 1) {
    const after = cursor ? `&cursor=${cursor}` : "";
    cursor = (await person.get(list(BRAD, `limit=100&sort=${sort}${after}`))).next_cursor;
  }
  return cursor;
}

function quantile(times, share) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

await main();
