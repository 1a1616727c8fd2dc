// An issuer of OpenID Connect, for tests: its configuration, its keys, and tokens that it signs by real
// cryptography. Strict about what it is asked, and able to change its keys.

import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import http from "node:http";

export const AUDIENCE = "call-me-back";

export async function startIssuer() {
  const issuer = new Issuer();
  await issuer.listen();
  return issuer;
}

const CONFIGURATION = "/.well-known/openid-configuration";
const KEYS = "/keys";

class Issuer {
  /// What was asked for, oldest first.
  asked = [];
  /// What was wrong with requests, where something was.
  complaints = [];
  #keys = new Map();

  #server = http.createServer((request, response) => {
    try {
      assert.equal(request.method, "GET");
      assert.equal(request.headers.authorization, undefined);
      assert.ok([CONFIGURATION, KEYS].includes(request.url), `nothing is at ${request.url}`);
      this.asked.push(request.url);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(request.url === KEYS ? { keys: this.#published() } : this.#configuration()));
    } catch (error) {
      this.complaints.push(error.message);
      response.writeHead(400).end();
    }
  });

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    this.vars = { OIDC_ISSUER: this.url, OIDC_AUDIENCE: AUDIENCE };
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  /// Makes a key of an algorithm, under a name.
  makeKey(kid, alg) {
    const pair =
      alg === "RS256"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#keys.set(kid, { alg, ...pair });
  }

  dropKey(kid) {
    this.#keys.delete(kid);
  }

  /// A token by that key, which says that and nothing else than usual. `by` signs it in another way.
  token(kid, claims = {}, { header = {}, by } = {}) {
    const { alg, privateKey } = this.#keys.get(kid);
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: this.url, sub: "alice", aud: AUDIENCE, iat: now, exp: now + 300 };
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const message = `${part({ alg, kid, typ: "JWT", ...header })}.${part({ ...usual, ...claims })}`;
    const signed = by?.(message) ?? sign("sha256", Buffer.from(message), { key: privateKey, dsaEncoding: "ieee-p1363" });
    return `${message}.${Buffer.from(signed).toString("base64url")}`;
  }

  /// A token that is signed with the public key as if it were a secret, as some verifiers let pass.
  confused(kid) {
    const pem = this.#keys.get(kid).publicKey.export({ type: "spki", format: "pem" });
    const by = (message) => createHmac("sha256", pem).update(message).digest();
    return this.token(kid, {}, { header: { alg: "HS256" }, by });
  }

  #configuration() {
    return { issuer: this.url, jwks_uri: this.url + KEYS, response_types_supported: ["code"] };
  }

  #published() {
    return [...this.#keys].map(([kid, { alg, publicKey }]) => ({
      ...publicKey.export({ format: "jwk" }),
      kid,
      alg,
      use: "sig",
    }));
  }
}
