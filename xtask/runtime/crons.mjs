// The platform fires crons by itself; workerd does not.

import { Cron } from "croner";

import { config } from "./runtime.mjs";

/// Fires each cron of wrangler.toml when it is due, from now on. Gives croner's jobs.
export function startCrons(runtime) {
  return config.triggers.crons.map(
    (cron) => new Cron(cron, { timezone: "UTC", protect: true }, () => fire(runtime, cron)),
  );
}

async function fire(runtime, cron) {
  try {
    const worker = await runtime.getWorker();
    const { outcome } = await worker.scheduled({ cron, scheduledTime: new Date() });
    if (outcome !== "ok") console.error(`cron ${cron} ended with ${outcome}`);
  } catch (error) {
    console.error(`cron ${cron}: ${error.message}`);
  }
}
