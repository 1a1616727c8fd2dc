// The moving parts of pages. Every form works without this, and is answered with a whole page. With it
// the page is asked for in the background, and only parts of it take the place of their like: so the
// server draws nothing for scripts alone, and nothing twice. That is all that pages need of a library
// such as htmx, in a fifth of its size, and with nothing in it that a strict policy must forbid.
//
//   data-part="memory"     names a part. One around the form is meant, else the first of its name.
//   data-swap="memory …"   on a form or its button: which parts are swapped when it is sent.
//   data-live              on it as well: it is also sent by itself, a moment after the last change.
//   data-every="2"         on a part: its page is asked for again every so many seconds, until the part
//                          comes without this. It swaps itself, or what its data-swap names.
//   data-from="/…"         on it as well: where that page is. The one that is shown may have come of a form.
//   data-focus             takes the focus, where what had it is swapped and gone.

/// Milliseconds without a change after which what is live is sent.
const PAUSE = 350;
const CAN_HAVE_FOCUS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
const UNKNOWN = "Nobody knows whether that arrived. Load the page again before you repeat it.";
const NOT_SAVED = "That may not be saved. Load the page again to see what is.";

/// Of each form: the timer, what stops the request that is under way, and what is sent after it.
const timers = new Map();
const requests = new Map();
const later = new Map();
/// Forms that go the browser's own way.
const left = new WeakSet();
const watched = new WeakSet();

/// Says what a part that was swapped has to say, in its place: not every reader says what is new on a page.
const status = document.createElement("p");
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);

const find = (place, name) => place.querySelector(`[data-part="${name}"]`);
const namesOf = (list) => list.split(" ");

async function ask(url, options) {
  const response = await fetch(url, { ...options, headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const told of page.querySelectorAll('[data-part] [role="status"]')) {
    told.removeAttribute("role");
    told.dataset.says = "";
  }
  return { page, status: response.status, url: response.url };
}

/// Swaps the parts; false where the page is another one than was thought.
function swap(page, parts) {
  const pairs = parts.map(([name, old]) => [old, find(page, name)]);
  if (pairs.some(([old, fresh]) => !old?.isConnected || !fresh)) return false;
  const held = document.activeElement;
  for (const [old, fresh] of pairs) old.replaceWith(fresh);
  if (!held.isConnected) focus(document.getElementById(held.id), pairs);
  say(pairs);
  watch();
  return true;
}

/// On the first that can have it.
function focus(same, pairs) {
  const all = (what) => pairs.flatMap(([, fresh]) => [...fresh.querySelectorAll(what)]);
  [same, ...all("[data-focus]"), ...all(CAN_HAVE_FOCUS)].find((wanted) => {
    wanted?.focus({ preventScroll: true });
    return wanted && wanted === document.activeElement;
  });
}

function say(pairs) {
  const told = pairs.flatMap(([, fresh]) => [...fresh.querySelectorAll("[data-says]")]);
  const words = told.map((one) => one.textContent.trim()).join(" ");
  if (words !== status.textContent) status.textContent = words;
}

/// The parts that a form swaps, with their names; none where they are not on this page.
function partsOf(form, button) {
  const names = button?.dataset.swap ?? form.dataset.swap;
  if (!names) return undefined;
  const parts = namesOf(names).map((name) => [name, form.closest(`[data-part="${name}"]`) ?? find(document, name)]);
  return parts.every(([, part]) => part) ? parts : undefined;
}

/// Whether what is sent now is not the last of it.
const isChanged = (form) => timers.has(form) || later.has(form);

/// What is asked for takes the place of what was asked for before; what changes something comes after it.
function send(form, button, isLive) {
  const asks = form.method === "get";
  if (!asks && requests.has(form)) return later.set(form, () => send(form, button, isLive));
  const parts = partsOf(form, button);
  if (!parts) return;
  requests.get(form)?.abort();
  const request = new AbortController();
  requests.set(form, request);
  status.textContent = "";
  for (const [, part] of parts) part.setAttribute("aria-busy", "true");
  sent(form, button, parts, isLive, request.signal).finally(() => {
    if (requests.get(form) !== request) return;
    requests.delete(form);
    const next = later.get(form);
    later.delete(form);
    next?.();
  });
}

async function sent(form, button, parts, isLive, signal) {
  const url = new URL(button?.hasAttribute("formaction") ? button.formAction : form.action);
  const fields = new URLSearchParams(new FormData(form, button));
  const asks = form.method === "get";
  if (asks) url.search = fields;
  const answer = await ask(url, { method: form.method, body: asks ? undefined : fields, signal }).catch(() => undefined);
  if (signal.aborted || (!asks && isChanged(form))) return;
  const isRefused = answer?.status >= 400;
  // What is wrong may stand elsewhere on its page.
  const isTold = answer && parts.some(([name]) => find(answer.page, name)?.querySelector('[role="alert"]'));
  const isShown = answer && (isLive || isTold || !isRefused) && swap(answer.page, parts);
  if (!isShown) return showWhole(form, button, parts, isLive, answer);
  if (asks) history.replaceState(null, "", url);
}

/// Shows as without script what can't be shown in its place. What may have been done is not done again. Who
/// still types is not disturbed, but told where what they changed may not be stored.
function showWhole(form, button, parts, isLive, answer) {
  for (const [, part] of parts) part.removeAttribute("aria-busy");
  const asks = form.method === "get";
  if (isLive) {
    if (!asks) undo(form, button, parts);
  } else if (asks || (answer?.status >= 400 && answer.status < 500)) {
    left.add(form);
    form.requestSubmit(button);
  } else if (answer?.status < 400) {
    location.assign(answer.url);
  } else {
    note(parts, UNKNOWN);
  }
}

/// Shows a form that sends itself as it was last known to be stored. One that a button of it only tries out
/// stays as it was typed.
function undo(form, button, parts) {
  if (button) return;
  form.reset();
  for (const [, part] of parts) part.querySelector(".saved")?.remove();
  note(parts, NOT_SAVED);
}

function note([[, part]], words) {
  part.querySelector(":scope > .unsent")?.remove();
  const note = document.createElement("p");
  note.className = "error unsent";
  note.setAttribute("role", "alert");
  note.textContent = words;
  part.prepend(note);
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  clearTimeout(timers.get(form));
  timers.delete(form);
  if (left.delete(form) || !partsOf(form, submitter)) return;
  event.preventDefault();
  const isLive = form.matches("[data-live]") || submitter?.matches("[data-live]");
  // Pressed twice is meant once.
  if (form.method !== "get" && requests.has(form) && !isLive) return;
  send(form, submitter, false);
});

document.addEventListener("input", ({ target: { form } }) => {
  const live = form?.matches("[data-live]") ? form : form?.querySelector("[data-live]");
  if (!live) return;
  clearTimeout(timers.get(form));
  const due = () => {
    timers.delete(form);
    send(form, live === form ? null : live, true);
  };
  timers.set(form, setTimeout(due, PAUSE));
});

function watch() {
  for (const part of document.querySelectorAll("[data-every]")) {
    if (watched.has(part)) continue;
    watched.add(part);
    wait(part);
  }
}

function wait(part) {
  setTimeout(() => part.isConnected && again(part), part.dataset.every * 1000);
}

async function again(part) {
  const { from, swap: names = part.dataset.part } = part.dataset;
  const answer = await ask(from).catch(() => undefined);
  // It may be answered next time.
  if (answer?.status < 400) {
    const parts = namesOf(names).map((name) => [name, find(document, name)]);
    // What is as it was is left alone, with what is chosen and read in it.
    const changed = parts.filter(([name, old]) => !old?.isEqualNode(find(answer.page, name)));
    if (!swap(answer.page, changed)) return location.replace(from);
  }
  wait(part);
}

watch();
