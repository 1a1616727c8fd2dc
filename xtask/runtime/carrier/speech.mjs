// Speech that is played: it takes its time, by a clock that is moved by hand.

/// How many characters are spoken in a second.
export const PER_SECOND = 15;

export class Speech {
  /// What is still to be played: [{ token, interruptible, isLast }], and how much of the first was.
  #waiting = [];
  #played = 0;
  /// What was heard of what is being said, and for how many milliseconds.
  #heard = "";
  #millis = 0;
  #tell;

  /// `tell` is what hears of it: `begins()` and `ends()` of all that is said in one go, `plays(text)` for
  /// each piece that is heard, and `played(token)` once a token was.
  constructor(tell) {
    this.#tell = tell;
  }

  /// Whether something is being said: between two of its tokens, too.
  isSpeaking = false;

  /// Whether whoever listens may speak into it now.
  get isInterruptible() {
    return this.#waiting[0]?.interruptible ?? true;
  }

  /// Something more is said; with `last` it is complete.
  add(token, { last = true, interruptible = true } = {}) {
    if (token !== "") this.#waiting.push({ token, interruptible, isLast: last });
    else if (last && this.#waiting.length > 0) this.#waiting.at(-1).isLast = true;
    else if (last) this.#end();
    this.#begin();
  }

  /// Plays for so many milliseconds.
  play(millis) {
    let left = Math.floor((millis * PER_SECOND) / 1_000);
    while (left > 0 && this.#waiting.length > 0) {
      const [{ token, isLast }] = this.#waiting;
      const piece = token.slice(this.#played, this.#played + left);
      left -= piece.length;
      this.#played += piece.length;
      this.#millis += (piece.length * 1_000) / PER_SECOND;
      this.#heard += piece;
      this.#tell.plays(piece);
      if (this.#played < token.length) continue;
      this.#played = 0;
      this.#waiting.shift();
      this.#tell.played(token);
      if (isLast) this.#end();
      this.#begin();
    }
  }

  /// Plays all that is there.
  playOut() {
    while (this.#waiting.length > 0) this.play(60_000);
  }

  /// Stops; gives what was heard, in whole words, and for how many milliseconds.
  interrupt() {
    const next = this.#waiting[0]?.token[this.#played] ?? " ";
    const heard = next === " " ? this.#heard : this.#heard.replace(/\S+$/, "");
    const interrupted = { heard: heard.trim(), millis: Math.round(this.#millis) };
    this.#waiting = [];
    this.#played = 0;
    this.#end();
    return interrupted;
  }

  #begin() {
    if (this.isSpeaking || this.#waiting.length === 0) return;
    this.isSpeaking = true;
    this.#heard = "";
    this.#millis = 0;
    this.#tell.begins();
  }

  #end() {
    if (!this.isSpeaking) return;
    this.isSpeaking = false;
    this.#tell.ends();
  }
}
