// The page of a call that goes on elsewhere, on a telephone: it follows what is said there.

import { Said, transcript } from "./said.js";

const PAUSE = 1200;
const LONGEST_PAUSE = 15_000;

const { call, name, seconds } = document.getElementById("call").dataset;
const said = new Said({ name, seconds: Number(seconds) });
const address = `/calls/${call}`;

let failures = 0;
let next = null;
let isLooking = false;

async function look() {
  if (isLooking) return;
  isLooking = true;
  try {
    const known = await transcript(call);
    if (known === null || known.ended) return location.replace(address);
    failures = 0;
    said.draw(known.turns);
    said.recalled(known.recalled);
    if (known.status === "live") said.answered();
    said.state = said.isAnswered ? "On the call" : "Ringing…";
  } catch {
    failures += 1;
    said.state = "Reconnecting…";
  }
  isLooking = false;
  // Nobody looks at a page that is hidden.
  if (!document.hidden) next = setTimeout(look, Math.min(LONGEST_PAUSE, PAUSE * 2 ** failures));
}

function wake() {
  if (document.hidden) return;
  clearTimeout(next);
  look();
}

addEventListener("online", wake);
document.addEventListener("visibilitychange", wake);
look();
