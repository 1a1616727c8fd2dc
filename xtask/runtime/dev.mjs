// The development server: node dev.mjs [--telephone] [--demo] <data folder> <port> [variable for the worker …]

import { startCarrier } from "./carrier/carrier.mjs";
import { startCrons } from "./crons.mjs";
import { hasLived, live } from "./demo/living.mjs";
import { startProduct } from "./product.mjs";
import { seed } from "./runtime.mjs";
import { OWN_NUMBER, startTelephone } from "./telephone.mjs";

/// What asks a model or another service, which may cost money.
const OUTSIDE = /^(BRAIN|EMBEDDINGS|TWILIO)_/;

async function serve(data, port, names, { isDemo, carrier }) {
  const given = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  // Whose life it is may see how all goes.
  const vars = { ...(isDemo && { OPERATORS: OWN_NUMBER }), ...given };
  if (isDemo) await liveOnce(data, port, vars, carrier);
  const product = await start({
    data,
    port,
    vars: { ...vars, ...carrier?.vars },
    print: ({ level, message }) => (level === "error" ? console.error : console.log)(message),
  });
  carrier?.reach(product.url);
  await seed(product.url);
  for (const cron of startCrons(product.runtime)) {
    console.log(`cron ${cron.getPattern()} … next at ${cron.nextRun().toISOString()}`);
  }
  console.log(`\nCall Me Back is at ${product.url} (Ctrl-C ends it)\n`);
  if (carrier === undefined) return;
  carrier.isLive = true;
  startTelephone(carrier, { input: process.stdin, product });
}

/// Lives a life where nobody has, with what is built in alone: two years of calls would be dear.
async function liveOnce(data, port, vars, carrier) {
  const builtIn = Object.fromEntries(Object.entries(vars).filter(([name]) => !OUTSIDE.test(name)));
  const product = await start({ data, port, vars: { ...builtIn, ...carrier.vars } });
  if (!(await hasLived(product))) {
    console.log("two years of Alice's … being lived (half a minute, once)");
    carrier.reach(product.url);
    await live(product, carrier);
  }
  await product.runtime.dispose();
}

async function start(options) {
  const product = await startProduct(options);
  for (const name of product.migrations) console.log(`migration ${name} … applied`);
  return product;
}

const options = process.argv.slice(2);
const [data, port, ...names] = options.filter((option) => !option.startsWith("--"));
const carrier = options.includes("--telephone") ? await startCarrier() : undefined;
serve(data, port, names, { isDemo: options.includes("--demo"), carrier }).catch((error) => {
  console.error(`\nerror: ${error.message}`);
  process.exit(1);
});
