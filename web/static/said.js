// What stands on the page of a call that is on: what is said, for how long, and what comes to the
// persona's mind. The same for a call in the browser and for one that is only watched.

const element = (id) => document.getElementById(id);

const clockOf = (moment) => `${moment.getHours()}:${String(moment.getMinutes()).padStart(2, "0")}`;
const textOf = (item) => item.querySelector(".said");
const classOf = (speaker) => (speaker === "user" ? "mine" : "theirs");
const says = (item, { speaker, text }) =>
  item.classList.contains(classOf(speaker)) && textOf(item).textContent.trim() === text.trim();

export class Said {
  #name;
  #log = element("transcript");
  #scroll = element("scroll");
  #mind = element("mind");
  #state = element("state");
  #clock = element("clock");
  // The reply that is coming in.
  #reply = null;
  #since = null;

  constructor({ name, seconds }) {
    this.#name = name;
    if (this.#log.children.length > 0) this.answered(seconds);
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }

  get stored() {
    return this.#log.querySelectorAll("li[data-index]").length;
  }

  // How many turns stand there to their end.
  get complete() {
    return this.#log.children.length - (this.isStreaming ? 1 : 0);
  }

  get isAnswered() {
    return this.#since !== null;
  }

  // Whether a reply is coming in.
  get isStreaming() {
    return this.#reply !== null;
  }

  set state(text) {
    if (this.#state.textContent !== text) this.#state.textContent = text;
  }

  // They talk, since so many seconds.
  answered(seconds = 0) {
    element("ring").dataset.ringing = "false";
    if (this.#since !== null) return;
    this.#since = Date.now() - seconds * 1000;
    this.state = "On the call";
    this.#tick();
    setInterval(() => this.#tick(), 1000);
  }

  // What the server has; and what was said that it has not.
  draw(turns, pending = []) {
    this.following(() => {
      this.#reply = null;
      this.#log.ariaBusy = "false";
      const loose = [...this.#log.querySelectorAll("li:not([data-index])")];
      for (const turn of turns) {
        const old = element(`turn-${turn.index}`) ?? loose.shift();
        // What stands there already is left there, so that it is not read out again.
        const item = old && says(old, turn) ? old : this.#bubble(turn.speaker, turn.text, turn.at);
        item.id = `turn-${turn.index}`;
        item.dataset.index = turn.index;
        if (!old) this.#log.append(item);
        else if (old !== item) old.replaceWith(item);
      }
      for (const item of loose) item.remove();
      for (const text of pending) this.#log.append(this.#bubble("user", text));
    });
    if (turns.length > 0) this.answered();
  }

  // A piece of a reply.
  token(text, last) {
    this.answered();
    this.following(() => {
      if (!this.#reply && text !== "") {
        this.#log.ariaBusy = "true";
        this.#reply = this.#bubble("persona", "");
        this.#log.append(this.#reply);
      }
      if (this.#reply) textOf(this.#reply).textContent += text;
    });
    if (last) this.#complete();
  }

  // Of the last reply only that was heard.
  cut(heard) {
    const shown = [...this.#log.querySelectorAll(".theirs")].at(-1);
    if (heard.trim() === "") shown?.remove();
    else if (shown) textOf(shown).textContent = heard.trimEnd();
    this.#complete();
  }

  mine(text) {
    this.#complete();
    this.#log.append(this.#bubble("user", text));
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }

  // What memory brought up for the latest reply.
  recalled(lines) {
    const [first] = lines;
    this.#mind.hidden = first === undefined;
    element("mind-first").textContent = first ?? "";
    element("mind-rest").replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }),
    );
  }

  #complete() {
    this.#reply = null;
    this.#log.ariaBusy = "false";
  }

  #tick() {
    const seconds = Math.max(0, Math.floor((Date.now() - this.#since) / 1000));
    this.#clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  // Keeps the last words in sight where something changes, unless the user is reading further up.
  following(change) {
    const scroll = this.#scroll;
    const near = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
    change();
    if (near) scroll.scrollTop = scroll.scrollHeight;
  }

  // Of the same shape as those that the server draws.
  #bubble(speaker, text, at) {
    const item = document.createElement("li");
    item.className = `turn ${classOf(speaker)}`;
    const part = (tag, className, content) => {
      const child = document.createElement(tag);
      child.className = className;
      child.textContent = content;
      item.append(child);
      return child;
    };
    part("p", "who", speaker === "user" ? "You" : this.#name);
    part("p", "said", text);
    const moment = new Date(at ?? Date.now());
    part("time", "at", clockOf(moment)).dateTime = moment.toISOString();
    return item;
  }
}

// What the server has of a call; null where there is no such call any more.
export async function transcript(call) {
  const answer = await fetch(`/api/calls/${call}/transcript`, { headers: { accept: "application/json" } });
  if ([401, 403, 404, 410].includes(answer.status)) return null;
  if (!answer.ok) throw new Error(`the transcript: ${answer.status}`);
  return answer.json();
}
