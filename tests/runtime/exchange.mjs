// Twilio: its Calls resource, as far as placing a call goes, and what it sends. The signatures are
// made by Twilio's own library, so that our verifier is not its own judge.

import assert from "node:assert/strict";
import http from "node:http";

import twilio from "twilio";

const TOKEN = "auth-token-of-the-test";
const ACCOUNT = "AC00000000000000000000000000000000";
/// Where Twilio believes the worker to be.
export const HOME = "https://call.example";

export async function startExchange() {
  const exchange = new Exchange();
  await exchange.listen();
  return exchange;
}

class Exchange {
  placed = [];
  /// [sid, form] of calls that were changed.
  changed = [];
  answer = { status: 201 };

  #server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      const calls = `/2010-04-01/Accounts/${ACCOUNT}/Calls`;
      const [path] = request.url.split("?");
      const login = Buffer.from(`${ACCOUNT}:${TOKEN}`).toString("base64");
      assert.equal(request.headers.authorization, `Basic ${login}`);
      const [, changed] = path.match(/Calls\/(CA\d+)\.json$/) ?? [];
      if (changed !== undefined) {
        this.changed.push([changed, text]);
        response.end("{}");
        return;
      }
      assert.equal(path, `${calls}.json`);
      const resource = (sid, status) => ({ sid, status, date_created: new Date().toUTCString() });
      if (request.method === "GET") {
        const listed = this.placed.map((_, index) => resource(`CA${index}`, "ringing"));
        response.end(JSON.stringify({ calls: listed }));
        return;
      }
      const { status, lost, code } = this.answer;
      if (status === 201) this.placed.push(new URLSearchParams(text));
      if (lost) response.destroy();
      else if (status === 201) {
        response.writeHead(201).end(JSON.stringify(resource(`CA${this.placed.length - 1}`, "queued")));
      } else response.writeHead(status).end(JSON.stringify({ code, message: "no", status }));
    });
  });

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.vars = {
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_NUMBER: "+18005551212",
      TWILIO_API_BASE: `http://127.0.0.1:${this.#server.address().port}`,
      PUBLIC_URL: HOME,
    };
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

/// A webhook as the worker gets it. A field that is a list is sent as often. `token` and `url` are
/// what it is signed with and for.
export function webhook(path, fields, { token = TOKEN, url = HOME + path } = {}) {
  const pairs = Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value]),
  );
  return {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": twilio.getExpectedTwilioSignature(token, url, fields),
    },
    body: new URLSearchParams(pairs).toString(),
  };
}

/// The headers with which Twilio opens a socket.
export function upgrade(path) {
  const url = HOME.replace("https", "wss") + path;
  return { "x-twilio-signature": twilio.getExpectedTwilioSignature(TOKEN, url, {}) };
}
