// What SmartMemory, SmartSQL and SmartBuckets promise, whichever way one comes to them. A face is
// what `program.mjs` says, and has besides:
//   start(), stop()
//   sizes         how many entries its largest sessions get
//   hasRealTime   whether its clock is this machine's

import { after, before, describe } from "node:test";

import { buckets } from "./buckets.mjs";
import { documents } from "./documents.mjs";
import { episodes } from "./episodes.mjs";
import { errors } from "./errors.mjs";
import { isolation } from "./isolation.mjs";
import { procedures } from "./procedures.mjs";
import { repeats } from "./repeats.mjs";
import { tables } from "./tables.mjs";
import { working } from "./working.mjs";

/// `more` is what only this face can show.
export function conformance(face, ...more) {
  // Each test has a memory of its own, so they may run at once.
  describe("conformance", { concurrency: 8 }, () => {
    before(() => face.start());
    after(() => face.stop());
    for (const part of [working, episodes, documents, procedures, tables, buckets, isolation, repeats, errors, ...more]) part(face);
  });
}
