// The moving parts of pages. Every form works without this, and is answered with a whole page. With it
// the page is asked for in the background, and only parts of it take the place of their like: so the
// server draws nothing for scripts alone, and nothing twice. That is all that pages need of a library
// such as htmx, in a tenth of its size, and with nothing in it that a strict policy must forbid.
//
//   data-part="memory"     names a part. One around the form is meant, else the first of its name.
//   data-swap="memory …"   on a form or its button: which parts are swapped when it is sent.
//   data-live              on it as well: it is also sent by itself, a moment after the last change.
//   data-every="2"         on a part: the page is asked for again every so many seconds, until it
//                          comes without this. It swaps itself, or what its data-swap names.
//   data-focus             takes the focus, where what had it is swapped and gone.

/// Milliseconds without a change after which what is live is sent.
const PAUSE = 350;
/// The timer, and what stops the request, of each form.
const timers = new WeakMap();
const requests = new WeakMap();
/// Forms that go the browser's own way.
const left = new WeakSet();
const watched = new WeakSet();

const find = (place, name) => place.querySelector(`[data-part="${name}"]`);
const namesOf = (list) => list.split(" ");

async function ask(url, options) {
  const response = await fetch(url, { ...options, headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { page, status: response.status, url: response.url };
}

/// Swaps the parts; false where the page is another one than was thought.
function swap(page, parts) {
  const pairs = parts.map(([name, old]) => [old, find(page, name)]);
  if (pairs.some(([old, fresh]) => !old?.isConnected || !fresh)) return false;
  const held = document.activeElement;
  for (const [old, fresh] of pairs) old.replaceWith(fresh);
  if (!held.isConnected) {
    const first = (what) => pairs.map(([, fresh]) => fresh.querySelector(what)).find(Boolean);
    const next = (held.id && document.getElementById(held.id)) || first("[data-focus]") || first("a, button, input");
    next?.focus({ preventScroll: true });
  }
  watch();
  return true;
}

/// The parts that a form swaps, with their names; none where they are not on this page.
function partsOf(form, button) {
  const names = button?.dataset.swap ?? form.dataset.swap;
  if (!names) return undefined;
  const parts = namesOf(names).map((name) => [name, form.closest(`[data-part="${name}"]`) ?? find(document, name)]);
  return parts.every(([, part]) => part) ? parts : undefined;
}

async function send(form, button, parts, isLive) {
  requests.get(form)?.abort();
  const request = new AbortController();
  requests.set(form, request);
  const url = new URL(button?.hasAttribute("formaction") ? button.formAction : form.action);
  const fields = new URLSearchParams(new FormData(form, button));
  const asks = form.method === "get";
  if (asks) url.search = fields;
  for (const [, part] of parts) part.setAttribute("aria-busy", "true");
  try {
    const body = asks ? undefined : fields;
    const answer = await ask(url, { method: form.method, body, signal: request.signal });
    const isRefused = answer.status >= 400;
    // What is wrong may stand elsewhere on its page.
    const isTold = parts.some(([name]) => find(answer.page, name)?.querySelector('[role="alert"]'));
    if ((isRefused && !isLive && !isTold) || !swap(answer.page, parts)) return showWhole(form, button, parts, isLive, answer);
    if (asks) history.replaceState(null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") showWhole(form, button, parts, isLive);
  } finally {
    if (requests.get(form) === request) requests.delete(form);
  }
}

/// Shows as without script what can't be shown in its place. What may have been done is not done again. Who
/// still types is not disturbed.
function showWhole(form, button, parts, isLive, answer) {
  for (const [, part] of parts) part.removeAttribute("aria-busy");
  if (isLive) return;
  if (form.method === "get" || (answer?.status >= 400 && answer.status < 500)) {
    left.add(form);
    form.requestSubmit(button);
  } else if (answer?.status < 400) {
    location.assign(answer.url);
  } else {
    const note = document.createElement("p");
    note.className = "error";
    note.setAttribute("role", "alert");
    note.textContent = "Nobody knows whether that arrived. Load the page again before you repeat it.";
    parts[0][1].prepend(note);
  }
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  clearTimeout(timers.get(form));
  const parts = partsOf(form, submitter);
  if (left.delete(form) || !parts) return;
  event.preventDefault();
  // Pressed twice is meant once.
  if (form.method !== "get" && requests.has(form) && !form.matches("[data-live]")) return;
  send(form, submitter, parts, false);
});

document.addEventListener("input", ({ target: { form } }) => {
  const live = form?.matches("[data-live]") ? form : form?.querySelector("[data-live]");
  if (!live) return;
  clearTimeout(timers.get(form));
  const button = live === form ? null : live;
  const later = () => {
    const parts = partsOf(form, button);
    if (parts) send(form, button, parts, true);
  };
  timers.set(form, setTimeout(later, PAUSE));
});

function watch() {
  for (const part of document.querySelectorAll("[data-every]")) {
    if (watched.has(part)) continue;
    watched.add(part);
    setTimeout(() => again(part), part.dataset.every * 1000);
  }
}

async function again(part) {
  if (!part.isConnected) return;
  const names = namesOf(part.dataset.swap ?? part.dataset.part);
  const answer = await ask(location.href).catch(() => undefined);
  // It may be answered next time; who asked too often waits too.
  const isLater = !answer || answer.status === 429;
  if (!isLater && !swap(answer.page, names.map((name) => [name, find(document, name)]))) return location.reload();
  if (isLater) setTimeout(() => again(part), part.dataset.every * 1000);
}

watch();
