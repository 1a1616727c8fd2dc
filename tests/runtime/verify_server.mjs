// Twilio Verify's API, for tests: stricter than the real one, and with its codes, limits and errors.

import assert from "node:assert/strict";
import http from "node:http";

const SID = `AC${"1".repeat(32)}`;
const TOKEN = "verify-token";
const SERVICE = `VA${"2".repeat(32)}`;
const MOST_SENDS = 5;
const MOST_CHECKS = 5;

export async function startVerifyServer() {
  const server = new VerifyServer();
  await server.listen();
  return server;
}

class VerifyServer {
  /// What was wrong with requests, where something was.
  complaints = [];
  /// What the next requests are answered instead, one each: [status, body].
  behaviour = [];
  #verifications = new Map();

  #server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      const [status, body] = this.#answer(request, text);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    this.vars = {
      TWILIO_ACCOUNT_SID: SID,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_VERIFY_SERVICE: SERVICE,
      TWILIO_VERIFY_BASE: this.url,
    };
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  /// The code that stands on that telephone.
  code(phone) {
    return this.#verifications.get(phone)?.code;
  }

  #answer(request, text) {
    const meant = this.behaviour.shift();
    if (meant !== undefined) return meant;
    try {
      const login = Buffer.from(`${SID}:${TOKEN}`).toString("base64");
      assert.equal(request.headers.authorization, `Basic ${login}`);
      assert.equal(request.method, "POST");
      assert.equal(request.headers["content-type"], "application/x-www-form-urlencoded");
      const form = Object.fromEntries(new URLSearchParams(text));
      assert.match(form.To, /^\+[1-9]\d{7,14}$/);
      switch (request.url) {
        case `/v2/Services/${SERVICE}/Verifications`:
          assert.deepEqual(Object.keys(form).sort(), ["Channel", "To"]);
          assert.equal(form.Channel, "sms");
          return this.#start(form.To);
        case `/v2/Services/${SERVICE}/VerificationCheck`:
          assert.deepEqual(Object.keys(form).sort(), ["Code", "To"]);
          assert.match(form.Code, /^\d{4,10}$/);
          return this.#check(form.To, form.Code);
      }
      assert.fail(`nothing is at ${request.url}`);
    } catch (error) {
      this.complaints.push(error.message);
      return failed(400, 60_200, error.message);
    }
  }

  #start(phone) {
    const known = this.#verifications.get(phone) ?? { code: `${100_000 + this.#verifications.size}`, sends: 0, checks: 0 };
    if (known.sends === MOST_SENDS) return failed(429, 60_203, "Max send attempts reached");
    known.sends += 1;
    this.#verifications.set(phone, known);
    return [201, { status: "pending", to: phone, valid: false }];
  }

  #check(phone, code) {
    const known = this.#verifications.get(phone);
    if (known === undefined) return failed(404, 20_404, "The requested resource was not found");
    if (known.checks === MOST_CHECKS) return failed(429, 60_202, "Max check attempts reached");
    known.checks += 1;
    if (known.code !== code) return [200, { status: "pending", to: phone, valid: false }];
    this.#verifications.delete(phone);
    return [200, { status: "approved", to: phone, valid: true }];
  }
}

const failed = (status, code, message) => [status, { code, message, status }];
