// A carrier like Twilio, on this machine: its API, stricter than Twilio's own about what it is asked,
// and the calls that it leads over our webhooks and our socket. Nobody's telephone rings: what people
// do at theirs, whoever holds this tells each `Call`.
//
// By itself it has no clock: a call rings until something is done about it, and speech is played by
// hand. `isLive` gives it one, for a person at a terminal.

import { EventEmitter, once } from "node:events";
import http from "node:http";

import { Call } from "./call.mjs";
import { CHANGING, LISTING, MESSAGING, PLACING, Refused, exactlyOne, read } from "./parameters.mjs";
import { parse } from "./twiml.mjs";
import { ACCOUNT, HOME, TOKEN, upgrade, webhook } from "./webhooks.mjs";

/// Our number.
export const NUMBER = "+18005551212";
/// How often speech is played on, in milliseconds, where there is a clock.
const TICK = 100;
const LOGIN = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString("base64")}`;
const FORM = "application/x-www-form-urlencoded";
/// How long Twilio waits for us, in milliseconds.
const LONGEST_ANSWER = 15_000;
const NO_CONNECTION = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

export async function startCarrier() {
  const carrier = new Carrier();
  await carrier.listen();
  return carrier;
}

/// It emits `call` for each that comes to be, and `complaint`.
class Carrier extends EventEmitter {
  /// All calls, oldest first.
  calls = [];
  messages = [];
  /// What the next requests for a call meet, one each; after them all goes well:
  ///   {}                     it is placed
  ///   { status, code }       it is refused with that
  ///   { lost: true }         it is placed, and the answer is lost
  ///   { status, placed: true }  it is placed, and an error answered
  answers = [];
  /// Callbacks are kept in `call.callbacks` until somebody sends them.
  holdsCallbacks = false;
  /// What we did that Twilio would not have.
  complaints = [];
  /// What is done with calls to our number, as set in Twilio's console.
  number = {
    Url: `${HOME}/twilio/inbound`,
    FallbackUrl: `${HOME}/twilio/fallback`,
    FallbackMethod: "GET",
    StatusCallback: `${HOME}/twilio/status`,
  };
  /// The moment at which it takes itself to be.
  now = () => new Date();
  /// Whether it has a clock of its own.
  isLive = false;
  #worker;
  #hasStopped = false;
  /// What is being sent.
  #underWay = new Set();
  // No connection is closed for being idle: that could be at the moment of a request.
  #server = http.createServer({ keepAliveTimeout: 0 }, (request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => this.#answer(request, text, response));
  });

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    /// What the worker has to be started with.
    this.vars = {
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_NUMBER: NUMBER,
      TWILIO_API_BASE: `http://127.0.0.1:${this.#server.address().port}`,
      PUBLIC_URL: HOME,
    };
  }

  /// Everybody hangs up. Resolves once that was told, and all else that was on its way.
  async hangUp() {
    await Promise.all(this.calls.map((call) => (call.isOver ? call.over : call.hangUp())));
    await Promise.allSettled(this.#underWay);
  }

  /// Every line breaks, and nobody hears of it any more.
  stop() {
    this.#hasStopped = true;
    for (const { line } of this.calls) line?.drop?.();
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  /// Says where the worker, which Twilio believes to be at HOME, really is.
  reach(url) {
    this.#worker = url;
  }

  /// The calls that we placed.
  get placed() {
    return this.calls.filter(({ direction }) => direction === "outbound-api");
  }

  /// Somebody calls our number. `trust` is how far the network vouches for their number: A, B, C, or
  /// none.
  async dial(from, { trust = "A" } = {}) {
    const call = this.#take(new Call(this, { from, to: NUMBER, direction: "inbound", asked: this.number }));
    const vouched = trust && { StirVerstat: `TN-Validation-Passed-${trust}`, StirStatus: trust };
    await call.comeIn(vouched);
    return call;
  }

  /// Sends what a call has to tell. What fails is complained of.
  async send(request) {
    const sent = this.#send(request);
    this.#underWay.add(sent);
    try {
      return await sent;
    } finally {
      this.#underWay.delete(sent);
    }
  }

  async #send({ name, url, method, fields, idempotencyToken }) {
    const path = this.pathOf(url);
    const request = method === "GET" ? {} : webhook(path, fields, { idempotencyToken });
    const ask = () => fetch(new URL(path, this.#worker), { ...request, signal: AbortSignal.timeout(LONGEST_ANSWER) });
    // A connection that was kept open may be closed at the moment in which it is used again. Twilio, too, tries
    // once more where there is none.
    const response = await ask().catch((error) => {
      if (!NO_CONNECTION.has(error.cause?.code)) throw error;
      return ask();
    });
    if (!response.ok) this.complain(`${name} was answered with ${response.status}`);
    return response;
  }

  /// The path of an address of ours.
  pathOf(url) {
    const { protocol, host, pathname } = new URL(url);
    if (!/^(https|wss):$/.test(protocol) || host !== new URL(HOME).host) {
      throw new Error(`nobody is at ${url}`);
    }
    return pathname;
  }

  socketAddress(path) {
    return new URL(path, this.#worker.replace("http", "ws"));
  }

  upgrade(path) {
    return upgrade(path);
  }

  complain(what) {
    if (this.#hasStopped) return;
    this.complaints.push(what);
    this.emit("complaint", what);
  }

  /// How many seconds a question's silence lasts where it does not say; for ever, without a clock.
  get patience() {
    return this.isLive ? 5 : undefined;
  }

  /// Resolves once all that a call says was heard.
  async playedOut(call) {
    if (!this.isLive) call.speech.playOut();
    while (call.speech.isSpeaking) await once(call, "quiet");
  }

  #take(call) {
    this.calls.push(call);
    if (this.isLive) {
      const timer = setInterval(() => call.speech.play(TICK), TICK);
      call.once("over", () => clearInterval(timer));
    }
    this.emit("call", call);
    return call;
  }

  async #answer(request, text, response) {
    const json = (status, body) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    try {
      const [status, body] = await this.#serve(request, text);
      if (status === "lost") response.destroy();
      else json(status, body);
    } catch (error) {
      if (!error.isMeant) this.complain(`${request.method} ${request.url}: ${error.message}`);
      if (error instanceof Refused) json(error.status, error.body);
      else json(500, { code: 20500, message: error.message, status: 500 });
    }
  }

  /// The status and the body of an answer.
  async #serve({ method, url, headers }, text) {
    const { pathname, searchParams } = new URL(url, HOME);
    const [, resource, sid] = /^\/2010-04-01\/Accounts\/AC0{32}\/(Calls|Messages)(?:\/(\w+))?\.json$/.exec(pathname) ?? [];
    if (headers.authorization !== LOGIN) throw new Refused(401, 20003, "Authenticate");
    if (method === "POST" && headers["content-type"] !== FORM) {
      throw new Refused(415, 20415, `This is no form but ${headers["content-type"]}`);
    }
    const form = [...new URLSearchParams(text)];
    switch (`${method} ${resource}${sid === undefined ? "" : "/"}`) {
      case "POST Calls":
        return this.#place(form);
      case "GET Calls":
        return [200, this.#list(searchParams)];
      case "GET Calls/":
        return [200, this.#call(sid).resource];
      case "POST Calls/":
        return [200, await this.#change(this.#call(sid), form)];
      case "POST Messages":
        return [201, this.#message(form)];
      default:
        throw new Refused(404, 20404, `There is nothing at ${pathname}`);
    }
  }

  #call(sid) {
    const call = this.calls.find((call) => call.sid === sid);
    if (call === undefined) throw new Refused(404, 20404, "There is no such call");
    return call;
  }

  async #place(form) {
    const asked = read(form, PLACING);
    exactlyOne(asked, ["Url", "Twiml", "ApplicationSid"], 21205);
    if (asked.From !== NUMBER) throw new Refused(400, 21210, "That is no number of the account's");
    if (asked.Twiml !== undefined) checkTwiml(asked.Twiml);
    const answer = this.answers.shift() ?? {};
    const { status = 201, code = 20500, lost = false, placed = status === 201 } = answer;
    if (!placed) throw meant(new Refused(status, code, "No"));
    const call = new Call(this, { from: asked.From, to: asked.To, direction: "outbound-api", asked });
    const { resource } = call;
    this.#take(call);
    if (this.isLive) this.#ringFor(call);
    if (status !== 201) throw meant(new Refused(status, code, "No"));
    return [lost ? "lost" : 201, resource];
  }

  /// Rings as long as was asked for.
  #ringFor(call) {
    call.ring().catch((error) => this.complain(error.message));
    const limit = Number(call.asked.Timeout ?? 60) * 1_000;
    const timer = setTimeout(() => call.startedAt ?? call.goUnanswered(), limit);
    call.once("over", () => clearTimeout(timer));
  }

  #list(query) {
    const asked = read([...query], LISTING);
    const day = (call) => call.createdAt.toISOString().slice(0, 10);
    const fits = (call) =>
      (asked.To ?? call.to) === call.to &&
      (asked.From ?? call.from) === call.from &&
      (asked.Status ?? call.status) === call.status &&
      (asked["StartTime>"] ?? "") <= day(call) &&
      (asked["StartTime<"] ?? "9") >= day(call) &&
      (asked.StartTime ?? day(call)) === day(call);
    const calls = this.calls.filter(fits).toReversed().slice(0, Number(asked.PageSize ?? 50));
    return { calls: calls.map(({ resource }) => resource), page: 0, page_size: calls.length, next_page_uri: null };
  }

  async #change(call, form) {
    const asked = read(form, CHANGING);
    exactlyOne(asked, ["Status", "Url", "Twiml", "TimeLimit"], 21218);
    const { Status: status, Twiml: twiml } = asked;
    if (twiml !== undefined) checkTwiml(twiml);
    const isUnanswered = call.startedAt === undefined;
    if (call.isOver || (status === "canceled" && !isUnanswered)) {
      // Which nobody can know for sure beforehand.
      throw meant(new Refused(400, 21220, "The call is over, or picked up"));
    }
    if (status === undefined && twiml === undefined) throw new Error("a call is only ended here, or told something else");
    // What comes of it is told while the answer is on its way.
    const done = twiml === undefined ? call.hangUp() : call.doInstead(parse(twiml));
    done.catch((error) => this.complain(error.message));
    return call.resource;
  }

  #message(form) {
    const asked = read(form, MESSAGING);
    exactlyOne(asked, ["From", "MessagingServiceSid"], 21603);
    exactlyOne(asked, ["Body", "MediaUrl", "ContentSid"], 21602);
    this.messages.push(asked);
    return { sid: `SM${"0".repeat(32)}`, account_sid: ACCOUNT, to: asked.To, body: asked.Body, status: "queued" };
  }
}

function checkTwiml(document) {
  try {
    parse(document);
  } catch (error) {
    throw new Refused(400, 21205, `That is no TwiML: ${error.message}`);
  }
}

/// A refusal that is no fault of whoever asked.
function meant(refusal) {
  return Object.assign(refusal, { isMeant: true });
}
