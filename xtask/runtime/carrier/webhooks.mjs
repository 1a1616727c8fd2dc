// What Twilio sends to us: signed by its own library, so that our verifier is not its own judge.

import twilio from "twilio";

export const ACCOUNT = "AC00000000000000000000000000000000";
export const TOKEN = "auth-token-of-the-simulated-carrier";
/// Where Twilio believes the worker to be.
export const HOME = "https://call.example";

const FORM = "application/x-www-form-urlencoded";

/// A webhook as the worker gets it. A field that is a list is sent as often. `token` and `url` are
/// what it is signed with and for; the idempotency token is the same whenever it is sent again.
export function webhook(path, fields, { token = TOKEN, url = HOME + path, idempotencyToken } = {}) {
  const pairs = Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value]),
  );
  return {
    method: "POST",
    headers: {
      "content-type": FORM,
      "user-agent": "TwilioProxy/1.1",
      "x-twilio-signature": twilio.getExpectedTwilioSignature(token, url, fields),
      ...(idempotencyToken && { "i-twilio-idempotency-token": idempotencyToken }),
    },
    body: new URLSearchParams(pairs).toString(),
  };
}

/// The headers with which Twilio opens a socket.
export function upgrade(path, { token = TOKEN, url = HOME.replace("https", "wss") + path } = {}) {
  return { "x-twilio-signature": twilio.getExpectedTwilioSignature(token, url, {}) };
}
