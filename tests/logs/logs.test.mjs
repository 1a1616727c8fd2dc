// What the worker printed while all other tests ran: whoever runs it learns what went on, and nothing of
// what people said, nor their numbers, nor what opens anything.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { before, test } from "node:test";

const FOLDER = process.env.CALL_ME_BACK_RECORDS;
const KEYS = {
  request: ["event", "level", "method", "ms", "path", "request_id", "status", "user_id"],
  note: ["event", "level", "message"],
};
/// The terminal of a developer is where codes are shown.
const CODE = /^message to \+\d+: /;
const NUMBER = /\+\d{6,}|(?<![\da-z_])\d{7,}/;
const SECRET = /[0-9a-f]{40,}|cmb_|whsec_|Bearer |Basic |eyJ[\w-]+\./;

let lines;
let said;
before(async () => {
  assert.ok(FOLDER, "CALL_ME_BACK_RECORDS names no folder");
  const files = await readdir(FOLDER);
  const of = async (kind) => {
    const texts = files.filter((file) => file.endsWith(kind)).map((file) => readFile(path.join(FOLDER, file), "utf8"));
    return (await Promise.all(texts)).flatMap((text) => text.split("\n")).filter((line) => line !== "");
  };
  lines = (await of(".printed")).filter((line) => !CODE.test(line));
  said = [...new Set((await of(".said")).map((line) => JSON.parse(line)))];
});

test("every line is one JSON object of the fields that are known", () => {
  assert.ok(lines.length > 1_000, `${lines.length} lines`);
  const events = new Set();
  for (const line of lines) {
    const { event, ...rest } = JSON.parse(line);
    events.add(event);
    for (const key of Object.keys(rest)) assert.ok(KEYS[event]?.includes(key), line);
  }
  assert.deepEqual([...events].sort(), ["note", "request"]);
});

test("every request can be found again, and tells how long it took", () => {
  const requests = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "request");
  for (const { request_id, method, path: asked, status, ms } of requests) {
    assert.match(request_id, /^req_[a-z0-9]{26}$/);
    assert.ok(method && asked.startsWith("/") && status >= 100 && ms >= 0);
  }
  assert.ok(requests.some(({ user_id }) => user_id !== undefined));
});

test("no line holds a telephone's number, or what opens anything", () => {
  for (const line of lines) {
    assert.doesNotMatch(line, NUMBER);
    assert.doesNotMatch(line, SECRET);
  }
});

test("no line holds a word of what people said or wrote", () => {
  assert.ok(said.length > 50, `${said.length} texts`);
  const all = lines.join("\n");
  for (const text of said) assert.ok(!all.includes(text), text);
});
