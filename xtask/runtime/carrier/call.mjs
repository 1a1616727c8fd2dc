// One telephone call, as Twilio leads it: it rings, is picked up or not, does what our TwiML says, and
// tells of all this by callbacks. What the person at the telephone does is told to it.

import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";

import { Gather } from "./gather.mjs";
import { Relay } from "./relay.mjs";
import { Speech } from "./speech.mjs";
import { isVoiceOf, parse } from "./twiml.mjs";
import { ACCOUNT } from "./webhooks.mjs";

const OVER = ["completed", "busy", "no-answer", "failed", "canceled"];
const VERSION = "2010-04-01";

export const date = (moment) => moment.toUTCString().replace("GMT", "+0000");

/// It emits `status` (the new one), `greeting` (what the carrier says before us), `frame` (each of
/// ours), `token` ({ token, last }: something more of what the persona says), `heard` (a piece of it, as
/// it is played), `quiet` (what was said in one go was played) and `over`.
export class Call extends EventEmitter {
  sid = `CA${randomUUID().replaceAll("-", "")}`;
  status = "queued";
  createdAt;
  startedAt;
  endedAt;
  answeredBy;
  /// What the carrier has to tell, in the order in which it came up: { name, url, method, fields,
  /// idempotencyToken }. `carrier.send` sends one, again too.
  callbacks = [];
  speech = new Speech({
    begins: () => this.#activity?.speechBegins?.(),
    ends: () => {
      this.#activity?.speechEnds?.();
      this.emit("quiet");
    },
    plays: (piece) => this.emit("heard", piece),
    played: (token) => this.#activity?.tokenPlayed?.(token),
  });
  #carrier;
  /// The parameters that it was placed with; of a call from outside, what is set for its number.
  #asked;
  /// What the person talks to: a conversation or a question.
  #activity;
  #sequence = 0;
  #isHungUp = false;
  /// What it was told to do instead of what it does.
  #instead;
  #over = Promise.withResolvers();

  constructor(carrier, { from, to, direction, asked }) {
    super();
    this.#carrier = carrier;
    this.createdAt = carrier.now();
    this.#asked = asked;
    Object.assign(this, { from, to, direction });
  }

  /// Resolves once it is over and all that was to be told is told, or could not be.
  get over() {
    return this.#over.promise;
  }

  get isOver() {
    return OVER.includes(this.status);
  }

  /// What it was placed with.
  get asked() {
    return this.#asked;
  }

  /// The telephone rings.
  async ring() {
    await this.#becomes("initiated", "initiated");
    await this.#becomes("ringing", "ringing");
  }

  /// Somebody or something picks up. Resolves once they can talk, or it is over. `until` ends it early:
  /// whoever picked up hangs up again when the `instructions` or the `socket` are there, and no more.
  async answer({ until } = {}) {
    if (this.status === "queued") await this.ring();
    this.startedAt = this.#carrier.now();
    await this.#becomes("in-progress", "answered");
    const hasBegun = new Promise((resolve) => this.once("begun", resolve));
    this.#live(until).catch((error) => this.complain(error.stack));
    await Promise.race([hasBegun, this.over]);
  }

  /// A call from outside comes in: what our number's address says is done.
  async comeIn(fields) {
    this.status = "ringing";
    const verbs = await this.#instructions(this.#asked, fields);
    if (verbs?.[0]?.name === "Reject") {
      await this.#end(verbs[0].attributes.reason === "busy" ? "busy" : "no-answer");
      return;
    }
    this.startedAt = this.#carrier.now();
    this.status = "in-progress";
    this.emit("status", this.status);
    const hasBegun = new Promise((resolve) => this.once("begun", resolve));
    this.#followToTheEnd(verbs ?? []).catch((error) => this.complain(error.stack));
    await Promise.race([hasBegun, this.over]);
  }

  /// Nobody picks up, or they don't want to: "busy", "no-answer" or "failed".
  async goUnanswered(status = "no-answer") {
    if (this.status === "queued") await this.ring();
    await this.#end(status);
  }

  /// The carrier has heard who or what picked up.
  async detect(answeredBy) {
    const { MachineDetection, AsyncAmd, AsyncAmdStatusCallback: url } = this.#asked;
    if (MachineDetection === undefined) throw new Error("nobody asked who picks up");
    const isHeardOut = /^machine_end/.test(answeredBy);
    if (isHeardOut !== (MachineDetection === "DetectMessageEnd") && answeredBy.startsWith("machine")) {
      throw new Error(`${MachineDetection} never tells of ${answeredBy}`);
    }
    this.answeredBy = answeredBy;
    if (AsyncAmd !== "true") return;
    const fields = { CallSid: this.sid, AccountSid: ACCOUNT, AnsweredBy: answeredBy, MachineDetectionDuration: "3000" };
    await this.#tell("machine", url, this.#asked.AsyncAmdStatusCallbackMethod, fields);
  }

  /// The person says something.
  hear(text) {
    this.#activity?.hear(text);
  }

  /// The person presses a key.
  key(digit) {
    this.#activity?.key(digit);
  }

  /// The person makes a sound into what the persona says.
  interrupt() {
    this.#activity?.interrupt?.();
  }

  /// What the person talks to, for what no telephone can do: `send` and `drop`.
  get line() {
    return this.#activity;
  }

  /// The person hangs up, or is hung up on.
  async hangUp() {
    if (this.startedAt === undefined) return this.#end("canceled");
    this.#isHungUp = true;
    this.#activity?.hangUp();
    return this.over;
  }

  /// We have it leave what it does, and do these verbs.
  async doInstead(verbs) {
    this.#instead = verbs;
    this.#activity?.hangUp();
    return this.over;
  }

  complain(what) {
    this.#carrier.complain(`${this.sid}: ${what}`);
  }

  get fields() {
    const { from, to } = this;
    return {
      CallSid: this.sid,
      AccountSid: ACCOUNT,
      From: from,
      To: to,
      Caller: from,
      Called: to,
      Direction: this.direction,
      CallStatus: this.status,
      ApiVersion: VERSION,
    };
  }

  /// As the API shows it.
  get resource() {
    const { sid, from, to, status, direction, createdAt, startedAt, endedAt, answeredBy = null } = this;
    return {
      sid,
      account_sid: ACCOUNT,
      parent_call_sid: null,
      date_created: date(createdAt),
      date_updated: date(createdAt),
      to,
      from,
      // The API has no such status.
      status: status === "initiated" ? "queued" : status,
      start_time: startedAt ? date(startedAt) : null,
      end_time: endedAt ? date(endedAt) : null,
      duration: endedAt ? `${this.#seconds}` : null,
      price: null,
      price_unit: "USD",
      direction,
      answered_by: answeredBy,
      api_version: VERSION,
      uri: `/${VERSION}/Accounts/${ACCOUNT}/Calls/${sid}.json`,
    };
  }

  get #seconds() {
    return this.startedAt ? Math.ceil((this.endedAt - this.startedAt) / 1_000) : 0;
  }

  async #live(until) {
    const verbs = await this.#instructions(this.#asked, this.answeredBy && { AnsweredBy: this.answeredBy });
    await this.#followToTheEnd(until === "instructions" ? [] : (verbs ?? []), until);
  }

  async #followToTheEnd(verbs, until) {
    try {
      await this.#follow(verbs, until);
      const instead = this.#instead;
      this.#instead = undefined;
      if (instead !== undefined) await this.#follow(instead);
    } finally {
      await this.#end("completed");
    }
  }

  /// Does what these verbs say, one after the other.
  async #follow(verbs, until) {
    for (const { name, attributes, children, text } of verbs) {
      if (this.#isHungUp || this.isOver || this.#instead) return;
      switch (name) {
        case "Say":
          await this.#say(text);
          break;
        case "Hangup":
        case "Reject":
          return;
        case "Redirect":
          return this.#goOn(text.trim(), attributes.method, {});
        case "Gather": {
          const answer = await this.#ask(attributes, children);
          if (answer === undefined) break;
          return this.#goOn(attributes.action ?? this.#asked.Url, attributes.method, answer);
        }
        case "Connect": {
          const [relay] = children;
          if (!isVoiceOf(relay.attributes.ttsProvider ?? "ElevenLabs", relay.attributes.voice ?? "")) {
            // Twilio drops such a call.
            this.complain(`no voice of ${relay.attributes.ttsProvider}: ${relay.attributes.voice}`);
            return;
          }
          const end = await this.#converse(relay, until);
          if (attributes.action !== undefined) {
            return this.#goOn(attributes.action, attributes.method, end, "relay-ended");
          }
        }
      }
    }
  }

  /// Goes on with the instructions that are given for what came of the last ones.
  async #goOn(url, method, fields, name) {
    const verbs = await this.#instructions({ Url: url, Method: method }, fields, name);
    await this.#follow(verbs ?? []);
  }

  async #say(text) {
    this.emit("token", { token: text, last: true });
    this.speech.add(text);
    await this.#carrier.playedOut(this);
  }

  async #ask(attributes, children) {
    this.#activity = new Gather(attributes);
    for (const { name, text } of children) if (name === "Say") await this.#say(text);
    this.#activity.listen(this.#carrier.patience);
    this.emit("begun");
    const answer = await this.#activity.end;
    this.#activity = undefined;
    return answer;
  }

  async #converse(verb, until) {
    const path = this.#carrier.pathOf(verb.attributes.url);
    const relay = new Relay(this, verb, this.#carrier.socketAddress(path), this.#carrier.upgrade(path));
    this.#activity = relay;
    await relay.opened;
    if (until === "socket") relay.hangUp();
    else relay.setUp(Object.fromEntries(verb.children.map(({ attributes: { name, value } }) => [name, value])));
    this.emit("begun");
    const end = await relay.end;
    this.#activity = undefined;
    this.speech.interrupt();
    return { SessionId: this.sid.replace(/^CA/, "VX"), SessionDuration: "1", ...end };
  }

  /// The verbs that our address answers with, or that at which we said to ask instead.
  async #instructions({ Url: url, Method: method, Twiml: twiml }, fields, name = "instructions") {
    try {
      if (twiml !== undefined) return parse(twiml);
      const request = this.#note(name, url, method, { ...this.fields, ...fields });
      const response = await this.#carrier.send(request);
      if (response.ok) return parse(await response.text());
    } catch (error) {
      this.complain(`no instructions: ${error.message}`);
    }
    const { FallbackUrl, FallbackMethod } = this.#asked;
    if (FallbackUrl === undefined || url === FallbackUrl) return undefined;
    return this.#instructions({ Url: FallbackUrl, Method: FallbackMethod }, fields, "fallback");
  }

  async #becomes(status, event) {
    this.status = status;
    this.emit("status", status);
    const { StatusCallback: url, StatusCallbackMethod: method, StatusCallbackEvent: events = ["completed"] } = this.#asked;
    if (url === undefined || !events.includes(event)) return;
    const fields = {
      ...this.fields,
      CallbackSource: "call-progress-events",
      Timestamp: date(this.#carrier.now()),
      SequenceNumber: `${this.#sequence}`,
      ...(this.isOver && { CallDuration: `${this.#seconds}`, Duration: `${Math.ceil(this.#seconds / 60)}` }),
      ...(this.isOver && this.answeredBy && { AnsweredBy: this.answeredBy }),
    };
    this.#sequence += 1;
    await this.#tell(event, url, method, fields);
  }

  async #tell(name, url, method, fields) {
    const request = this.#note(name, url, method, fields);
    if (!this.#carrier.holdsCallbacks) await this.#carrier.send(request);
  }

  #note(name, url, method = "POST", fields) {
    const request = { name, url, method, fields, idempotencyToken: randomUUID() };
    this.callbacks.push(request);
    return request;
  }

  async #end(status) {
    if (this.isOver) return;
    this.endedAt = this.#carrier.now();
    try {
      await this.#becomes(status, "completed");
    } finally {
      this.emit("over", status);
      this.#over.resolve(status);
    }
  }
}
