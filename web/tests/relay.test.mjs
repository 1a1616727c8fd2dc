// The line of a call, with a socket and a server made by hand: `node --test web/tests/`.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Line } from "../static/relay.js";

// A call with a server that remembers, and a socket that can be cut.
function world({ stored = [] } = {}) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const turn = (speaker, text, index) => ({ index, speaker, text, at: "2025-01-07T10:00:00Z" });
  const it = {
    turns: stored.map(([speaker, text], index) => turn(speaker, text, index)),
    ended: false,
    missing: false,
    sockets: [],
    sent: [],
    told: [],
    tokens: [],
    // What the server remembers, and what the page shows of that.
    recalled: [],
    mind: [],
    // What stands on the page.
    page: stored.map(([, text]) => text),
    store(speaker, text) {
      it.turns.push(turn(speaker, text, it.turns.length));
    },
    socket: () => it.sockets.at(-1),
    async open() {
      it.socket().readyState = 1;
      await it.socket().onopen();
    },
    text(token, last = false) {
      it.socket().onmessage({ data: JSON.stringify({ type: "text", token, last }) });
    },
    cut(code = 1006) {
      const socket = it.socket();
      socket.readyState = 3;
      socket.onclose({ code });
    },
    async pass(milliseconds) {
      mock.timers.tick(milliseconds);
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
    prompts: () =>
      it.sent.filter((frame) => frame.type === "prompt").map((frame) => frame.voicePrompt),
    say(text) {
      it.page.push(text);
      it.line.say(text);
    },
  };
  let streaming = false;
  it.line = new Line({
    call: "call_1",
    stored: it.turns.length,
    open() {
      const socket = {
        readyState: 0,
        send: (data) => it.sent.push(JSON.parse(data)),
        close: () => it.cut(),
      };
      it.sockets.push(socket);
      return socket;
    },
    transcript: async () =>
      it.missing ? null : { turns: [...it.turns], ended: it.ended, recalled: it.recalled },
    on: {
      connected: () => it.told.push("connected"),
      reconnecting: () => it.told.push("reconnecting"),
      draw(turns, pending) {
        streaming = false;
        it.page = [...turns.map((turn) => turn.text), ...pending];
      },
      recalled: (lines) => (it.mind = lines),
      token(token, last) {
        it.tokens.push(token);
        if (!streaming) it.page.push("");
        streaming = !last;
        it.page[it.page.length - 1] += token;
      },
      over: (confirmed) => it.told.push(confirmed ? "over" : "over, unconfirmed"),
      gone: () => it.told.push("gone"),
      elsewhere: () => it.told.push("elsewhere"),
    },
  });
  it.line.start();
  return it;
}

const running = (name, body) =>
  test(name, async () => {
    try {
      await body();
    } finally {
      mock.timers.reset();
    }
  });

running("a call begins with setup, and a prompt follows it", async () => {
  const it = world();
  it.say("Hi");
  await it.open();
  assert.deepEqual(it.sent, [
    { type: "setup", callSid: "call_1" },
    { type: "prompt", voicePrompt: "Hi", lang: "en-US", last: true },
  ]);
});

running("what is said while the line is lost is sent once when it is back", async () => {
  const it = world();
  await it.open();
  it.cut();
  assert.deepEqual(it.told, ["connected", "reconnecting"]);
  it.say("Are you there?");
  assert.deepEqual(it.prompts(), []);
  await it.pass(1000);
  await it.open();
  assert.deepEqual(it.prompts(), ["Are you there?"]);
  assert.deepEqual(it.page, ["Are you there?"]);
});

running("what the server heard before the line was lost is not sent again", async () => {
  const it = world({ stored: [["persona", "Yo"]] });
  await it.open();
  it.say("First");
  it.store("user", "First");
  it.say("Second");
  it.cut();
  it.say("Third");
  await it.pass(1000);
  await it.open();
  assert.deepEqual(it.prompts(), ["First", "Second", "Second", "Third"]);
  assert.deepEqual(it.page, ["Yo", "First", "Second", "Third"]);
});

running("the same words said twice are two prompts", async () => {
  const it = world();
  await it.open();
  it.say("Yes");
  it.store("user", "Yes");
  it.say("Yes");
  it.cut();
  await it.pass(1000);
  await it.open();
  assert.deepEqual(it.prompts(), ["Yes", "Yes", "Yes"]);
  assert.deepEqual(it.page, ["Yes", "Yes"]);
});

running("a reply cut in two by a lost line is shown whole and once", async () => {
  const it = world();
  await it.open();
  it.say("Hi");
  it.store("user", "Hi");
  it.text("Hey there, ");
  it.cut();
  await it.pass(1000);
  await it.open();
  it.text("my friend.");
  it.store("persona", "Hey there, my friend.");
  it.text("", true);
  await it.pass(0);
  assert.deepEqual(it.page, ["Hi", "Hey there, my friend."]);
});

running("a reply that ends while the transcript is fetched is not doubled", async () => {
  const it = world({ stored: [["persona", "Yo"], ["user", "Hi"]] });
  it.socket().readyState = 1;
  it.store("persona", "Hey there.");
  const opened = it.socket().onopen();
  it.text("there.", true);
  await opened;
  assert.deepEqual(it.page, ["Yo", "Hi", "Hey there."]);
  assert.deepEqual(it.tokens, []);
});

running("a reply that is stored before its last frame comes is not doubled", async () => {
  const it = world({ stored: [["persona", "Yo"], ["user", "Hi"]] });
  it.store("persona", "Hey there.");
  await it.open();
  it.text("there.");
  it.text("", true);
  await it.pass(0);
  assert.deepEqual(it.page, ["Yo", "Hi", "Hey there."]);
});

running("a reply that is stored late stays in sight until it is", async () => {
  const it = world({ stored: [["user", "Hi"]] });
  await it.open();
  it.text("my friend.", true);
  await it.pass(0);
  assert.deepEqual(it.page, ["Hi", "my friend."]);
  it.store("persona", "Hey there, my friend.");
  await it.pass(1000);
  assert.deepEqual(it.page, ["Hi", "Hey there, my friend."]);
});

running("waits grow while the server does not answer, and waking tries at once", async () => {
  const it = world();
  for (let tries = 1; tries < 6; tries += 1) {
    it.cut();
    await it.pass(20000);
  }
  assert.equal(it.sockets.length, 6);
  it.cut();
  await it.pass(1000);
  assert.equal(it.sockets.length, 6);
  it.line.wake();
  assert.equal(it.sockets.length, 7);
  it.line.wake();
  assert.equal(it.sockets.length, 7);
});

running("woken while it asks whether the call is still there, it has one socket, and hears on it", async () => {
  const it = world({ stored: [["persona", "Yo"]] });
  await it.open();
  for (let tries = 0; tries < 2; tries += 1) {
    it.cut();
    mock.timers.tick(20000);
  }
  assert.equal(it.sockets.length, 2, "the third waits for the transcript");
  it.line.wake();
  await it.open();
  await it.pass(0);
  assert.equal(it.sockets.length, 3);
  it.text("Still here.", true);
  assert.equal(it.page.at(-1), "Still here.");
});

running("a call that ended while the line was lost is over", async () => {
  const it = world({ stored: [["persona", "Yo"]] });
  await it.open();
  it.ended = true;
  it.cut();
  await it.pass(1000);
  await it.open();
  assert.equal(it.told.at(-1), "over");
});

running("a call that ended is over, also where the socket is refused", async () => {
  const it = world();
  it.ended = true;
  it.cut();
  await it.pass(1000);
  it.cut();
  await it.pass(2000);
  assert.equal(it.told.at(-1), "over");
});

running("a call that is no more is gone, also where the socket is refused", async () => {
  const it = world();
  it.missing = true;
  it.cut();
  await it.pass(1000);
  it.cut();
  await it.pass(2000);
  assert.equal(it.told.at(-1), "gone");
});

running("hanging up says so, and is over when the server says so or closes", async () => {
  for (const answer of ["end", "close"]) {
    const it = world();
    await it.open();
    it.line.hangUp();
    assert.deepEqual(it.sent.at(-1), { type: "end" });
    if (answer === "end") it.socket().onmessage({ data: '{"type":"end"}' });
    else it.cut();
    await it.pass(10000);
    assert.deepEqual(it.told, ["connected", "over"]);
    assert.equal(it.sockets.length, 1);
    mock.timers.reset();
  }
});

running("hanging up without an answer, or without a line, is left to the form", async () => {
  const it = world();
  await it.open();
  it.line.hangUp();
  await it.pass(4000);
  assert.equal(it.told.at(-1), "over, unconfirmed");
  mock.timers.reset();
  const lost = world();
  lost.line.hangUp();
  assert.equal(lost.told.at(-1), "over, unconfirmed");
});

running("frames that it does not know change nothing", async () => {
  const it = world();
  await it.open();
  for (const data of ["", "null", "7", "{}", '{"type":"info"}', '{"type":"text"}']) {
    it.socket().onmessage({ data });
  }
  assert.deepEqual(it.page, [""]);
  assert.deepEqual(it.told, ["connected"]);
});

running("what comes to the persona's mind is shown, also after the line was lost", async () => {
  const it = world();
  await it.open();
  it.socket().onmessage({ data: '{"type":"recalled","recalled":["Alice climbs"]}' });
  assert.deepEqual(it.mind, ["Alice climbs"]);
  it.cut();
  it.recalled = ["Marge lives in Ohio"];
  await it.pass(1000);
  await it.open();
  assert.deepEqual(it.mind, ["Marge lives in Ohio"]);
});

running("a key that is pressed goes down the line", async () => {
  const it = world();
  await it.open();
  it.line.press("9");
  assert.deepEqual(it.sent.at(-1), { type: "dtmf", digit: "9" });
});

running("an interruption says what was heard", async () => {
  const it = world();
  await it.open();
  it.line.interrupt("Hey th", 812.4, true);
  assert.deepEqual(it.sent.at(-1), {
    type: "interrupt",
    utteranceUntilInterrupt: "Hey th",
    durationUntilInterruptMs: 812,
  });
});

running("what was cut while the page was being settled stays cut until the next reply", async () => {
  const it = world();
  await it.open();
  it.store("persona", "Hey there, how are you?");
  it.text("Hey there, how are you?", true);
  it.page = ["Hey there,"];
  it.line.interrupt("Hey there,", 700, false);
  await it.pass(0);
  assert.deepEqual(it.page, ["Hey there,"]);
  it.turns[0].text = "Hey there,";
  it.store("persona", "Go on.");
  it.text("Go on.", true);
  await it.pass(0);
  assert.deepEqual(it.page, ["Hey there,", "Go on."]);
});

running("a reply that comes in while the page is being settled stays whole", async () => {
  const it = world();
  await it.open();
  it.store("persona", "Yo");
  it.text("Yo", true);
  it.text("What ");
  await it.pass(0);
  it.text("now?", true);
  assert.deepEqual(it.page, ["Yo", "What now?"]);
});

test("a line that another tab took over is not taken back", async () => {
  const it = world();
  await it.open();
  it.cut(4001);
  await it.pass(60_000);
  assert.equal(it.sockets.length, 1);
  assert.equal(it.told.at(-1), "elsewhere");
});
