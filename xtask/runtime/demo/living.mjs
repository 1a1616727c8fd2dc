// Lives Alice's life: each call goes through the product as any other does, on a clock that begins years ago
// and ends now. Nothing is put into the database but where the clock stands.

import { once } from "node:events";

import { Inbox } from "../inbox.mjs";
import { Person } from "../person.mjs";
import { config, seed } from "../runtime.mjs";
import { openSocket } from "../socket.mjs";
import { OWN_NUMBER } from "../telephone.mjs";
import { Clock } from "./clock.mjs";
import { ALICE, CALLS, NOTES, PLANS, RELATIONSHIPS } from "./life.mjs";
import { momentOf } from "./moments.mjs";

const DAY = 24 * 60 * 60_000;

/// Whether somebody has lived here.
///
/// Throws where that was cut short: the clock stands where it was left.
export async function hasLived({ runtime }) {
  const database = await runtime.getD1Database(config.d1_databases[0].binding);
  const clock = await database.prepare("SELECT ahead FROM development_clock").first();
  if (clock?.ahead < -DAY) throw new Error("this life was cut short: begin it anew with --fresh");
  return (await database.prepare("SELECT 1 FROM calls LIMIT 1").first()) !== null;
}

/// `product` is { url, runtime, nextLog }, with nothing stored yet; `carrier` is what it telephones with, and
/// has no clock of its own meanwhile. The life ends now, or as many milliseconds ahead of that.
export async function live(product, carrier, { ahead = 0 } = {}) {
  const end = () => Date.now() + ahead;
  const today = end();
  const moment = (call) => momentOf(call, ALICE.time_zone, today);
  const clock = new Clock(product);
  await clock.set(moment(CALLS[0]) - DAY);
  carrier.now = () => clock.now;
  await seed(product.url);
  const alice = new Person(product, OWN_NUMBER);
  const { id } = await alice.signIn();
  // Whoever runs this keeps what she says for as long as she likes.
  const database = await product.runtime.getD1Database(config.d1_databases[0].binding);
  await database.prepare("UPDATE users SET plan = 'premium' WHERE id = ?1").bind(id).run();
  await alice.ask("PUT", "/api/me", ALICE);
  await alice.ask("POST", "/api/me/consent");
  const met = new Set();
  for (const call of CALLS) {
    await clock.goOnTo(moment(call));
    if (!met.has(call.who)) await alice.ask("POST", `/api/personas/${call.who}/customize`, RELATIONSHIPS[call.who]);
    met.add(call.who);
    await WAYS[call.by]({ alice, carrier, clock, product }, call);
    await everyHour(product);
  }
  for (const { who, ...note } of NOTES) await alice.ask("POST", `/api/personas/${who}/memories`, note);
  await clock.goOnTo(end());
  await clock.set(end());
  carrier.now = () => new Date(end());
  for (const plan of PLANS) {
    const at = new Date(moment({ ago: -plan.in, at: plan.at })).toISOString();
    await alice.ask("POST", "/api/schedules", { persona_id: plan.who, at, repeats: plan.repeats });
  }
}

/// How a call comes about and goes.
const WAYS = {
  async phone(life, call) {
    const { id, ringing } = await ring(life, call);
    const talked = talkOnTheTelephone(life, ringing, call.says);
    await ringing.answer();
    await ringing.detect("human");
    await talked;
    await remembered(life, id);
  },
  async inbound(life, call) {
    const coming = once(life.carrier, "call");
    const dialled = life.carrier.dial(OWN_NUMBER);
    await talkOnTheTelephone(life, (await coming)[0], call.says);
    await dialled;
    const { calls } = await life.alice.ask("GET", "/api/calls?limit=1");
    await remembered(life, calls[0].id);
  },
  async browser(life, call) {
    const { id } = await place(life, call, "browser");
    const address = new URL(`/calls/${id}/relay`, life.product.url.replace("http", "ws"));
    const socket = await openSocket(address, life.alice.headers);
    socket.send({ type: "setup", callSid: id });
    const heard = async () => life.clock.goOnBy(await whole(() => socket.next(({ type }) => type === "text")));
    await heard();
    for (const text of call.says) {
      socket.send({ type: "prompt", voicePrompt: text, lang: "en-US", last: true });
      await heard();
    }
    socket.send({ type: "end" });
    await socket.closed;
    await remembered(life, id);
  },
  async "no-answer"(life, call) {
    const { id, ringing } = await ring(life, call);
    await ringing.goUnanswered();
    await remembered(life, id);
  },
  async voicemail(life, call) {
    const { id, ringing } = await ring(life, call);
    await ringing.answer();
    const isHeardOut = ringing.asked.MachineDetection === "DetectMessageEnd";
    await ringing.detect(isHeardOut ? "machine_end_beep" : "machine_start");
    await ringing.over;
    await remembered(life, id);
  },
};

function place({ alice }, { who }, channel) {
  return alice.ask("POST", "/api/calls", { persona_id: who, channel });
}

async function ring(life, call) {
  const coming = once(life.carrier, "call");
  const { id } = await place(life, call, "phone");
  const [ringing] = await coming;
  return { id, ringing };
}

async function talkOnTheTelephone({ clock }, call, says) {
  const words = new Inbox(`words of ${call.sid}`);
  call.on("token", (token) => words.push(token));
  const heard = async () => {
    await clock.goOnBy(await whole(() => words.next()));
    call.speech.playOut();
  };
  await heard();
  for (const text of says) {
    call.hear(text);
    await heard();
  }
  if (!call.isOver) await call.hangUp();
}

/// A whole reply, of what `next` gives piece by piece.
async function whole(next) {
  let reply = "";
  for (;;) {
    const { token, last } = await next();
    reply += token;
    if (last) return reply;
  }
}

const remembered = ({ product }, id) => product.nextLog(new RegExp(`done: remember ${id}`));

/// The cron that counts what happened, among the rest.
async function everyHour({ runtime }) {
  const worker = await runtime.getWorker();
  await worker.scheduled({ cron: "0 * * * *" });
}
