// What only development may do is refused elsewhere.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";

import { config } from "../xtask/runtime/runtime.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld({ vars: { ENVIRONMENT: "production", HASH_KEY: "k".repeat(32) } });
});
after(() => world.stop());

const post = (path, body) =>
  world.fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("what is for development is not there, by no method", async () => {
  // Each request has a name of its own.
  const said = async (response) => ({ ...(await response.json()), request_id: undefined });
  const nothing = await said(await world.fetch("/nothing"));
  for (const path of ["/dev", "/dev/seed", "/dev/advance", "/dev/verbs/system/start_session", "/dev/nothing"]) {
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const body = method === "POST" ? JSON.stringify({ days: 1 }) : undefined;
      const response = await world.fetch(path, { method, body, headers: { "content-type": "application/json" } });
      assert.deepEqual([response.status, await said(response)], [404, nothing], `${method} ${path}`);
      assert.equal(response.headers.get("allow"), null, `${method} ${path}`);
    }
    assert.equal((await world.fetch(path, { method: "HEAD" })).status, 404, `HEAD ${path}`);
  }
  assert.deepEqual(await world.d1("SELECT * FROM actors"), []);
  assert.deepEqual(await world.d1("SELECT * FROM development_clock"), []);
});

test("a clock that was set forward in the database is not believed", async () => {
  await world.d1("INSERT INTO development_clock (id, ahead) VALUES (1, 31536000000)");
  await world.scheduled("0 * * * *");
  const [{ created_at }] = await world.d1("SELECT max(created_at) AS created_at FROM personas");
  assert.ok(created_at <= Date.now());
});

test("codes are not printed: without a carrier nobody can sign in", async () => {
  const response = await post("/api/sign-in", { phone: "+14155550001", adult: true });
  assert.equal(response.status, 409);
  const { detail } = await response.json();
  assert.match(detail, /TWILIO_NUMBER/);
  assert.ok(!world.logs.some(({ message }) => /\d{6} is your/.test(message)));
});

test("without a key nothing is hashed: who runs this is told, nobody signs in, and who is signed in goes on", async () => {
  const counted = await world.d1("SELECT * FROM limits");
  const token = "7".repeat(64);
  const hash = createHash("sha256").update(token).digest("hex");
  const [now, later] = [Date.now(), Date.now() + 3_600_000];
  await world.d1(
    `INSERT INTO users (id, phone, time_zone, adult_confirmed_at, phone_proved_at, created_at, updated_at)
     VALUES ('user_a', '+14155550009', 'UTC', ${now}, ${now}, ${now}, ${now})`,
  );
  await world.d1(
    `INSERT INTO sign_in_sessions (token_hash, id, user_id, client, created_at, last_used_at, proved_at, expires_at)
     VALUES ('${hash}', 'signin_a', 'user_a', 'curl', ${now}, ${now}, ${now}, ${later})`,
  );
  const me = () => world.fetch("/api/me", { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await me()).status, 200);
  await world.restart({ vars: { HASH_KEY: "" } });
  const response = await post("/api/sign-in", { phone: "+14155550001", adult: true });
  assert.equal(response.status, 409);
  assert.match((await response.json()).detail, /HASH_KEY.*openssl/);
  await world.nextLog(/HASH_KEY/);
  assert.deepEqual(await world.d1("SELECT * FROM limits"), counted);
  assert.equal((await me()).status, 200);
  await world.restart({ vars: { HASH_KEY: "k".repeat(32) } });
});

test("the first hour brings in the personas of the release", async () => {
  await world.scheduled("0 * * * *");
  const personas = await world.d1("SELECT name FROM personas");
  assert.ok(personas.length >= 6);
});

test("every cron of wrangler.toml has something to do", async () => {
  for (const cron of config.triggers.crons) {
    assert.equal((await world.scheduled(cron)).outcome, "ok");
  }
  await world.scheduled("0 0 1 1 *");
  // Lines come in order: it is the first for which there is nothing to do.
  const [, idle] = await world.nextLog(/nothing is to be done at the cron (.*)/);
  assert.equal(idle, "0 0 1 1 *");
});
