// The development server: node dev.mjs [--telephone] [--demo] <data folder> <port> [variable for the worker …]

import { startCarrier } from "./carrier/carrier.mjs";
import { startCrons } from "./crons.mjs";
import { hasLived, live } from "./demo/living.mjs";
import { startProduct } from "./product.mjs";
import { seed } from "./runtime.mjs";
import { OWN_NUMBER, startTelephone } from "./telephone.mjs";

async function serve(data, port, names, { isDemo, carrier }) {
  const given = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  let isLiving = false;
  const product = await startProduct({
    data,
    port,
    // Whose life it is may see how all goes.
    vars: { ...(isDemo && { OPERATORS: OWN_NUMBER }), ...given, ...carrier?.vars },
    print: ({ level, message }) => {
      if (!isLiving) (level === "error" ? console.error : console.log)(message);
    },
  });
  for (const name of product.migrations) console.log(`migration ${name} … applied`);
  carrier?.reach(product.url);
  if (isDemo && !(await hasLived(product))) {
    console.log("two years of Alice's … being lived (half a minute, once)");
    isLiving = true;
    await live(product, carrier);
    isLiving = false;
  }
  await seed(product.url);
  for (const cron of startCrons(product.runtime)) {
    console.log(`cron ${cron.getPattern()} … next at ${cron.nextRun().toISOString()}`);
  }
  console.log(`\nCall Me Back is at ${product.url} (Ctrl-C ends it)\n`);
  if (carrier === undefined) return;
  carrier.isLive = true;
  startTelephone(carrier, { input: process.stdin, product });
}

const options = process.argv.slice(2);
const [data, port, ...names] = options.filter((option) => !option.startsWith("--"));
const carrier = options.includes("--telephone") ? await startCarrier() : undefined;
serve(data, port, names, { isDemo: options.includes("--demo"), carrier }).catch((error) => {
  console.error(`\nerror: ${error.message}`);
  process.exit(1);
});
