// The page of a call that is on: what is typed and heard goes to the line, what comes from it is
// shown and, if wanted, read aloud.

import { Line } from "./relay.js";
import { Said, transcript } from "./said.js";
import { Ears, Voice } from "./speech.js";

const element = (id) => document.getElementById(id);
const phone = element("call");
const { call, name, lang, seconds } = phone.dataset;
const words = element("words");
const address = `/calls/${call}`;
const said = new Said({ name, seconds: Number(seconds) });

// The line

const form = element("hang-up");

const line = new Line({
  call,
  lang,
  stored: said.stored,
  open: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${address}/relay`),
  transcript: () => transcript(call),
  on: {
    connected() {
      said.state = said.isAnswered ? "On the call" : "Ringing…";
    },
    reconnecting() {
      said.state = "Reconnecting…";
    },
    draw: (turns, pending) => said.draw(turns, pending),
    recalled: (lines) => said.recalled(lines),
    token(text, last) {
      said.token(text, last);
      voice?.add(text, last);
    },
    async over(confirmed) {
      said.state = "The call is over.";
      if (ears) ears.on = false;
      if (!confirmed) return HTMLFormElement.prototype.submit.call(form);
      await voice?.silence();
      location.replace(address);
    },
    elsewhere() {
      said.state = "It goes on in another tab.";
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
  said.state = "Hanging up…";
  line.hangUp();
});

// Falls silent where the user speaks over the persona, and shows what was heard.
function interrupt() {
  if (!voice?.speaking) return;
  const { text, milliseconds } = voice.stop();
  const streaming = said.isStreaming;
  said.cut(text);
  line.interrupt(text, milliseconds, streaming);
}

function say(text) {
  const spoken = text.replace(/\s+/g, " ").trim();
  if (spoken === "") return;
  interrupt();
  said.mine(spoken);
  line.say(spoken);
}

const saying = element("say");
for (const control of saying.elements) control.disabled = false;
words.placeholder = `Say something to ${name}…`;
saying.addEventListener("submit", (event) => {
  event.preventDefault();
  say(words.value);
  words.value = "";
  words.focus();
});
words.addEventListener("keydown", ({ key }) => key === "Escape" && interrupt());

addEventListener("online", () => line.wake());
document.addEventListener("visibilitychange", () => document.hidden || line.wake());

// The keys. Those for what the browser can't do stay as they are: nobody can press them.

const press = (button, on) => button.setAttribute("aria-pressed", String(on));
const isPressed = (button) => button.getAttribute("aria-pressed") === "true";

const pad = element("pad");
const keypad = element("keypad");
keypad.disabled = false;
keypad.addEventListener("click", () => {
  said.following(() => (pad.hidden = !pad.hidden));
  keypad.setAttribute("aria-expanded", String(!pad.hidden));
});
pad.addEventListener("click", ({ target }) => {
  const key = target.closest("button")?.value;
  if (key === undefined) return;
  line.press(key);
  element("pressed").textContent += key;
});

// Speech

const microphone = element("microphone");
const mute = element("mute");
const speaker = element("speaker");
const heard = element("heard");
const notice = element("speech-notice");

const voice = Voice.possible ? new Voice(lang) : null;
if (voice) {
  speaker.disabled = false;
  speaker.addEventListener("click", () => {
    if (voice.on) voice.stop();
    voice.on = !voice.on;
    press(speaker, voice.on);
  });
}

function hearing(text) {
  heard.textContent = text;
  heard.hidden = text === "";
  if (text !== "") heard.scrollIntoView({ block: "end" });
}

// The microphone stays on while it is muted, and nothing is listened to.
function listen() {
  ears.on = isPressed(microphone) && !isPressed(mute);
  mute.disabled = !isPressed(microphone);
  if (!ears.on) hearing("");
}

const ears = Ears.possible
  ? new Ears({
      lang,
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
        ended(why) {
          press(microphone, false);
          listen();
          notice.textContent = why;
        },
      },
    })
  : null;
if (ears) {
  microphone.disabled = false;
  for (const key of [microphone, mute]) {
    key.addEventListener("click", () => {
      press(key, !isPressed(key));
      if (key === microphone) press(mute, false);
      listen();
    });
  }
}

if (matchMedia("(pointer: fine)").matches) words.focus();
line.start();
