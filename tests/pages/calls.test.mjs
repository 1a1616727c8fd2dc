// A call on its page: what comes to the persona's mind, the keys, a lost line, speech; and the page of a
// call that goes on on a telephone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrain } from "../runtime/brain_server.mjs";
import { startPages } from "../runtime/pages.mjs";
import { BRAD, newPerson } from "../runtime/person.mjs";
import { rung } from "../runtime/telephone.mjs";

let pages;
let carrier;
let world;
before(async () => {
  pages = await startPages();
  ({ carrier, world } = pages);
});
after(() => pages?.stop());

/// A call in the browser that was begun, and its page once Brad has spoken.
async function call(person, options) {
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "browser" });
  const page = await pages.open(person, `/calls/${id}`, options);
  await replies(page, 1);
  return { id, page };
}

async function replies(page, count) {
  const said = page.locator('#transcript:not([aria-busy="true"]) li.theirs .said');
  await said.nth(count - 1).waitFor();
  return said.allInnerTexts();
}

async function say(page, text, count) {
  await page.getByLabel(/Say something to Brad/).fill(text);
  await page.keyboard.press("Enter");
  return replies(page, count);
}

test("what comes to Brad's mind is shown, quietly, and stands after a reload", async () => {
  const person = await newPerson(world, { name: "Alice" });
  await person.talk(BRAD, "My sister Marge lives in Ohio");
  const { id, page } = await call(person);
  assert.ok(await page.locator("#mind").isHidden(), "at first nothing has been asked");
  await say(page, "What do you know about my sister Marge?", 2);
  const mind = page.locator("#mind-first");
  await mind.filter({ hasText: /Marge/ }).waitFor();
  await page.reload();
  await mind.filter({ hasText: /Marge/ }).waitFor();
  const { recalled } = await person.get(`/api/calls/${id}/transcript`);
  assert.ok(recalled.length > 0 && recalled.length <= 3);
  await page.getByRole("button", { name: "Hang up" }).click();
  await page.getByRole("heading", { name: /learned/ }).waitFor();
});

test("a line that is lost comes back by itself, and the page says so", async () => {
  const person = await newPerson(world);
  const { id, page } = await call(person);
  const lost = page.getByText(/Reconnecting/).waitFor();
  await world.evict("SESSIONS", `session:${id}`, "close");
  await lost;
  await page.getByText("On the call").waitFor();
  assert.equal((await say(page, "Are you still there?", 2)).length, 2);
});

test("the keypad's 9 stops all calls", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  const { page } = await call(person);
  const nine = page.getByRole("button", { name: /^9/ });
  assert.ok(await nine.isHidden());
  await page.getByRole("button", { name: "Keypad" }).click();
  await nine.click();
  await page.waitForFunction(() => document.querySelector("#say") === null);
  const { calls } = await person.get("/api/calls");
  assert.equal(calls[0].end_reason, "opted_out");
});

test("nothing can be typed before the page is there that says it", async () => {
  const person = await newPerson(world);
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "browser" });
  const page = await pages.open(person, `/calls/${id}`);
  const isOnItsWay = Promise.withResolvers();
  await page.route(/call\.js/, (route) => isOnItsWay.promise.then(() => route.continue()));
  await page.reload({ waitUntil: "commit" });
  const words = page.getByLabel(/Say something to Brad/);
  await words.waitFor();
  assert.ok(await words.isDisabled());
  assert.equal(await words.getAttribute("placeholder"), "One moment…");
  isOnItsWay.resolve();
  await say(page, "Now you hear me", 2);
  await page.getByText("Now you hear me", { exact: true }).waitFor();
});

/// What browsers have that can hear and speak, played by the test: `hear(text)` is what somebody says.
function pretendToSpeak() {
  window.SpeechRecognition = class {
    start() {
      window.listens = this;
    }
    abort() {
      window.listens = null;
    }
  };
  window.hear = (transcript, isFinal) => {
    const result = Object.assign([{ transcript }], { isFinal });
    window.listens?.onresult({ resultIndex: 0, results: [result] });
  };
  window.aloud = [];
  const speechSynthesis = {
    speak: (utterance) => window.aloud.push(utterance),
    cancel() {},
    getVoices: () => [
      { localService: false, lang: "en-US", name: "from afar" },
      { localService: true, lang: "en-US", name: "from here" },
    ],
  };
  Object.defineProperty(window, "speechSynthesis", { value: speechSynthesis });
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
}

test("speech is off until it is switched on, is muted, and speaking over Brad stops him", async () => {
  const person = await newPerson(world);
  const { page } = await call(person, { script: pretendToSpeak });
  await page.getByText(/your browser may send what is said to its maker/).waitFor();
  const key = (name) => page.getByRole("button", { name });
  for (const name of ["Microphone", "Speaker"]) {
    assert.equal(await key(name).getAttribute("aria-pressed"), "false");
  }
  assert.equal(await page.evaluate(() => window.listens ?? null), null);

  await key("Microphone").click();
  await key("Mute").click();
  assert.equal(await page.evaluate(() => window.listens), null, "muted, nothing is listened to");
  await key("Mute").click();
  await key("Speaker").click();
  await page.evaluate(() => window.hear("I feel tired today", true));
  await replies(page, 2);
  const [voice] = await page.evaluate(() => window.aloud.map(({ voice }) => voice.name));
  assert.equal(voice, "from here", "what can be spoken on this machine is sent nowhere");
  // The browser tells that he comes to the second word.
  const heard = await page.evaluate(() => {
    const [utterance] = window.aloud;
    const charIndex = utterance.text.indexOf(" ") + 1;
    utterance.onboundary({ charIndex });
    return utterance.text.slice(0, charIndex).trim();
  });
  await page.evaluate(() => window.hear("wait, something else", false));
  assert.equal((await replies(page, 2)).at(-1), heard, "of what he said only what was heard stands");
  await page.evaluate(() => window.hear("wait, something else", true));
  await page.getByText("wait, something else", { exact: true }).waitFor();
});

test("where the browser can't listen it says why, and does not try for ever", async () => {
  const person = await newPerson(world);
  const { page } = await call(person, { script: pretendToSpeak });
  const microphone = page.getByRole("button", { name: "Microphone" });
  for (const [error, why] of [
    ["not-allowed", /does not let this page use the microphone/],
    ["audio-capture", /finds no microphone/],
    ["network", /does not reach what turns your voice into text/],
    ["language-not-supported", /does not turn this language into text/],
  ]) {
    await microphone.click();
    await page.evaluate((error) => window.listens.onerror({ error: "no-speech" }) ?? window.listens.onerror({ error }), error);
    await page.locator("#speech-notice").filter({ hasText: why }).waitFor();
    assert.equal(await microphone.getAttribute("aria-pressed"), "false", error);
    assert.equal(await page.evaluate(() => window.listens), null, error);
  }
});

test("the page of a call by telephone follows it live", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const page = await pages.open(person, `/calls/${id}`);
  await page.getByText("Ringing…").waitFor();
  await page.evaluate(() => (window.isTheSame = true));
  const telephone = await rung(carrier, person).answer();
  await page.getByText("On the call").waitFor();
  await telephone.say("I am watching this on a page");
  await page.getByText("I am watching this on a page", { exact: true }).waitFor();
  assert.ok(await page.evaluate(() => window.isTheSame), "nothing was loaded anew");
  await page.getByRole("button", { name: "Hang up" }).click();
  await page.waitForFunction(() => document.querySelector("#call") === null);
});

test("it follows for as long as somebody is signed in", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const telephone = await rung(carrier, person).answer();
  const page = await pages.open(person, `/calls/${id}`);
  await page.locator("li.theirs").waitFor();
  const aMinutePasses = async () => {
    await world.fetch("/dev/advance", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ seconds: 61 }),
    });
    // By which the call knows of the time.
    await telephone.call.detect("human");
  };
  await aMinutePasses();
  await telephone.say("I am still here");
  await page.getByText("I am still here", { exact: true }).waitFor();
  await person.post("/api/sign-out");
  await aMinutePasses();
  await telephone.say("I am not there any more");
  await page.getByRole("heading", { name: "You are not signed in" }).waitFor();
  await telephone.call.hangUp();
});

test("without script it asks for itself again", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const page = await pages.open(person, `/calls/${id}`, { within: pages.plain });
  const telephone = await rung(carrier, person).answer();
  await telephone.say("No script here");
  await page.getByText("No script here", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Hang up" }).click();
  await page.locator("#call").waitFor({ state: "detached" });
});

test("it shows a word as soon as it is said, also after a reload and a line that was lost", async () => {
  const brain = await startBrain();
  await world.restart({ vars: brain.vars });
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const page = await pages.open(person, `/calls/${id}`);
  const telephone = await rung(carrier, person).answer("human");
  const shows = (text) => page.locator("#transcript").getByText(text, { exact: true }).waitFor();
  await shows(telephone.greeting);
  brain.behaviour = { stallAfter: ["I have", " an idea"] };
  telephone.call.hear("What shall I do?");
  await shows("What shall I do?");
  await shows("I have an idea");
  const { turns } = await person.get(`/api/calls/${id}/transcript`);
  assert.equal(turns.at(-1).text, "What shall I do?", "it is not a turn yet");

  const sockets = [];
  await page.routeWebSocket(/watch$/, (socket) => {
    sockets.push(socket);
    socket.connectToServer();
  });
  await page.reload();
  await shows("I have an idea");
  const again = page.waitForEvent("websocket");
  await sockets[0].close({ code: 4000 });
  await again;
  await shows("I have an idea");
  brain.behaviour = { stallAfter: ["Another", " one"] };
  telephone.call.speech.playOut();
  telephone.call.hear("And?");
  await shows("Another one");

  // Where no socket comes about it asks again and again.
  await page.routeWebSocket(/watch$/, (socket) => socket.close({ code: 4000 }));
  await page.reload();
  brain.behaviour = { say: ["The end."] };
  telephone.call.speech.playOut();
  await telephone.say("Go on");
  await shows("The end.");
  await telephone.call.hangUp();
  await page.waitForFunction(() => document.querySelector("#call") === null);
  await brain.stop();
});

test("a socket that dies without a word is noticed", async () => {
  const person = await newPerson(world);
  await person.post("/api/me/consent");
  const { id } = await person.post("/api/calls", { persona_id: BRAD, channel: "phone" });
  const telephone = await rung(carrier, person).answer("human");
  const page = await pages.open(person, `/calls/${id}`);
  await page.clock.install();
  let told;
  let deaf;
  await page.routeWebSocket(/watch$/, (socket) => {
    let isDead = false;
    deaf = () => (isDead = true);
    socket.connectToServer().onMessage((message) => {
      if (isDead) return;
      socket.send(message);
      told.resolve();
    });
  });
  const watches = async (begin) => {
    told = Promise.withResolvers();
    await begin();
    await told.promise;
  };
  const passes = () => page.clock.fastForward(15_000);
  const shows = (text) => page.locator("#transcript").getByText(text, { exact: true }).waitFor();

  await watches(() => page.reload());
  deaf();
  await telephone.say("Nobody tells the page of this");
  await watches(passes);
  await shows("Nobody tells the page of this");
  await telephone.say("It hears again");
  await shows("It hears again");
  deaf();
  await telephone.call.hangUp();
  await passes();
  await page.waitForFunction(() => document.querySelector("#call") === null);
});
