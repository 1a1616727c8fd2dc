// The line to a call: ConversationRelay's JSON frames over a socket that may be lost. What is on
// the page and what the server has are brought together after each loss, so that nothing said is
// lost or said twice.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
// After this long an unanswered "end" is left to the form.
const GOODBYE = 3000;
// The close code of a line that another page has taken over.
const TAKEN_OVER = 4001;
// For a reply that was streamed but not stored yet.
const SETTLE = 700;

const same = (one, other) => normal(one) === normal(other);
const normal = (text) => text.replace(/\s+/g, " ").trim();

// Whether the last that the persona said, as stored, is or ends with these words.
const covers = (turns, text) => {
  const latest = turns.findLast((turn) => turn.speaker === "persona");
  return latest !== undefined && normal(latest.text).endsWith(normal(text));
};

export class Line {
  #call;
  #lang;
  #open;
  #transcript;
  #on;
  #socket = null;
  #attempts = 0;
  #retry = null;
  // What came while the transcript was being fetched; null otherwise.
  #held = null;
  // Turns that the server is known to have.
  #stored;
  // What the user said since, in order: {text, sent}.
  #pending = [];
  // The page may differ from what the server has: settle it when the reply is over.
  #unsettled = false;
  // What came of the reply that is coming in.
  #streamed = "";
  // How often the user spoke over the persona.
  #interruptions = 0;
  // Before anything is sent on a new socket, the page is brought to what the server has: also at
  // first, since a browser may show a page that it kept.
  #needsSync = true;
  #over = false;
  #leaving = false;

  // `open()` gives a new socket; `transcript()` a promise of {turns, ended?}, or of null where
  // there is no such call any more. `on` is told: connected(), reconnecting(),
  // draw(turns, pending), recalled(lines), token(text, last), over(confirmed), gone(), elsewhere().
  constructor({ call, lang = "en-US", stored, open, transcript, on }) {
    this.#call = call;
    this.#lang = lang;
    this.#stored = stored;
    this.#open = open;
    this.#transcript = transcript;
    this.#on = on;
  }

  start() {
    this.#connect();
  }

  say(text) {
    this.#pending.push({ text, sent: false });
    this.#flush();
  }

  // The user spoke over the persona: of this reply only `heard` was heard.
  interrupt(heard, milliseconds, streaming) {
    this.#send({
      type: "interrupt",
      utteranceUntilInterrupt: heard,
      durationUntilInterruptMs: Math.round(milliseconds),
    });
    this.#interruptions += 1;
    this.#unsettled ||= streaming;
  }

  // A key of the telephone.
  press(digit) {
    this.#send({ type: "dtmf", digit });
  }

  hangUp() {
    if (this.#over || this.#leaving) return;
    this.#leaving = true;
    clearTimeout(this.#retry);
    if (!this.#ready()) return this.#finish(false);
    this.#send({ type: "end" });
    setTimeout(() => this.#finish(false), GOODBYE);
  }

  // Tries at once instead of waiting: the network is back, or the page is looked at again.
  wake() {
    if (this.#over || this.#leaving || this.#retry === null) return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  #ready() {
    return this.#socket?.readyState === 1;
  }

  #send(frame) {
    if (this.#ready()) this.#socket.send(JSON.stringify(frame));
  }

  #flush() {
    if (!this.#ready() || this.#needsSync || this.#held) return;
    for (const prompt of this.#pending.filter((prompt) => !prompt.sent)) {
      this.#send({ type: "prompt", voicePrompt: prompt.text, lang: this.#lang, last: true });
      prompt.sent = true;
    }
  }

  #connect() {
    this.#retry = null;
    const socket = this.#open();
    this.#socket = socket;
    socket.onopen = async () => {
      this.#send({ type: "setup", callSid: this.#call });
      if (this.#needsSync && !(await this.#sync(socket))) return;
      if (this.#socket !== socket || this.#over) return;
      this.#on.connected();
      this.#flush();
    };
    socket.onmessage = ({ data }) => {
      if (this.#socket === socket) this.#receive(data);
    };
    socket.onclose = (event) => {
      if (this.#socket !== socket) return;
      // Trying again would only take it back, and so on for ever.
      if (event?.code === TAKEN_OVER) this.#giveUp();
      else this.#lost();
    };
  }

  #lost() {
    this.#socket = null;
    this.#held = null;
    this.#streamed = "";
    if (this.#over) return;
    if (this.#leaving) return this.#finish(true);
    this.#needsSync = true;
    this.#on.reconnecting();
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#attempts);
    this.#attempts += 1;
    this.#retry = setTimeout(() => this.#again(), wait * (0.75 + Math.random() / 2));
  }

  #giveUp() {
    this.#over = true;
    this.#on.elsewhere();
  }

  // A refused socket doesn't say why: where it was refused twice, the transcript does.
  async #again() {
    const retry = this.#retry;
    if (this.#attempts > 1) {
      const known = await this.#transcript().catch(() => undefined);
      // Whoever was woken meanwhile has a socket already, and would lose its call to a second one.
      if (this.#over || this.#leaving || this.#retry !== retry) return;
      if (known === null) return this.#on.gone();
      if (known?.ended) return this.#finish(true);
    }
    this.#connect();
  }

  // Draws what the server has, and makes ready to be sent what it has not. False where the
  // socket was given up.
  async #sync(socket) {
    this.#held = [];
    let known;
    try {
      known = await this.#transcript();
    } catch {
      if (this.#socket === socket) socket.close();
      return false;
    }
    if (this.#socket !== socket || this.#over) return false;
    if (known === null) {
      this.#on.gone();
      return false;
    }
    if (known.ended) {
      this.#finish(true);
      return false;
    }
    this.#take(known.turns);
    this.#on.recalled(known.recalled);
    for (const prompt of this.#pending) prompt.sent = false;
    this.#needsSync = false;
    this.#unsettled = true;
    this.#release(known.turns);
    return true;
  }

  // The server's turns are the truth; what of the pending is among them was heard.
  #take(turns) {
    const heard = turns.filter((turn) => turn.index >= this.#stored && turn.speaker === "user");
    let from = 0;
    this.#pending = this.#pending.filter(({ text }) => {
      const at = heard.findIndex((turn, index) => index >= from && same(turn.text, text));
      if (at >= 0) from = at + 1;
      return at < 0;
    });
    this.#stored = turns.length ? turns.at(-1).index + 1 : 0;
    this.#on.draw(turns, this.#pending.map((prompt) => prompt.text));
  }

  // Takes up what came meanwhile, without the reply that the transcript has already.
  #release(turns) {
    const held = this.#held ?? [];
    this.#held = null;
    const end = held.findIndex((frame) => frame.type === "text" && frame.last === true);
    const reply = held.slice(0, end + 1).filter((frame) => frame.type === "text");
    const drawn = end >= 0 && covers(turns, reply.map((frame) => frame.token ?? "").join(""));
    for (const frame of drawn ? held.slice(end + 1) : held) this.#handle(frame);
  }

  #receive(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame === null || typeof frame !== "object") return;
    this.#attempts = 0;
    // An end waits for nothing.
    if (this.#held && frame.type !== "end") this.#held.push(frame);
    else this.#handle(frame);
  }

  #handle(frame) {
    if (frame.type === "end") return this.#finish(true);
    if (frame.type === "recalled") return this.#on.recalled(frame.recalled);
    if (frame.type !== "text") return;
    const last = frame.last === true;
    const token = typeof frame.token === "string" ? frame.token : "";
    this.#streamed += token;
    this.#on.token(token, last);
    if (!last) return;
    if (this.#unsettled) this.#settle(this.#socket, this.#streamed, 2);
    this.#streamed = "";
  }

  // Once a reply is over that may have been shown in part: draws it as it is stored. Where the user spoke over it
  // meanwhile, or the next one comes in, what is stored is older than the page; then the next one settles it.
  async #settle(socket, streamed, tries) {
    const interruptions = this.#interruptions;
    const known = await this.#transcript().catch(() => undefined);
    if (this.#socket !== socket || this.#over || this.#held || !known) return;
    if (this.#interruptions !== interruptions || this.#streamed !== "") return;
    const replied = known.turns.some(
      (turn) => turn.index >= this.#stored && turn.speaker === "persona",
    );
    if (replied || covers(known.turns, streamed)) {
      this.#unsettled = false;
      this.#take(known.turns);
    } else if (tries > 0) {
      setTimeout(() => this.#settle(socket, streamed, tries - 1), SETTLE);
    }
  }

  // `confirmed`: the server knows that the call is over.
  #finish(confirmed) {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#retry);
    this.#on.over(confirmed);
  }
}
