// How soon a call is answered.
//
//     cargo xtask bench calls                       one call, with ten thousand turns to remember
//     cargo xtask bench calls --live 200 --minutes 10    so many at once, each speaks every five seconds
//
// The model is one that answers at once. Of one call: from what was said to what the model is asked, and
// from its first token to the frame that goes down the line; beside it the same of an actor that does
// nothing but ask the model with the words as they come and pass its first token on, and the way of a
// frame to that actor and back. Of every other turn the line tells on the way what is said, as Twilio does
// while a person speaks; of the rest only once it is over. They take turns, so that whatever else the machine does meets all alike.
// Of many: from what was said to the first token of the answer, and how many were not answered.

import { once } from "node:events";
import { parseArgs } from "node:util";

import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { WebSocket } from "ws";

import { startBrain } from "../tests/runtime/brain_server.mjs";
import { startCrowd } from "../tests/runtime/crowd.mjs";
import { BRAD, newPerson } from "../tests/runtime/person.mjs";
import { rung } from "../tests/runtime/telephone.mjs";
import { freePort, startWorld } from "../tests/runtime/world.mjs";
import { startCarrier } from "../xtask/runtime/carrier/carrier.mjs";
import { quantile, remember, sentence } from "./memory_of_turns.mjs";

const TURNS = 10_000;
const CALLS = 15;
const TURNS_OF_A_CALL = 20;
const WARM_UP = 2;

async function main() {
  const { values } = parseArgs({ options: { live: { type: "string" }, minutes: { type: "string", default: "10" } } });
  const carrier = await startCarrier();
  const brain = await startBrain();
  const world = await startWorld({ vars: { ...carrier.vars, ...brain.vars } });
  carrier.reach(world.url);
  brain.keeps = 0;
  try {
    if (values.live === undefined) await one(world, carrier, brain);
    else await many(world, carrier, Number(values.live), Number(values.minutes));
    for (const complaint of [...carrier.complaints, ...brain.complaints]) console.log(complaint);
  } finally {
    await carrier.stop();
    await world.stop();
    await brain.stop();
  }
}

async function many(world, carrier, size, minutes) {
  const crowd = await startCrowd(world, carrier, size);
  console.log(`${size} calls are live`);
  await crowd.talk(minutes * 60);
  console.log(`${crowd.delays.length} turns in ${minutes} minutes, ${crowd.dropped.length} not answered, ${crowd.areAllThere ? "all calls still live" : "calls were lost"}`);
  console.log(`from what was said to the first token: ${told(crowd.delays)} ms, median and p95`);
  for (const what of new Set(crowd.dropped)) console.log(what);
}

async function one(world, carrier, brain) {
  const person = await newPerson(world, { name: "Alice" });
  await person.post("/api/me/consent");
  await person.meet(BRAD, "friend");
  await remember(person, TURNS);
  const echo = await startEcho(brain);
  brain.behaviour = { say: ["Really?"] };
  const times = { asked: [], abruptly: [], spoken: [], echoAsked: [], echoSpoken: [], echoed: [] };
  for (let count = -WARM_UP; count < CALLS; count += 1) {
    await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
    const telephone = rung(carrier, person);
    await telephone.answer("human");
    for (let turn = 0; turn < TURNS_OF_A_CALL; turn += 1) {
      const words = `What about ${sentence(6)}?`;
      const isAbrupt = turn % 2 === 1;
      if (!isAbrupt) telephone.call.line.send(prompt(words, false));
      await quiet();
      const ours = await timed(brain, () => telephone.call.line.send(prompt(words, true)), () => telephone.token());
      await telephone.token(({ last }) => last);
      telephone.call.speech.playOut();
      await quiet();
      const theirs = await timed(brain, () => echo.ask(words), () => echo.next());
      const back = performance.now();
      echo.bounce();
      await echo.next();
      const echoed = performance.now() - back;
      if (count < 0) continue;
      times[isAbrupt ? "abruptly" : "asked"].push(ours.asked);
      times.spoken.push(ours.spoken);
      times.echoAsked.push(theirs.asked);
      times.echoSpoken.push(theirs.spoken);
      times.echoed.push(echoed);
    }
    await telephone.call.hangUp();
  }
  await echo.stop();
  const above = (which, floor) => told(times[which].map((time) => time - quantile(times[floor], 0.5)));
  console.log(`${times.spoken.length} turns, ${TURNS} remembered; milliseconds, median and p95`);
  console.log(`from what was said to what the model is asked   ${told(times.asked)}`);
  console.log(`  the same of an actor that does nothing else   ${told(times.echoAsked)}`);
  console.log(`  above it                                      ${above("asked", "echoAsked")}`);
  console.log(`the same of what was told only once it was over  ${told(times.abruptly)}`);
  console.log(`  above it                                      ${above("abruptly", "echoAsked")}`);
  console.log(`from the model's first token to the frame       ${told(times.spoken)}`);
  console.log(`  the same of an actor that does nothing else   ${told(times.echoSpoken)}`);
  console.log(`  above it                                      ${above("spoken", "echoSpoken")}`);
  console.log(`a frame to that actor and back                  ${told(times.echoed)}`);
}

const prompt = (voicePrompt, last) => ({ type: "prompt", voicePrompt, lang: "en-US", last });

/// How long it takes until the model is asked, and from then, when it answers at once, until its first
/// token arrives.
async function timed(brain, say, arrives) {
  const asking = brain.asked().then(() => performance.now());
  const began = performance.now();
  say();
  const asked = await asking;
  await arrives();
  return { asked: asked - began, spoken: performance.now() - asked };
}

/// What an answer leaves to be done is done.
const quiet = () => new Promise((resolve) => setTimeout(resolve, 25));

/// An actor that asks the model with the words as they come, and passes its first token on.
async function startEcho(brain) {
  const port = await freePort();
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      name: "echo",
      modules: true,
      script: ECHO,
      durableObjects: { ECHO: { className: "Echo", useSQLite: true } },
      bindings: { URL: `${brain.url}/chat/completions`, MODEL: brain.vars.BRAIN_MODEL, KEY: brain.vars.BRAIN_KEY },
      compatibilityDate: "2026-10-01",
      host: "127.0.0.1",
      port,
      cf: false,
    }),
  );
  await runtime.ready;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  await once(socket, "open");
  return {
    ask: (words) => socket.send(words),
    bounce: () => socket.send(""),
    next: () => once(socket, "message"),
    stop: async () => {
      socket.terminate();
      await runtime.dispose();
    },
  };
}

const ECHO = `
  export class Echo {
    constructor(state, env) {
      this.state = state;
      this.env = env;
    }
    fetch() {
      const { 0: client, 1: server } = new WebSocketPair();
      this.state.acceptWebSocket(server);
      return new Response(null, { status: 101, webSocket: client });
    }
    async webSocketMessage(socket, words) {
      if (words === "") return socket.send("");
      const { URL, MODEL, KEY } = this.env;
      const messages = [{ role: "system", content: "-" }, { role: "user", content: words }];
      const response = await fetch(URL, {
        method: "POST",
        headers: { authorization: "Bearer " + KEY, "content-type": "application/json" },
        body: JSON.stringify({ model: MODEL, stream: true, messages }),
      });
      const reader = response.body.getReader();
      await reader.read();
      socket.send("token");
      while (!(await reader.read()).done);
    }
  }
  export default { fetch: (request, { ECHO }) => ECHO.get(ECHO.idFromName("echo")).fetch(request) };
`;

const told = (times) => [0.5, 0.95].map((share) => quantile(times, share).toFixed(2)).join(" ");

await main();
