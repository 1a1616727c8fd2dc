// Tokens of an OpenID Connect issuer that is trusted here, in the real runtime with its own cryptography.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startIssuer } from "./runtime/issuer.mjs";
import { newPerson } from "./runtime/person.mjs";
import { startWorld } from "./runtime/world.mjs";

let issuer;
let world;
let alice;
before(async () => {
  issuer = await startIssuer();
  issuer.makeKey("elliptic", "ES256");
  issuer.makeKey("rsa", "RS256");
  world = await startWorld({ vars: issuer.vars });
  alice = await newPerson(world, { name: "Alice" });
});
after(async () => {
  await world?.stop();
  await issuer?.stop();
});

const ask = (token, path = "/api/me", options = {}) =>
  world.fetch(path, { ...options, headers: { authorization: `Bearer ${token}`, ...options.headers } });

test("an identity that nobody linked is nobody's", async () => {
  const response = await ask(issuer.token("elliptic"));
  assert.equal(response.status, 403);
  assert.match((await response.json()).detail, /identities/);
});

test("once linked, tokens by each key open the account, and no more than that", async () => {
  const linked = await alice.post("/api/me/identities", { token: issuer.token("elliptic") });
  assert.equal(linked.subject, "alice");
  for (const kid of ["elliptic", "rsa"]) {
    const response = await ask(issuer.token(kid));
    assert.equal(response.status, 200, kid);
    assert.equal((await response.json()).name, "Alice");
  }
  const refused = await ask(issuer.token("rsa"), "/api/me/sessions");
  assert.equal(refused.status, 403);
  const bob = await newPerson(world);
  const taken = await bob.fetch("/api/me/identities", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: issuer.token("rsa") }),
  });
  assert.equal(taken.status, 409);
});

test("what the issuer did not sign, or not for us, or not for now, opens nothing", async () => {
  const now = Math.floor(Date.now() / 1_000);
  const [message, signature] = issuer.token("elliptic").split(/\.(?=[^.]*$)/);
  const [header, , kept] = issuer.token("rsa").split(".");
  const other = Buffer.from(JSON.stringify({ iss: issuer.url, sub: "alice", aud: "call-me-back", exp: now + 300 }));
  const flipped = Buffer.from(signature, "base64url");
  flipped[7] ^= 1;
  const wrong = {
    "no signature": `${message}.`,
    "a changed signature": `${message}.${flipped.toString("base64url")}`,
    "another's signature": `${message}.${kept}`,
    "changed claims": `${header}.${other.toString("base64url")}.${kept}`,
    "no algorithm": issuer.token("elliptic", {}, { header: { alg: "none" }, by: () => "" }),
    "a public key as a secret": issuer.confused("rsa"),
    "another algorithm than the key's": issuer.token("rsa", {}, { header: { alg: "ES256" } }),
    "an unknown key": issuer.token("rsa", {}, { header: { kid: "unknown" } }),
    "another audience": issuer.token("rsa", { aud: "others" }),
    "another issuer": issuer.token("rsa", { iss: "https://evil.example" }),
    "too old": issuer.token("rsa", { exp: now - 90 }),
    "too early": issuer.token("rsa", { nbf: now + 90 }),
    "no end": issuer.token("rsa", { exp: undefined }),
    "nobody": issuer.token("rsa", { sub: "" }),
    "what must be understood": issuer.token("rsa", {}, { header: { crit: ["b64"] } }),
  };
  for (const [what, token] of Object.entries(wrong)) {
    assert.equal((await ask(token)).status, 401, what);
  }
  // Clocks may be a minute apart.
  assert.equal((await ask(issuer.token("rsa", { exp: now - 20, nbf: now + 20 }))).status, 200);
});

test("a token does what its scope names", async () => {
  const token = issuer.token("rsa", { scope: "openid calls:read" });
  assert.equal((await ask(token, "/api/calls")).status, 200);
  assert.equal((await ask(token, "/api/me")).status, 403);
});

test("the issuer is asked once, whatever keys are named", async () => {
  const before = issuer.asked.length;
  for (let n = 0; n < 20; n += 1) {
    await ask(issuer.token("rsa", {}, { header: { kid: `unknown${n}` } }));
  }
  // A minute may have begun meanwhile.
  assert.ok(issuer.asked.length - before <= 2, `${issuer.asked.length - before} times`);
  assert.deepEqual(issuer.complaints, []);
});

test("a number that the issuer verified opens its account", async () => {
  const carol = await newPerson(world, { name: "Carol" });
  const claims = { sub: "carol", phone_number: carol.phone };
  assert.equal((await ask(issuer.token("rsa", claims))).status, 403);
  const response = await ask(issuer.token("rsa", { ...claims, phone_number_verified: true }));
  assert.equal((await response.json()).id, carol.id);
});

test("an identity that was unlinked opens nothing", async () => {
  const { identities } = await alice.get("/api/me/identities");
  assert.equal(identities.length, 1);
  await alice.delete(`/api/me/identities/${identities[0].id}`);
  assert.equal((await ask(issuer.token("rsa"))).status, 403);
});
