// Speech in the browser, both ways, where it has it.

// How fast a voice reads where the browser doesn't tell how far it is, in characters a
// millisecond.
const PACE = 15 / 1000;
const SENTENCE = /^[\s\S]*?[.!?…]+["”’')\]]*\s+/;
// Between two tries to listen again, so that a recogniser that gives up doesn't spin.
const REST = 400;
// What ends listening until it is asked for again, and why, as the user reads it. Others pass: somebody said
// nothing for a while.
const NOT_ALLOWED = "The browser does not let this page use the microphone. You can type.";
const ENDS = {
  "not-allowed": NOT_ALLOWED,
  "service-not-allowed": NOT_ALLOWED,
  "audio-capture": "The browser finds no microphone that works. You can type.",
  "network": "The browser does not reach what turns your voice into text. Try again later; you can type.",
  "language-not-supported": "The browser does not turn this language into text. You can type.",
};

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];

// Reads replies aloud as they come, sentence by sentence, and knows how far it is.
export class Voice {
  #synthesis = window.speechSynthesis;
  #lang;
  #unread = "";
  // Of the reply that is being read: what was read, what is being read, where in it.
  #read = "";
  #current = null;
  #queue = [];
  #at = null;
  #began = 0;
  #sentenceBegan = 0;
  #complete = true;
  #waiting = [];
  on = false;

  static get possible() {
    return "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
  }

  constructor(lang) {
    this.#lang = lang;
  }

  get speaking() {
    return this.#current !== null || this.#queue.length > 0;
  }

  // What is being read now, for telling it from what the user says.
  get text() {
    return this.#read + (this.#current ?? "") + this.#queue.join("");
  }

  // A piece of a reply. A new one begins after the last piece of the one before.
  add(token, last) {
    if (!this.on) return;
    if (this.#complete && !this.speaking) this.#read = "";
    this.#complete = last;
    this.#unread += token;
    for (let cut; (cut = SENTENCE.exec(this.#unread)); ) this.#speak(cut[0]);
    if (last) this.#speak(this.#unread);
  }

  // Falls silent. Gives what was heard of the reply, and for how long.
  stop() {
    const now = performance.now();
    const current = this.#current ?? "";
    const guess = Math.min(current.length, (now - this.#sentenceBegan) * PACE);
    const at = this.#at ?? current.lastIndexOf(" ", guess) + 1;
    const heard = { text: this.#read + current.slice(0, at), milliseconds: now - this.#began };
    this.#forget();
    this.#synthesis.cancel();
    return heard;
  }

  // When nothing is left to read.
  async silence() {
    if (this.speaking) await new Promise((done) => this.#waiting.push(done));
  }

  #forget() {
    this.#unread = this.#read = "";
    this.#queue = [];
    this.#current = null;
    this.#complete = true;
    this.#rest();
  }

  #rest() {
    for (const done of this.#waiting.splice(0)) done();
  }

  #speak(text) {
    this.#unread = this.#unread.slice(text.length);
    if (text.trim() === "") return;
    if (!this.speaking) this.#began = performance.now();
    this.#queue.push(text);
    if (this.#current === null) this.#next();
  }

  #next() {
    const text = this.#queue.shift() ?? null;
    this.#current = text;
    this.#at = null;
    if (text === null) return this.#rest();
    this.#sentenceBegan = performance.now();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = this.#lang;
    utterance.voice = this.#ownVoice();
    utterance.onboundary = ({ charIndex }) => {
      if (this.#current === text) this.#at = charIndex;
    };
    utterance.onend = utterance.onerror = () => {
      if (this.#current !== text) return;
      this.#read += text;
      this.#next();
    };
    this.#synthesis.speak(utterance);
  }

  // One that is made on this machine, where there is one: then what is read goes nowhere.
  #ownVoice() {
    const [language] = this.#lang.split("-");
    const own = this.#synthesis
      .getVoices()
      .filter((voice) => voice.localService && voice.lang.startsWith(language));
    return own.find((voice) => voice.lang === this.#lang) ?? own[0] ?? null;
  }
}

// Turns what the user says into text.
export class Ears {
  #recognition;
  #on = false;
  #hears;
  // What the loudspeaker says now, so that it isn't taken for the user.
  #loudspeaker;

  static get possible() {
    return "SpeechRecognition" in window || "webkitSpeechRecognition" in window;
  }

  // `hears` is told: hearing(text) while someone speaks, said(text) when they have spoken,
  // ended(why) where it can't listen.
  constructor({ lang, loudspeaker, hears }) {
    this.#loudspeaker = loudspeaker;
    this.#hears = hears;
    const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
    this.#recognition = new Recognition();
    this.#recognition.lang = lang;
    this.#recognition.continuous = true;
    this.#recognition.interimResults = true;
    this.#recognition.onresult = (event) => this.#result(event);
    this.#recognition.onerror = ({ error }) => {
      if (!Object.hasOwn(ENDS, error)) return;
      this.#on = false;
      this.#hears.ended(ENDS[error]);
    };
    this.#recognition.onend = () => setTimeout(() => this.#on && this.#listen(), REST);
  }

  get on() {
    return this.#on;
  }

  set on(on) {
    this.#on = on;
    if (on) this.#listen();
    else this.#recognition.abort();
  }

  #listen() {
    try {
      this.#recognition.start();
    } catch {
      // It listens already.
    }
  }

  #result({ resultIndex, results }) {
    for (const result of [...results].slice(resultIndex)) {
      const text = result[0].transcript.trim();
      if (text === "" || this.#echoes(text)) continue;
      if (result.isFinal) this.#hears.said(text);
      else this.#hears.hearing(text);
    }
  }

  // All its words are being read aloud at this moment.
  #echoes(text) {
    const read = new Set(wordsOf(this.#loudspeaker()));
    return read.size > 0 && wordsOf(text).every((word) => read.has(word));
  }
}
