// The bucket's port in the real runtime: what no verb of SmartBuckets offers, and the product builds
// on.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";

import { startWorld } from "./runtime/world.mjs";

let world;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

let keys = 0;
const newKey = () => `tests/${(keys += 1)}`;

async function asked(body) {
  const response = await world.fetch("/dev/bucket", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...(await response.json()) };
}

const text = async (key) => (await asked({ key })).text;
const digest = (algorithm, of) => createHash(algorithm).update(of).digest("hex");

test("an object keeps all that is said of it", async () => {
  const key = newKey();
  const said = {
    http_metadata: {
      content_type: "text/plain",
      content_language: "en",
      content_disposition: "attachment",
      content_encoding: "identity",
      cache_control: "no-store",
      cache_expiry: "2031-01-01T00:00:00Z",
    },
    custom_metadata: { author: "Zoë", "with space": "a: b" },
  };
  const put = await asked({ key, text: "Grüße", ...said });
  const got = await asked({ key });
  assert.equal(got.text, "Grüße");
  assert.deepEqual(got.head, put.head);
  const { etag, ...head } = got.head;
  assert.ok(etag.length > 0);
  assert.equal(Date.parse(head.http_metadata.cache_expiry), Date.parse(said.http_metadata.cache_expiry));
  head.http_metadata.cache_expiry = said.http_metadata.cache_expiry;
  assert.deepEqual(head, { key, size: 7, ...said });
  assert.deepEqual(await asked({ key: newKey() }), { status: 200, text: null, head: null });
});

test("what must not lie there yet is put once", async () => {
  const key = newKey();
  const first = await asked({ key, text: "first", absent: true });
  assert.equal(first.head.size, 5);
  assert.equal((await asked({ key, text: "second", absent: true })).head, null);
  assert.equal(await text(key), "first");
});

test("what is changed is changed only as it was read", async () => {
  const key = newKey();
  const { head: first } = await asked({ key, text: "first" });
  const { head: second } = await asked({ key, text: "second", etag: first.etag });
  assert.notEqual(second.etag, first.etag);
  assert.equal((await asked({ key, text: "late", etag: first.etag })).head, null);
  assert.equal(await text(key), "second");
  assert.equal((await asked({ key: newKey(), text: "nowhere", etag: first.etag })).head, null);
});

test("a body that is not what was meant is not put, and its checksum is named", async () => {
  for (const algorithm of ["md5", "sha256"]) {
    const key = newKey();
    const put = (of, body) => asked({ key, text: body, [algorithm]: digest(algorithm, of) });
    assert.equal((await put("meant", "meant")).head.size, 5);
    const refused = await put("meant", "other");
    assert.deepEqual([refused.status, refused.field], [422, algorithm]);
    assert.equal(await text(key), "meant");
  }
});
