// What can be wrong with a request, whatever it is for. A case is one request and what it meets:
// { path, status, field, request }, where `request` may have headers, a `body`, or what one is
// made of: `json`, or the fields of a `form`.

import { HOME, webhook } from "../../xtask/runtime/carrier/webhooks.mjs";

export const FORM = "application/x-www-form-urlencoded";
const LONG = "x".repeat(70_000);
const NOT_UTF8 = new Uint8Array([0x22, 0xff, 0x22]);

export const at = (path, status, request = {}, field) => ({ path, status, field, request });

/// Ids of nothing, and what can't be an id; `path` says where an id stands.
export function nobodys(path, request = {}) {
  return ["nobody_knows", "A:B", "..%2f..%2fetc", "%FF", "x".repeat(65)].map((id) =>
    at(path(id), 404, request),
  );
}

/// Whoever asks has no session, or a false one.
export function unknownVisitors(path, request = {}) {
  const tokens = [undefined, "", "x", "Bearer ", "Bearer x", `Bearer ${"0".repeat(64)}`];
  const cookie = { authorization: undefined, cookie: "session=x; session; =" };
  return [...tokens.map((authorization) => ({ authorization })), cookie].map((headers) =>
    at(path, 401, { ...request, headers }),
  );
}

/// Whoever asks has no session, or it is a page of somebody else's that asks.
export function unwelcome(path, request = {}) {
  const headers = { origin: "https://evil.example" };
  return [...unknownVisitors(path, request), at(path, 403, { ...request, headers })];
}

/// `longest` is how many bytes may be sent.
export function badJson(path, longest = 64 * 1024) {
  const type = (kind) => ({ "content-type": kind });
  const raw = (body, status, field) =>
    at(path, status, { headers: type("application/json"), body }, field);
  return [
    raw("{", 400, "body"),
    raw("", 400, "body"),
    raw('{"a":', 400, "body"),
    raw(NOT_UTF8, 400, "body"),
    raw("[".repeat(10_000), 400, "body"),
    raw("[]", 422, "body"),
    at(path, 422, { json: { nonsense: 1 } }, "nonsense"),
    at(path, 413, { json: { a: "x".repeat(longest) } }, "body"),
    at(path, 415, { headers: type("text/plain"), body: "{}" }),
    at(path, 415, { headers: type(FORM), body: "a=b" }),
  ];
}

/// Pages of a list that there are none of.
export function badPages(path) {
  const foreign = Buffer.from(JSON.stringify({ list: "x", rank: 1, id: "x", at: 0 })).toString("base64url");
  return [
    ...["0", "101", "-1", "many", "1.5", ""].map((limit) => at(`${path}?limit=${limit}`, 422, {}, "limit")),
    ...["", "x", "%FF", foreign].map((cursor) => at(`${path}?cursor=${cursor}`, 422, {}, "cursor")),
    at(`${path}?limit=1&limit=2`, 422, {}, "limit"),
    at(`${path}?page=2`, 422, {}, "page"),
  ];
}

/// Bodies that are no form at all.
function noForm(path, { headers, body }) {
  const raw = (body, status, field, kind = FORM) =>
    at(path, status, { headers: { ...headers, "content-type": kind }, body }, field);
  return [
    raw(`${body}&more=%FF`, 400, "body"),
    raw(NOT_UTF8, 400, "body"),
    raw(`${body}&more=${LONG}`, 413, "body"),
    raw(body, 415, undefined, "text/plain"),
    raw("{}", 415, undefined, "application/json"),
  ];
}

/// A form of ours that somebody else made, or that is none. `csrf` proves that it is ours.
export function badForm(path, csrf, others) {
  const proof = (value) => `persona_id=x&csrf=${value}`;
  const raw = (body, headers) => at(path, 403, { headers: { "content-type": FORM, ...headers }, body });
  return [
    ...noForm(path, { body: proof(csrf) }),
    ...["", "guess", others, `${csrf}0`].map((value) => raw(proof(value))),
    raw(""),
    raw(proof(csrf), { origin: "https://evil.example" }),
  ];
}

/// A webhook that the carrier did not send, or that is none. `path` says where a call's id stands.
export function badWebhook(path, id) {
  const elsewhere = ["call_nobody", "A:B"].map((other) => at(path(other), 404, webhook(path(other), TOLD)));
  return [...unproven(path(id), path("call_other")), ...elsewhere];
}

const TOLD = { CallStatus: "completed", SessionStatus: "completed", AnsweredBy: "fax", Digits: "9" };

/// The same for a path without a call's id; `other` is what else may have been signed.
export function unproven(path, other) {
  const signed = (how) => webhook(path, TOLD, how);
  return [
    at(path, 403, { headers: { "content-type": FORM }, body: "CallStatus=completed" }),
    at(path, 403, signed({ token: "another" })),
    at(path, 403, signed({ url: HOME + other })),
    ...noForm(path, signed()),
  ];
}
