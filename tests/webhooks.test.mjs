// A user's own server is told what happened: signed as Standard Webhooks says, by ids alone, until it takes it.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import http from "node:http";
import { after, before, test } from "node:test";

import { Inbox } from "../xtask/runtime/inbox.mjs";
import { BRAD, newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let world;
let listener;
before(async () => {
  world = await startWorld();
  listener = await listen();
});
after(async () => {
  await world.stop();
  await listener.stop();
});

/// A server that checks each signature as its own library would, and answers with `status`.
async function listen() {
  const told = new Inbox("what the listener was told");
  const all = [];
  const listener = { status: 204, secrets: new Map(), all, next: (predicate) => told.next(predicate) };
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signature } = request.headers;
      const secret = Buffer.from(listener.secrets.get(request.url).replace("whsec_", ""), "base64");
      const expected = createHmac("sha256", secret).update(`${id}.${at}.${body}`).digest("base64");
      const message = JSON.parse(body);
      all.push(message);
      told.push({
        ...message,
        at: request.url,
        isProven: signature === `v1,${expected}` && message.id === id && Math.abs(Date.now() / 1000 - at) < 300,
        method: request.method,
        type: message.type,
        raw: body,
      });
      response.writeHead(listener.status, { location: "/elsewhere" }).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  listener.url = `http://127.0.0.1:${server.address().port}`;
  listener.stop = () => new Promise((resolve) => server.close(resolve));
  return listener;
}

/// Has that person's server told, at an address of its own.
async function subscribe(person, path, events) {
  const webhook = await person.post("/api/webhooks", { url: `${listener.url}${path}`, events });
  listener.secrets.set(path, webhook.secret);
  return webhook;
}

test("a call and what was learned in it are told, each once and without a word of it", async () => {
  const alice = await newPerson(world, { name: "Alice" });
  await subscribe(alice, "/alice");
  const call = await alice.talk(BRAD, "I'm allergic to peanuts and I love rock climbing");
  const ended = await listener.next(({ at, type }) => at === "/alice" && type === "call.ended");
  const learned = await listener.next(({ at, type }) => at === "/alice" && type === "memories.changed");
  for (const { isProven, method, raw } of [ended, learned]) {
    assert.ok(isProven && method === "POST");
    assert.doesNotMatch(raw, /peanut|climb|Alice|\+1/i);
  }
  assert.deepEqual([ended.data.call_id, ended.data.channel, ended.data.end_reason], [call.id, "browser", "hung_up"]);
  assert.equal(learned.data.call_id, call.id);
  const { memories } = await alice.get(`/api/personas/${BRAD}/memories`);
  assert.deepEqual(learned.data.memory_ids.toSorted(), memories.map(({ id }) => id).toSorted());
});

test("what the user's own hand changes is told too, and another user's server hears nothing of it", async () => {
  const [bob, eve] = [await newPerson(world), await newPerson(world)];
  await subscribe(eve, "/eve");
  await bob.meet(BRAD, "friend");
  await subscribe(bob, "/bob", ["memories.changed"]);
  const { id } = await bob.post(`/api/personas/${BRAD}/memories`, {
    content: "User plays the oboe",
    category: "user_fact",
  });
  const added = await listener.next(({ at }) => at === "/bob");
  assert.deepEqual([added.data.memory_ids, added.data.call_id], [[id], null]);
  assert.ok(added.isProven);
  assert.ok(listener.all.every(({ data }) => data.persona_id !== undefined));
  assert.equal((await eve.get("/api/webhooks")).webhooks.length, 1);
  const { webhooks } = await eve.get("/api/webhooks");
  assert.deepEqual((await eve.get(`/api/webhooks/${webhooks[0].id}/messages`)).messages, []);
});

test("what is not taken stays to be sent, and a redirection is not followed", async () => {
  const carol = await newPerson(world);
  const webhook = await subscribe(carol, "/carol");
  listener.status = 302;
  const { message_id } = await carol.post(`/api/webhooks/${webhook.id}/ping`);
  const first = await listener.next(({ at }) => at === "/carol");
  assert.deepEqual([first.type, first.id, first.isProven], ["ping", message_id, true]);
  await world.nextLog(new RegExp(`done: tell ${message_id}`));
  const [waiting] = (await carol.get(`/api/webhooks/${webhook.id}/messages`)).messages;
  assert.deepEqual([waiting.status, waiting.attempts, waiting.taken_at], [302, 1, null]);
  assert.ok(waiting.next_attempt_at !== null);
  listener.status = 204;
  await world.d1("UPDATE webhook_messages SET next_attempt_at = 0 WHERE id = ?", message_id);
  await world.scheduled("* * * * *");
  const again = await listener.next(({ at }) => at === "/carol");
  assert.deepEqual([again.id, again.isProven], [message_id, true]);
  await world.nextLog(new RegExp(`done: tell ${message_id}`));
  const [taken] = (await carol.get(`/api/webhooks/${webhook.id}/messages`)).messages;
  assert.deepEqual([taken.status, taken.attempts, taken.next_attempt_at], [204, 2, null]);
  assert.ok(!listener.all.some(({ at }) => at === "/elsewhere"));
});

test("another secret signs what comes after, and what was taken away is told nothing", async () => {
  const dan = await newPerson(world);
  const webhook = await subscribe(dan, "/dan");
  const { secret } = await dan.post(`/api/webhooks/${webhook.id}/secret`);
  assert.notEqual(secret, webhook.secret);
  assert.ok(!("secret" in (await dan.get(`/api/webhooks/${webhook.id}`))));
  listener.secrets.set("/dan", secret);
  await dan.post(`/api/webhooks/${webhook.id}/ping`);
  assert.ok((await listener.next(({ at }) => at === "/dan")).isProven);
  assert.equal((await dan.fetch(`/api/webhooks/${webhook.id}`, { method: "DELETE" })).status, 204);
  assert.equal((await dan.fetch(`/api/webhooks/${webhook.id}/ping`, { method: "POST" })).status, 404);
});
