// Signing in, in the real runtime: codes, who may guess at them, sessions, numbers that are changed and
// lost; and Twilio Verify in place of codes of our own.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { newPerson } from "./runtime/person.mjs";
import { startVerifyServer } from "./runtime/verify_server.mjs";
import { startWorld } from "./runtime/world.mjs";

/// Guesses that are made at once.
const CROWD = 120;
/// Of the codes of one number in an hour, from wherever they come.
const GUESSES_AT_NUMBER = 5;
/// From one address in an hour, at whatever numbers. With a million codes, an address that never rests hits
/// one in 33,333 hours; and a number that is never left alone is hit once in 66,667 days, since it has
/// fifteen guesses a day (simulation/tests/sign_in/codes.rs).
const GUESSES_FROM_ADDRESS = 30;
const SENDS_FROM_ADDRESS = 20;

let world;
before(async () => {
  world = await startWorld();
});
after(() => world?.stop());

const post = (path, body, headers = {}) =>
  world.fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

const from = (address) => ({ "cf-connecting-ip": address });

/// How many of each status there are.
function count(responses) {
  const counts = {};
  for (const { status } of responses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const number = (line) => `+1415556${String(line).padStart(4, "0")}`;

const wrongOf = (code) => (code === "000000" ? "111111" : "000000");

async function codeTo(phone) {
  const [, code] = await world.nextLog(new RegExp(`message to \\${phone}: (\\d{6})`));
  return code;
}

describe("guessing", () => {
  test("from one address at many numbers at once comes to an end", async () => {
    const all = Array.from({ length: CROWD }, (_, line) =>
      post("/api/sign-in/code", { phone: number(line), code: "123456" }, from("203.0.113.1")),
    );
    const counts = count(await Promise.all(all));
    assert.deepEqual(counts, { 422: GUESSES_FROM_ADDRESS, 429: CROWD - GUESSES_FROM_ADDRESS });
    const refused = await post("/api/sign-in/code", { phone: number(1), code: "1" }, from("203.0.113.1"));
    const wait = Number(refused.headers.get("retry-after"));
    assert.ok(wait > 3_500 && wait <= 3_600, `${wait}`);
    // A neighbour's line is another address.
    const other = await post("/api/sign-in/code", { phone: number(1), code: "1" }, from("203.0.113.2"));
    assert.equal(other.status, 422);
  });

  test("at one number from many addresses at once comes to an end, and new codes change nothing", async () => {
    const phone = number(5_000);
    let guesses = 0;
    for (let round = 0; round < 3; round += 1) {
      const sent = await post("/api/sign-in", { phone, adult: true }, from(`198.51.100.${round}`));
      assert.equal(sent.status, 202);
      const code = await codeTo(phone);
      const all = Array.from({ length: CROWD }, (_, n) =>
        post("/api/sign-in/code", { phone, code: wrongOf(code) }, from(`198.51.${round}.${n}`)),
      );
      guesses += count(await Promise.all(all))[422] ?? 0;
      // Not even the right one is taken any more.
      const right = await post("/api/sign-in/code", { phone, code }, from("198.51.100.99"));
      assert.equal(right.status, 429);
    }
    assert.equal(guesses, GUESSES_AT_NUMBER);
  });

  test("from the many addresses of one IPv6 household is guessing from one", async () => {
    const all = Array.from({ length: CROWD }, (_, n) =>
      post("/api/sign-in/code", { phone: number(6_000 + n), code: "123456" }, from(`2001:db8:1:2::${n.toString(16)}`)),
    );
    assert.equal(count(await Promise.all(all))[422], GUESSES_FROM_ADDRESS);
  });

  test("needs codes to be sent, and they are not sent without end", async () => {
    const all = Array.from({ length: CROWD }, (_, n) =>
      post("/api/sign-in", { phone: number(7_000 + n), adult: true }, from("203.0.113.9")),
    );
    assert.equal(count(await Promise.all(all))[202], SENDS_FROM_ADDRESS);
  });

  test("one right code used by many at once lets one in", async () => {
    const phone = number(8_000);
    await post("/api/sign-in", { phone, adult: true }, from("203.0.113.20"));
    const code = await codeTo(phone);
    const all = Array.from({ length: 4 }, (_, n) =>
      post("/api/sign-in/code", { phone, code }, from(`203.0.113.${30 + n}`)),
    );
    assert.deepEqual(count(await Promise.all(all)), { 200: 1, 422: 3 });
  });

  test("leaves neither a number nor an address behind", async () => {
    const rows = await world.d1("SELECT * FROM limits");
    assert.ok(rows.length > 0);
    assert.doesNotMatch(JSON.stringify(rows), /415556|203\.0\.113|2001:db8/);
    const codes = await world.d1("SELECT code_hash FROM sign_in_codes");
    assert.ok(codes.every(({ code_hash }) => /^[0-9a-f]{64}$/.test(code_hash)));
  });
});

test("whoever has an account and whoever has none are told the same", async () => {
  const { phone } = await newPerson(world);
  const answers = [];
  for (const [n, some] of [phone, number(9_000)].entries()) {
    const sent = await post("/api/sign-in", { phone: some, adult: true }, from(`203.0.113.${40 + n}`));
    const checked = await post("/api/sign-in/code", { phone: some, code: "x" }, from(`203.0.113.${40 + n}`));
    const { request_id: _, ...problem } = await checked.json();
    answers.push([sent.status, await sent.json(), checked.status, problem]);
  }
  assert.deepEqual(answers[0], answers[1]);
});

describe("sessions", () => {
  test("are told apart, and signed out of one by one or all at once", async () => {
    const alice = await newPerson(world);
    const first = alice.token;
    await alice.signIn();
    const { sessions } = await alice.get("/api/me/sessions");
    assert.equal(sessions.length, 2);
    assert.deepEqual(sessions.map(({ is_this }) => is_this).sort(), [false, true]);
    assert.doesNotMatch(JSON.stringify(sessions), /198\.18|127\.0/);
    await alice.delete(`/api/me/sessions/${sessions.find(({ is_this }) => !is_this).id}`);
    const there = await world.fetch("/api/me", { headers: { authorization: `Bearer ${first}` } });
    assert.equal(there.status, 401);
    const { key } = await alice.post("/api/keys", { name: "a program", scopes: ["profile:read"] });
    await alice.delete("/api/me/sessions");
    assert.equal((await alice.fetch("/api/me")).status, 401);
    // Keys stay.
    assert.equal((await world.fetch("/api/me", { headers: { authorization: `Bearer ${key}` } })).status, 200);
  });

  test("end when they were not used for long, and are swept away", async () => {
    const alice = await newPerson(world);
    await world.d1("UPDATE sign_in_sessions SET expires_at = 1 WHERE user_id = ?", alice.id);
    assert.equal((await alice.fetch("/api/me")).status, 401);
    await world.scheduled("0 * * * *");
    assert.deepEqual(await world.d1("SELECT id FROM sign_in_sessions WHERE user_id = ?", alice.id), []);
  });

  test("ask so often in a minute, and are told how often", async () => {
    const alice = await newPerson(world);
    const other = await newPerson(world);
    const response = await other.fetch("/api/me");
    assert.match(response.headers.get("ratelimit"), /r=\d+;t=\d+/);
    assert.match(response.headers.get("ratelimit-policy"), /q=1000000;w=60/);
    await world.restart({ vars: { REQUESTS_A_MINUTE: "5" } });
    try {
      const all = Array.from({ length: 40 }, () => alice.fetch("/api/me"));
      const responses = await Promise.all(all);
      const { 200: served } = count(responses);
      // A minute may have begun meanwhile.
      assert.ok(served >= 5 && served <= 10, `${served} were served`);
      const refused = responses.find(({ status }) => status === 429);
      assert.ok(Number(refused.headers.get("retry-after")) >= 1);
      // Pages count too, and say what to do.
      const page = () => alice.fetch("/settings", { headers: { accept: "text/html" } });
      const pages = await Promise.all(Array.from({ length: 40 }, page));
      const later = pages.find(({ status }) => status === 429);
      assert.ok(Number(later.headers.get("retry-after")) >= 1);
      assert.match(await later.text(), /Try again in \d+ seconds/);
    } finally {
      await world.restart({ vars: { REQUESTS_A_MINUTE: "1000000" } });
    }
  });

  test("of a browser are a cookie that no script reads", async () => {
    const phone = number(9_500);
    const page = await (await world.fetch("/sign-in")).text();
    const csrf = page.match(/name="csrf" value="([^"]+)"/)[1];
    const send = (path, fields) =>
      world.fetch(path, { method: "POST", body: new URLSearchParams({ csrf, phone, ...fields }) });
    assert.equal((await send("/sign-in", { adult: "on" })).status, 200);
    const opened = await send("/sign-in/code", { code: await codeTo(phone) });
    const [cookie, device] = opened.headers.getSetCookie();
    assert.match(cookie, /^session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    assert.match(device, /^device=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    // When no more codes are sent, the number's still are to the device on which it was proved.
    const [{ count }] = await world.d1("SELECT count FROM limits WHERE name = 'sends_in_all:everybody'");
    await world.restart({ vars: { CODES_A_DAY: String(count + 1) } });
    const ask = (cookie) =>
      world.fetch("/api/sign-in", {
        method: "POST",
        headers: { "content-type": "application/json", cookie, ...from("192.0.2.7") },
        body: JSON.stringify({ phone, adult: true }),
      });
    assert.equal((await ask(`device=${"0".repeat(64)}`)).status, 429);
    assert.equal((await ask(device.split(";")[0])).status, 202);
    await world.restart({ vars: { CODES_A_DAY: "1000" } });
  });
});

describe("a number", () => {
  test("is changed by whoever proved both, and must be agreed to anew", async () => {
    const alice = await newPerson(world);
    await alice.post("/api/me/consent");
    const phone = number(9_600);
    await alice.post("/api/me/phone", { phone });
    const changed = await alice.post("/api/me/phone/code", { phone, code: await codeTo(phone) });
    assert.equal(changed.phone, phone);
    const [consent] = await world.d1("SELECT withdrawn_at FROM consents WHERE user_id = ?", alice.id);
    assert.notEqual(consent.withdrawn_at, null);
    await world.d1("UPDATE sign_in_sessions SET proved_at = 1 WHERE user_id = ?", alice.id);
    const stale = await alice.fetch("/api/me/phone", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ phone: number(9_601) }),
    });
    assert.equal(stale.status, 403);
    await alice.post("/api/me/proof");
    await alice.post("/api/me/proof/code", { code: await codeTo(phone) });
    await alice.post("/api/me/phone", { phone: number(9_601) });
  });

  test("that is lost is made up for by a recovery code, once", async () => {
    const alice = await newPerson(world);
    const { recovery_codes } = await alice.post("/api/me/recovery-codes");
    assert.equal(recovery_codes.length, 10);
    const phone = number(9_700);
    const recover = async (recovery_code) => {
      await post("/api/sign-in", { phone, adult: true }, from("203.0.113.70"));
      const code = await codeTo(phone);
      return post("/api/recovery", { phone, code, recovery_code }, from("203.0.113.70"));
    };
    const opened = await recover(recovery_codes[4]);
    assert.equal(opened.status, 200);
    const { token, user } = await opened.json();
    assert.deepEqual([user.id, user.phone], [alice.id, phone]);
    assert.equal((await alice.fetch("/api/me")).status, 401);
    assert.equal((await recover(recovery_codes[4])).status, 422);
    const left = await world.fetch("/api/me/recovery-codes", { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await left.json()).left, 9);
  });

  test("that nobody signed in with for half a year is no longer proof enough", async () => {
    const alice = await newPerson(world);
    await world.d1("UPDATE users SET phone_proved_at = 1 WHERE id = ?", alice.id);
    const check = async (more) => {
      await post("/api/sign-in", { phone: alice.phone, adult: true }, from("203.0.113.80"));
      const code = await codeTo(alice.phone);
      return post("/api/sign-in/code", { phone: alice.phone, code, ...more }, from("203.0.113.80"));
    };
    assert.equal((await check({})).status, 409);
    const anew = await check({ anew: true });
    assert.equal(anew.status, 200);
    assert.notEqual((await anew.json()).user.id, alice.id);
    // Whoever it was: nobody signs in to the account by that number any more.
    const [{ phone }] = await world.d1("SELECT phone FROM users WHERE id = ?", alice.id);
    assert.equal(phone, `none:${alice.id}`);
  });
});

describe("the account's page", () => {
  const csrfOf = (html) => html.match(/name="csrf" value="([^"]+)"/)[1];

  test("shows sessions, makes keys and recovery codes, and shows both once", async () => {
    const alice = await newPerson(world);
    const read = async () => (await alice.fetch("/account")).text();
    const first = await read();
    assert.match(first, /Where you are signed in/);
    const csrf = csrfOf(first);
    const send = async (path, fields = []) => {
      const body = new URLSearchParams([["csrf", csrf], ...fields]);
      return (await alice.fetch(path, { method: "POST", body })).text();
    };
    const made = await send("/account/keys", [["name", "my notes"], ["memories:read", "on"]]);
    const [key] = made.match(/cmb_[0-9a-f]{64}/);
    const me = await world.fetch("/api/me", { headers: { authorization: `Bearer ${key}` } });
    assert.equal(me.status, 403);
    const codes = await send("/account/recovery-codes");
    assert.equal(codes.match(/[0-9a-z]{4}(-[0-9a-z]{4}){3}/g).length, 10);
    const again = await read();
    assert.match(again, /my notes/);
    assert.doesNotMatch(again, /cmb_[0-9a-f]{64}|[0-9a-z]{4}(-[0-9a-z]{4}){3}/);
    await send("/account/sessions", [["session", "all"]]);
    assert.equal((await alice.fetch("/account")).status, 401);
  });
});

describe("Twilio Verify", () => {
  let server;
  let other;
  before(async () => {
    server = await startVerifyServer();
    other = await startWorld({ vars: { ...server.vars, ENVIRONMENT: "production", HASH_KEY: "k".repeat(32) } });
  });
  after(async () => {
    await other?.stop();
    await server?.stop();
  });

  const ask = (path, body) =>
    other.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  test("sends the code and checks it", async () => {
    const phone = number(1);
    assert.equal((await ask("/api/sign-in", { phone, adult: true })).status, 202);
    const code = server.code(phone);
    assert.equal((await ask("/api/sign-in/code", { phone, code: wrongOf(code) })).status, 422);
    assert.equal((await ask("/api/sign-in/code", { phone, code: "no digits" })).status, 422);
    assert.equal((await ask("/api/sign-in/code", { phone, code })).status, 200);
    assert.equal((await ask("/api/sign-in/code", { phone, code })).status, 422);
    assert.ok(!other.logs.some(({ message }) => message.includes(code)));
    assert.deepEqual(server.complaints, []);
  });

  test("opens a session in a browser whose cookie is this host's alone", async () => {
    const phone = number(3);
    const csrf = (await (await other.fetch("/sign-in")).text()).match(/name="csrf" value="([^"]+)"/)[1];
    const send = (path, fields) =>
      other.fetch(path, { method: "POST", body: new URLSearchParams({ csrf, phone, ...fields }) });
    assert.equal((await send("/sign-in", { adult: "on" })).status, 200);
    const opened = await send("/sign-in/code", { code: server.code(phone) });
    const [cookie, device] = opened.headers.getSetCookie();
    assert.match(device, /^__Host-device=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
    assert.match(cookie, /^__Host-session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
    const [pair] = cookie.split(";");
    assert.equal((await other.fetch("/account", { headers: { cookie: pair } })).status, 200);
    const tossed = pair.replace("__Host-", "");
    assert.equal((await other.fetch("/account", { headers: { cookie: tossed } })).status, 401);
  });

  test("and what it refuses is said", async () => {
    const phone = number(2);
    const refused = async (status, code) => {
      server.behaviour = [[status, { status, code, message: "no" }]];
      return (await ask("/api/sign-in", { phone, adult: true })).status;
    };
    assert.equal(await refused(429, 60_203), 429);
    assert.equal(await refused(400, 60_200), 422);
    assert.equal(await refused(401, 20_003), 503);
    assert.equal((await ask("/api/sign-in", { phone, adult: true })).status, 202);
    server.behaviour = [[500, {}]];
    const code = server.code(phone);
    assert.equal((await ask("/api/sign-in/code", { phone, code })).status, 503);
    assert.equal((await ask("/api/sign-in/code", { phone, code })).status, 200);
  });
});
