// How soon a page is painted, in Chromium at the size of a phone, from the runtime on this machine: a life with
// two years of calls, each page opened anew with an empty cache.
//
//     cargo xtask bench paint

import { openBrowser, session } from "../xtask/runtime/browser.mjs";
import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { live } from "../xtask/runtime/demo/living.mjs";
import { OWN_NUMBER } from "../xtask/runtime/telephone.mjs";
import { startWorld } from "../tests/runtime/world.mjs";
import { quantile } from "./memory_of_turns.mjs";

const ROUNDS = 10;
const BRAD = "/personas/persona_brad_001";
const PAGES = [
  "/",
  BRAD,
  `${BRAD}/memories`,
  `${BRAD}/storylines`,
  `${BRAD}/calls`,
  `${BRAD}/prompt`,
  "/personas/persona_zoe_001",
  "/personas/new",
  "/settings",
  "/phone",
  "/account",
  "/data",
  "/webhooks",
  "/operations?period=month",
];

const carrier = await startCarrier();
const world = await startWorld({ vars: { ...carrier.vars, OPERATORS: OWN_NUMBER } });
try {
  carrier.reach(world.url);
  await live(world, carrier);
  const cookies = await session(world, OWN_NUMBER);
  const browser = await openBrowser({ viewport: { width: 390, height: 844 } });
  await browser.addCookies(cookies);
  console.log(`${ROUNDS} rounds; milliseconds from asking to the first paint: median, slowest`);
  const times = new Map(PAGES.map((path) => [path, []]));
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const path of PAGES) {
      const painted = await paintedAfter(browser, world.url + path);
      if (round >= 0) times.get(path).push(painted);
    }
  }
  for (const [path, all] of times) {
    console.log(`${path.padEnd(40)} ${quantile(all, 0.5).toFixed(0).padStart(5)} ${Math.max(...all).toFixed(0).padStart(5)}`);
  }
  await browser.close();
} finally {
  await world.stop();
  await carrier.stop();
}

async function paintedAfter(browser, url) {
  const page = await browser.newPage();
  const devtools = await browser.newCDPSession(page);
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.goto(url);
  const painted = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const [first] = list.getEntriesByName("first-contentful-paint");
          if (first) resolve(first.startTime);
        });
        observer.observe({ type: "paint", buffered: true });
      }),
  );
  await page.close();
  return painted;
}
