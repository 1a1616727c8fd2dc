// A ConversationRelay session: speech and keys of a call as frames over our socket, and back.

import { WebSocket } from "ws";

import { read } from "./frames.mjs";
import { ACCOUNT } from "./webhooks.mjs";

/// So many frames in a row that Twilio does not know close the socket.
const MOST_BAD_FRAMES = 10;
const BAD_FRAMES = 1007;
/// Errors of a session.
const CANT_CONNECT = 64102;
const SOCKET_LOST = 64105;
const INVALID_MESSAGE = 64107;

const allows = (attribute, by) => ["any", "true", by].includes(attribute ?? "any");

/// What was understood on the way: some of the words, then all of them, without their punctuation.
function beginnings(text) {
  const words = text.replaceAll(/[.,!?]/g, "").split(" ");
  return [words.slice(0, Math.ceil(words.length / 2)), words].map((some) => some.join(" "));
}

export class Relay {
  #call;
  #attributes;
  #socket;
  #badFrames = 0;
  #end = Promise.withResolvers();

  /// `verb` is the ConversationRelay element. `address` and `headers` are those of the socket.
  constructor(call, verb, address, headers) {
    this.#call = call;
    this.#attributes = verb.attributes;
    this.#socket = new WebSocket(address, { headers });
    this.#socket.on("message", (data, isBinary) => this.#take(data.toString(), isBinary));
    this.#socket.on("error", () => {});
    this.#socket.on("unexpected-response", (_request, { statusCode }) => {
      call.complain(`the socket was refused with ${statusCode}`);
      this.#socket.terminate();
      this.#over({ SessionStatus: "failed", ErrorCode: `${CANT_CONNECT}` });
    });
    this.#socket.on("close", () => this.#over({ SessionStatus: "failed", ErrorCode: `${SOCKET_LOST}` }));
    this.opened = new Promise((resolve) => {
      this.#socket.on("open", resolve);
      this.#socket.on("close", resolve);
    });
  }

  /// How it ended: what the action is told.
  get end() {
    return this.#end.promise;
  }

  /// The session begins: the socket is told whose call it is, and the greeting is spoken.
  setUp(parameters) {
    const { sid, from, to, direction } = this.#call;
    this.send({
      type: "setup",
      sessionId: sid.replace(/^CA/, "VX"),
      accountSid: ACCOUNT,
      parentCallSid: "",
      callSid: sid,
      from,
      to,
      forwardedFrom: "",
      callType: "PSTN",
      callerName: "",
      direction,
      callStatus: "IN-PROGRESS",
      customParameters: parameters,
    });
    const { welcomeGreeting, welcomeGreetingInterruptible } = this.#attributes;
    if (welcomeGreeting === undefined) return;
    this.#call.emit("greeting", welcomeGreeting);
    this.#call.speech.add(welcomeGreeting, { interruptible: allows(welcomeGreetingInterruptible, "speech") });
  }

  /// Sends anything over the socket: a frame, or a text as it is.
  send(frame) {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /// The person says something. Over the persona it is an interruption, where that is allowed; otherwise
  /// nobody hears it.
  hear(text) {
    if (!this.interrupt("speech")) return;
    this.#info("speaker-events", "clientSpeaking", "on");
    for (const said of beginnings(text)) this.hearSoFar(said);
    this.#info("speaker-events", "clientSpeaking", "off");
    this.#prompt(text, true);
  }

  /// The person has said that, and may go on; where it was asked for, that is told.
  hearSoFar(text) {
    if (this.#attributes.partialPrompts === "true") this.#prompt(text, false);
  }

  #prompt(voicePrompt, last) {
    const { transcriptionLanguage, language = "en-US" } = this.#attributes;
    this.send({ type: "prompt", voicePrompt, lang: transcriptionLanguage ?? language, last });
  }

  /// The person presses a key.
  key(digit) {
    if (this.#attributes.dtmfDetection !== "true") return;
    this.interrupt("dtmf");
    this.send({ type: "dtmf", digit });
  }

  /// The person makes a sound into what the persona says. Whether they are listened to now.
  interrupt(by = "speech") {
    const { speech } = this.#call;
    if (!speech.isSpeaking) return true;
    if (!speech.isInterruptible || !allows(this.#attributes.interruptible, by)) return false;
    const { heard, millis } = speech.interrupt();
    this.send({ type: "interrupt", utteranceUntilInterrupt: heard, durationUntilInterruptMs: millis });
    return true;
  }

  hangUp() {
    this.#over({ SessionStatus: "completed" });
    this.#socket.close();
  }

  /// The connection breaks, and nobody says so.
  drop() {
    this.#socket.terminate();
  }

  /// What is heard of the persona, as far as it was asked for.
  speechBegins() {
    this.#info("speaker-events", "agentSpeaking", "on");
  }

  speechEnds() {
    this.#info("speaker-events", "agentSpeaking", "off");
  }

  tokenPlayed(token) {
    this.#info("tokens-played", "tokensPlayed", token);
  }

  #info(event, name, value) {
    const asked = this.#attributes.events?.split(" ") ?? [];
    if (asked.includes(event)) this.send({ type: "info", name, value });
  }

  #take(text, isBinary) {
    const frame = read(text, isBinary);
    if (frame === undefined) {
      this.#badFrames += 1;
      this.#call.complain(`a frame that Twilio does not know: ${text}`);
      this.send({ type: "error", description: `Invalid message received: ${text}` });
      if (this.#badFrames < MOST_BAD_FRAMES) return;
      this.#over({ SessionStatus: "failed", ErrorCode: `${INVALID_MESSAGE}` });
      this.#socket.close(BAD_FRAMES);
      return;
    }
    this.#badFrames = 0;
    this.#call.emit("frame", frame);
    if (frame.type === "text") {
      const { token, last = false, interruptible = true } = frame;
      this.#call.speech.add(token, { last, interruptible });
      this.#call.emit("token", { token, last });
    } else if (frame.type === "end") {
      const { handoffData } = frame;
      this.#over({ SessionStatus: "ended", ...(handoffData !== undefined && { HandoffData: handoffData }) });
      this.#socket.close();
    }
  }

  #over(end) {
    this.#end.resolve(end);
  }
}
