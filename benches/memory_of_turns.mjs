// A memory with many turns in it, and what is said of many figures: for what is measured.

import { BRAD } from "../tests/runtime/person.mjs";

const TURNS_OF_A_CALL = 250;

// Words by how often people say them: the first are in every other turn, the last in few.
const WORDS = Array.from({ length: 8_000 }, (_, rank) => `${"bcdfghklmnprstvz"[rank % 16]}${"aeiou"[rank % 5]}${"lmnrst"[rank % 6]}${rank.toString(36)}`);

let seed = 1;
const random = () => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
};
const word = () => WORDS[Math.floor(WORDS.length ** random()) - 1];
export const sentence = (length) => Array.from({ length }, word).join(" ");

/// Lets Brad remember so many turns with that person.
export async function remember(person, size) {
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
}

export const recall = (person, question) =>
  person.get(`/api/personas/${BRAD}/recall?q=${encodeURIComponent(question)}`);

export function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
