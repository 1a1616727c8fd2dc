// The page of a call that goes on elsewhere, on a telephone: it shows what is said there as it is said, over
// a socket; and while there is none, what the server has by now.

import { Said, transcript } from "./said.js";

const PAUSE = 1200;
const LONGEST_PAUSE = 15_000;
// A socket that was silent for so long may be dead without a word.
const SILENCE = 15_000;
// So many sockets in a row that show nothing are enough.
const MOST_REFUSED = 3;
// The close code of a call that is over.
const OVER = 1000;

const { call, name, seconds } = document.getElementById("call").dataset;
const said = new Said({ name, seconds: Number(seconds) });
const address = `/calls/${call}`;

let socket = null;
// It was told over the socket how the call stands, and is told what comes.
let isWatching = false;
let refused = 0;
let failures = 0;
let next = null;
let isLooking = false;

const shows = {
  transcript({ status, turns, recalled }) {
    said.draw(turns);
    said.recalled(recalled);
    if (status === "live") said.answered();
    said.state = said.isAnswered ? "On the call" : "Ringing…";
  },
  heard: ({ text }) => said.mine(text),
  text: ({ token, last }) => said.token(token, last),
  recalled: ({ recalled }) => said.recalled(recalled),
  // A socket is good for a minute or so, and the next for whoever is still signed in.
  show_anew() {
    drop();
    watch();
  },
};

function watch() {
  const protocol = location.protocol === "https:" ? "wss" : "ws";
  const opened = new WebSocket(`${protocol}://${location.host}${address}/watch`);
  socket = opened;
  opened.onmessage = ({ data }) => {
    if (socket !== opened) return;
    isWatching = true;
    const frame = JSON.parse(data);
    shows[frame.type]?.(frame);
    later();
  };
  opened.onclose = ({ code }) => {
    if (socket !== opened) return;
    if (code === OVER) return location.replace(address);
    refused = isWatching ? 0 : refused + 1;
    drop();
    later();
  };
}

function drop() {
  socket?.close();
  socket = null;
  isWatching = false;
}

async function look() {
  if (isLooking) return;
  isLooking = true;
  try {
    const known = await transcript(call);
    if (known === null || known.ended) return location.replace(address);
    failures = 0;
    // What comes over a socket is newer, unless it is dead.
    if (isWatching && known.turns.length > said.complete) drop();
    if (!isWatching) shows.transcript(known);
    if (socket === null && refused < MOST_REFUSED) watch();
  } catch {
    failures += 1;
    drop();
    said.state = "Reconnecting…";
  }
  isLooking = false;
  later();
}

// Nobody looks at a page that is hidden.
function later() {
  clearTimeout(next);
  const pause = isWatching ? SILENCE : Math.min(LONGEST_PAUSE, PAUSE * 2 ** failures);
  if (!document.hidden) next = setTimeout(look, pause);
}

// A socket may have been lost without a word.
function wake() {
  if (document.hidden) return;
  drop();
  refused = 0;
  look();
}

addEventListener("online", wake);
document.addEventListener("visibilitychange", wake);
watch();
look();
