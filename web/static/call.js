// The page of a call that is on: what is typed and heard goes to the line, what comes from it is
// shown and, if wanted, read aloud.

import { Line } from "./relay.js";
import { Ears, Voice } from "./speech.js";

const element = (id) => document.getElementById(id);
const phone = element("call");
const { call, name } = phone.dataset;
const log = element("transcript");
const scroll = element("scroll");
const words = element("words");
const address = `/calls/${call}`;

// What is said

const clockOf = (moment) => `${moment.getHours()}:${String(moment.getMinutes()).padStart(2, "0")}`;

// Of the same shape as those that the server draws.
function bubble(speaker, text, at) {
  const item = document.createElement("li");
  item.className = speaker === "user" ? "turn mine" : "turn theirs";
  const part = (tag, className, content) => {
    const child = document.createElement(tag);
    child.className = className;
    child.textContent = content;
    item.append(child);
    return child;
  };
  part("p", "who", speaker === "user" ? "You" : name);
  part("p", "said", text);
  const moment = new Date(at ?? Date.now());
  part("time", "at", clockOf(moment)).dateTime = moment.toISOString();
  return item;
}

const textOf = (item) => item.querySelector(".said");

// Keeps the last words in sight, unless the user is reading further up.
function following(change) {
  const near = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  change();
  if (near) scroll.scrollTop = scroll.scrollHeight;
}

// The reply that is coming in.
let reply = null;

function draw(turns, pending) {
  following(() => {
    reply = null;
    log.ariaBusy = "false";
    for (const item of log.querySelectorAll("li:not([data-index])")) item.remove();
    for (const turn of turns) {
      const old = element(`turn-${turn.index}`);
      if (old && textOf(old).textContent === turn.text) continue;
      const item = bubble(turn.speaker, turn.text, turn.at);
      item.id = `turn-${turn.index}`;
      item.dataset.index = turn.index;
      if (old) old.replaceWith(item);
      else log.append(item);
    }
    for (const text of pending) log.append(bubble("user", text));
  });
  if (turns.length > 0) answered();
}

function token(text, last) {
  answered();
  following(() => {
    if (!reply && text !== "") {
      log.ariaBusy = "true";
      reply = bubble("persona", "");
      log.append(reply);
    }
    if (reply) textOf(reply).textContent += text;
    if (last) {
      reply = null;
      log.ariaBusy = "false";
    }
  });
  voice?.add(text, last);
}

// How the call stands

const state = element("state");
const clock = element("clock");
let since = null;

function answered(seconds = 0) {
  element("ring").dataset.ringing = "false";
  if (since !== null) return;
  since = Date.now() - seconds * 1000;
  state.textContent = "On the call";
  tick();
  setInterval(tick, 1000);
}

function tick() {
  const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
  clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// The line

const form = element("hang-up");

const line = new Line({
  call,
  stored: log.querySelectorAll("li[data-index]").length,
  open: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${address}/relay`),
  transcript: async () => {
    const answer = await fetch(`/api${address}/transcript`, { headers: { accept: "application/json" } });
    if ([401, 403, 404, 410].includes(answer.status)) return null;
    if (!answer.ok) throw new Error(`the transcript: ${answer.status}`);
    return answer.json();
  },
  on: {
    connected() {
      state.textContent = since === null ? "Ringing…" : "On the call";
    },
    reconnecting() {
      state.textContent = "Reconnecting…";
    },
    draw,
    token,
    async over(confirmed) {
      state.textContent = "The call is over.";
      if (ears) ears.on = false;
      if (!confirmed) return HTMLFormElement.prototype.submit.call(form);
      await voice?.silence();
      location.replace(address);
    },
    elsewhere() {
      state.textContent = "This call goes on in another tab.";
      voice?.stop();
      if (ears) ears.on = false;
      for (const control of phone.querySelectorAll("input, button")) control.disabled = true;
    },
    // The page says what became of it.
    gone: () => location.replace(address),
  },
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  voice?.stop();
  state.textContent = "Hanging up…";
  line.hangUp();
});

// Falls silent where the user speaks over the persona, and shows what was heard.
function interrupt() {
  if (!voice?.speaking) return;
  const { text, milliseconds } = voice.stop();
  const shown = [...log.querySelectorAll(".theirs")].at(-1);
  if (shown) textOf(shown).textContent = text.trimEnd();
  line.interrupt(text, milliseconds, reply !== null);
  reply = null;
  log.ariaBusy = "false";
}

function say(text) {
  const said = text.replace(/\s+/g, " ").trim();
  if (said === "") return;
  interrupt();
  log.append(bubble("user", said));
  scroll.scrollTop = scroll.scrollHeight;
  line.say(said);
}

element("say").addEventListener("submit", (event) => {
  event.preventDefault();
  say(words.value);
  words.value = "";
  words.focus();
});

addEventListener("online", () => line.wake());
document.addEventListener("visibilitychange", () => document.hidden || line.wake());

// Speech

const microphone = element("microphone");
const speaker = element("speaker");
const heard = element("heard");
const notice = element("microphone-notice");

const press = (button, on) => button.setAttribute("aria-pressed", String(on));

const voice = Voice.possible ? new Voice() : null;
if (voice) {
  speaker.hidden = false;
  speaker.addEventListener("click", () => {
    if (voice.on) voice.stop();
    voice.on = !voice.on;
    press(speaker, voice.on);
  });
}

function hearing(text) {
  heard.textContent = text;
  heard.hidden = text === "";
}

const ears = Ears.possible
  ? new Ears({
      loudspeaker: () => (voice?.speaking ? voice.text : ""),
      hears: {
        hearing(text) {
          interrupt();
          hearing(text);
        },
        said(text) {
          hearing("");
          say(text);
        },
        refused() {
          press(microphone, false);
          hearing("");
          notice.textContent = "The browser does not let this page use the microphone. You can type.";
        },
      },
    })
  : null;
if (ears) {
  microphone.hidden = notice.hidden = false;
  microphone.addEventListener("click", () => {
    ears.on = !ears.on;
    press(microphone, ears.on);
    if (!ears.on) hearing("");
  });
}

if (log.children.length > 0) answered(Number(phone.dataset.seconds));
scroll.scrollTop = scroll.scrollHeight;
if (matchMedia("(pointer: fine)").matches) words.focus();
line.start();
