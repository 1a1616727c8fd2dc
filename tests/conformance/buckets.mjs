// SmartBuckets.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { moment, newOwnersProgram, newProgram } from "./program.mjs";

const base64 = (body) => Buffer.from(body).toString("base64");
const bytes = (content) => Buffer.from(content, "base64");
const text = ({ content }) => bytes(content).toString();
const put = (program, key, body, fields) =>
  program.does("put_object", { key, content: base64(body), contentType: "text/plain", ...fields });
const get = (program, key, range) => program.does("get_object", { key, range });
const keys = ({ objects }) => objects.map(({ key }) => key);
const found = async (program, input, fields) =>
  (await program.does("search", { input, ...fields })).results.map(({ source }) => source.object);
const noObject = (program, verb, key) => program.isRefused(verb, { key }, "not_found");

export function buckets(face) {
  test("an object comes back as it was put, with what was said of it", async () => {
    const program = await newProgram(face);
    const key = "folder/../Grüße & 100%?.txt";
    const { etag, ...told } = await put(program, key, "Ahoy 東京", { customMetadata: { origin: "test", "is-Real": "ja" } });
    const bucket = { bucketName: program.name.name, applicationName: "app", applicationVersionId: null };
    assert.deepEqual(told, { bucket, key });
    const { object, ...got } = await get(program, key);
    assert.deepEqual(got, { content: base64("Ahoy 東京"), contentType: "text/plain", offset: 0 });
    const { lastModified, ...info } = object;
    moment(lastModified);
    assert.deepEqual(info, {
      key, etag, size: 11, contentType: "text/plain", partition: "default", customMetadata: { origin: "test", "is-Real": "ja" },
    });
    assert.deepEqual(await program.does("head_object", { key }), object);
  });

  test("an object is any bytes, and none too", async () => {
    const program = await newProgram(face);
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    for (const [key, body] of [["every", every], ["none", Buffer.alloc(0)], ["large", Buffer.alloc(300_000, 7)]]) {
      await program.does("put_object", { key, content: base64(body) });
      const { content, contentType, object } = await get(program, key);
      assert.ok(bytes(content).equals(body), key);
      assert.deepEqual([contentType, object.size], ["application/octet-stream", body.length]);
    }
    assert.deepEqual(await found(program, "every none large"), []);
  });

  test("an object has five million bytes at most", async () => {
    const program = await newProgram(face);
    const body = Buffer.alloc(5_000_001, 7);
    await program.isRefused("put_object", { key: "large", content: base64(body) }, "invalid", "content");
    await noObject(program, "head_object", "large");
    await program.does("put_object", { key: "large", content: base64(body.subarray(1)) });
    assert.equal((await program.does("head_object", { key: "large" })).size, 5_000_000);
    const end = await get(program, "large", { suffix: 2 });
    assert.deepEqual([bytes(end.content), end.offset], [Buffer.from([7, 7]), 4_999_998]);
  });

  test("what is put takes the place of what stood there, for searches too", async () => {
    const program = await newProgram(face);
    await put(program, "note", "The pelican eats herring");
    await put(program, "note", "The heron eats frogs");
    assert.equal(text(await get(program, "note")), "The heron eats frogs");
    assert.deepEqual(await found(program, "pelican"), []);
    assert.deepEqual(await found(program, "heron"), ["note"]);
    assert.deepEqual(keys(await program.does("list_objects")), ["note"]);
    await program.does("put_object", { key: "note", content: base64([0xff, 0xfe, 0x00]) });
    assert.deepEqual(await found(program, "heron"), []);
  });

  test("a part of an object is read by its bytes", async () => {
    const program = await newProgram(face);
    await put(program, "alphabet", "abcdefghij");
    for (const [range, part, offset] of [
      [{ offset: 2, length: 3 }, "cde", 2],
      [{ offset: 7 }, "hij", 7],
      [{ length: 2 }, "ab", 0],
      [{ suffix: 4 }, "ghij", 6],
      [{ suffix: 99 }, "abcdefghij", 0],
      [{ offset: 8, length: 99 }, "ij", 8],
    ]) {
      const got = await get(program, "alphabet", range);
      assert.deepEqual([text(got), got.offset, got.object.size], [part, offset, 10], JSON.stringify(range));
    }
    for (const range of [{}, { offset: 1, suffix: 1 }, { offset: 10 }, { suffix: 0 }, { length: 0 }]) {
      await program.isRefused("get_object", { key: "alphabet", range }, "invalid", "range");
    }
    for (const [range, field] of [[{ offset: -1 }, "range.offset"], [{ offset: 1.5 }, "range.offset"], [{ end: 1 }, "range.end"]]) {
      await program.isRefused("get_object", { key: "alphabet", range }, "invalid", field);
    }
  });

  test("objects are listed in the order of their keys, by prefix, by folder and in pages", async () => {
    const program = await newProgram(face);
    for (const key of ["b", "a/2", "a/1", "a/x/3", "é", "B"]) await put(program, key, key);
    const list = (fields) => program.does("list_objects", fields);
    assert.deepEqual(keys(await list()), ["B", "a/1", "a/2", "a/x/3", "b", "é"]);
    assert.deepEqual(keys(await list({ prefix: "a/" })), ["a/1", "a/2", "a/x/3"]);
    assert.deepEqual(keys(await list({ prefix: "nothing" })), []);
    const folder = await list({ prefix: "a/", delimiter: "/" });
    assert.deepEqual([keys(folder), folder.delimitedPrefixes], [["a/1", "a/2"], ["a/x/"]]);
    const top = await list({ delimiter: "/" });
    assert.deepEqual([keys(top), top.delimitedPrefixes], [["B", "b", "é"], ["a/"]]);

    const seen = [];
    let cursor;
    do {
      const page = await list({ limit: 2, cursor });
      assert.equal(page.truncated, page.cursor !== null);
      assert.ok(page.objects.length <= 2);
      seen.push(...keys(page));
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    assert.deepEqual(seen, ["B", "a/1", "a/2", "a/x/3", "b", "é"]);
    const { cursor: another } = await list({ limit: 1, prefix: "a/" });
    for (const [fields, field] of [
      [{ limit: 0 }, "limit"], [{ limit: 1_001 }, "limit"], [{ limit: -1 }, "limit"],
      [{ cursor: "nonsense" }, "cursor"], [{ cursor: another }, "cursor"], [{ delimiter: "x".repeat(17) }, "delimiter"],
    ]) {
      await program.isRefused("list_objects", fields, "invalid", field);
    }
  });

  test("what is deleted is gone, and what never was is none the matter", async () => {
    const program = await newProgram(face);
    for (const key of ["a", "b", "c", "d"]) await put(program, key, `pelican ${key}`);
    await program.does("delete_object", { key: "a" });
    await noObject(program, "get_object", "a");
    await noObject(program, "head_object", "a");
    assert.deepEqual((await found(program, "pelican")).toSorted(), ["b", "c", "d"]);
    await program.does("delete_object", { keys: ["b", "c", "b", "nothing"] });
    await program.does("delete_object", { key: "a" });
    assert.deepEqual(keys(await program.does("list_objects")), ["d"]);
    assert.deepEqual(await found(program, "pelican"), ["d"]);
    await program.isRefused("delete_object", {}, "invalid", "key");
    await program.isRefused("delete_object", { keys: Array.from({ length: 101 }, (_, key) => `${key}`) }, "invalid", "key");
    await program.isRefused("delete_object", { keys: ["d", ""] }, "invalid", "key");
    assert.deepEqual(keys(await program.does("list_objects")), ["d"]);
  });

  test("objects are found by what they say, right after the put, the best first", async () => {
    const program = await newProgram(face);
    await put(program, "ferry", "Fähre: the ferry leaves at noon.");
    await put(program, "train.json", '{"train": "leaves at two"}', { contentType: "application/json" });
    const { results, pagination } = await program.does("search", { input: "when does the ferry leave at noon?" });
    assert.deepEqual(pagination, { total: results.length, page: 1, pageSize: 15, totalPages: 1, hasMore: false });
    const [{ score, chunkSignature, payloadSignature, ...best }] = results;
    assert.ok(score > 0 && score <= 1);
    assert.ok(chunkSignature !== "" && payloadSignature !== "");
    const text = "Fähre: the ferry leaves at noon.";
    assert.deepEqual(best, {
      text,
      source: { bucket: { bucketName: program.name.name, applicationName: "app", applicationVersionId: null }, object: "ferry" },
      type: "text/plain",
      embed: null,
      position: 0,
      start: 0,
      end: Buffer.from(text).length,
    });
    assert.deepEqual(await found(program, "train"), ["train.json"]);
    assert.deepEqual(await found(program, "submarine"), []);
    for (const input of ['"', "*", "NEAR(", "a OR", "\u0000"]) await found(program, input);
  });

  test("an object is found by what it means, whatever its words", async () => {
    const program = await newProgram(face);
    await put(program, "car", "The automobile broke down on the motorway");
    await put(program, "pie", "Grandma baked an apple pie");
    assert.deepEqual(await found(program, "car trouble"), ["car"]);
  });

  test("a long text is found by a piece of it, which is told where it stands", async () => {
    const program = await newProgram(face);
    const filler = (from) => Array.from({ length: 200 }, (_, index) => `Über line ${from + index} nothing is said.`).join("\n");
    const whole = `${filler(0)}\n\nThe treasure lies under the oak.\n\n${filler(200)}`;
    await put(program, "long", whole);
    assert.deepEqual(await found(program, "treasure oak"), ["long"]);
    const { results } = await program.does("chunk_search", { input: "treasure under the oak" });
    const [best] = results;
    assert.match(best.text, /The treasure lies under the oak/);
    assert.equal(text(await get(program, "long", { offset: best.start, length: best.end - best.start })), best.text);
    assert.ok(best.position > 0);
    assert.ok(best.text.length < whole.length / 2);
    assert.deepEqual(results.map(({ score }) => score), results.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  test("partitions are isolated in what is searched; a key is one object whatever its partition", async () => {
    const program = await newProgram(face);
    await put(program, "a", "pelican", { partition: "alice" });
    await put(program, "b", "pelican", { partition: "bob" });
    await put(program, "c", "pelican");
    assert.deepEqual(await found(program, "pelican", { partition: "alice" }), ["a"]);
    assert.deepEqual(await found(program, "pelican", { partition: "bob" }), ["b"]);
    assert.deepEqual(await found(program, "pelican"), ["c"]);
    assert.deepEqual(await found(program, "pelican", { partition: "Alice" }), []);
    const { results } = await program.does("chunk_search", { input: "pelican", partition: "bob" });
    assert.deepEqual(results.map(({ source }) => source.object), ["b"]);
    await put(program, "a", "pelican", { partition: "bob" });
    assert.deepEqual(await found(program, "pelican", { partition: "alice" }), []);
    assert.deepEqual((await found(program, "pelican", { partition: "bob" })).toSorted(), ["a", "b"]);
    assert.equal((await program.does("head_object", { key: "a" })).partition, "bob");
    for (const partition of ["", "x".repeat(129), "a\u0000"]) {
      await program.isRefused("search", { input: "pelican", partition }, "invalid", "partition");
    }
  });

  test("a search that was named is gone on with, page by page", async () => {
    const program = await newProgram(face);
    const all = Array.from({ length: 20 }, (_, number) => `note ${number}`);
    for (const key of all) await put(program, key, `pelican in ${key}`);
    const first = await program.does("search", { input: "pelican", requestId: "request 1" });
    assert.deepEqual(first.pagination, { total: 20, page: 1, pageSize: 15, totalPages: 2, hasMore: true });
    assert.equal(first.results.length, 15);
    const page = (fields) => program.does("search_get_page", { requestId: "request 1", ...fields });
    const second = await page({ page: 2 });
    assert.deepEqual(second.pagination, { total: 20, page: 2, pageSize: 15, totalPages: 2, hasMore: false });
    const objects = [...first.results, ...second.results].map(({ source }) => source.object);
    assert.deepEqual(objects.toSorted(), all.toSorted());
    assert.equal((await page({ page: 4, pageSize: 6 })).results.length, 2);
    assert.equal((await page({ page: 9 })).results.length, 0);
    const next = (fields, kind, field) => program.isRefused("search_get_page", { requestId: "request 1", ...fields }, kind, field);
    await next({ requestId: "nothing" }, "not_found");
    await next({ partition: "another" }, "not_found");
    await next({ page: 0 }, "invalid", "page");
    await next({ pageSize: 101 }, "invalid", "pageSize");
    const other = await newOwnersProgram(face);
    await other.isRefused("search_get_page", { requestId: "request 1" }, "not_found");
  });

  test("several buckets are searched at once, for objects and for chunks", async () => {
    const program = await newProgram(face);
    const other = program.at({ name: "others" });
    await put(program, "here", "pelican here");
    await put(other, "there", "pelican there");
    const bucketLocations = [program, other].map(({ name }) => ({ bucket: name }));
    for (const verb of ["search", "chunk_search"]) {
      const { results } = await program.does(verb, { bucketLocations, input: "pelican" });
      assert.deepEqual(
        results.map(({ source }) => [source.bucket.bucketName, source.object]).toSorted(),
        [[program.name.name, "here"], ["others", "there"]],
      );
    }
    await program.does("search", { bucketLocations, input: "pelican", requestId: "several" });
    const page = await program.does("search_get_page", { requestId: "several", page: 1, pageSize: 5 });
    assert.deepEqual(
      page.results.map(({ source }) => source.bucket.bucketName).toSorted(),
      [program.name.name, "others"],
    );
    for (const [verb, bucketLocations] of [["search", []], ["search", Array(11)], ["chunk_search", []], ["chunk_search", Array(11)]]) {
      const fields = { input: "x", bucketLocations: [...bucketLocations].map(() => ({ bucket: program.name })) };
      await program.isRefused(verb, fields, "invalid", "bucketLocations");
    }
  });

  test("a body that is not what its checksum says is not put", async () => {
    const program = await newProgram(face);
    const sum = (kind, body) => createHash(kind).update(body).digest("hex");
    await put(program, "note", "pelican", { md5: sum("md5", "pelican") });
    await put(program, "note", "pelican two", { sha256: sum("sha256", "pelican two") });
    for (const [fields, field] of [
      [{ md5: sum("md5", "another") }, /^(md5|content|checksum)/],
      [{ sha256: sum("sha256", "another") }, /^(sha256|content|checksum)/],
      [{ md5: "nonsense" }, /md5|checksum/],
      [{ md5: sum("md5", "x"), sha256: sum("sha256", "x") }, /md5/],
    ]) {
      const { failure } = await program.call("put_object", { key: "note", content: base64("heron"), ...fields });
      assert.equal(failure?.kind, "invalid", JSON.stringify(fields));
      assert.match(failure.field, field);
    }
    assert.equal(text(await get(program, "note")), "pelican two");
    assert.deepEqual(await found(program, "heron"), []);
    assert.deepEqual(await found(program, "pelican"), ["note"]);
  });

  test("what can't be an object is refused with its field, and changes nothing", async () => {
    const program = await newProgram(face);
    await put(program, "note", "pelican");
    const good = { key: "note", content: base64("heron") };
    for (const [fields, field] of [
      [{ key: "" }, "key"],
      [{ key: "k".repeat(1_100) }, "key"],
      [{ key: "a\nb" }, "key"],
      [{ content: "no base64!" }, "content"],
      [{ content: 7 }, "content"],
      [{ content: undefined }, "content"],
      [{ contentType: "" }, "contentType"],
      [{ contentType: "text/plain\r\nx: y" }, "contentType"],
      [{ partition: "" }, "partition"],
      [{ customMetadata: { partition: "x" } }, "customMetadata"],
      [{ customMetadata: { "a b": "x" } }, "customMetadata"],
      [{ customMetadata: { a: "x".repeat(1_025) } }, "customMetadata"],
      [{ customMetadata: { a: 7 } }, "customMetadata.a"],
      [{ more: 1 }, "more"],
    ]) {
      await program.isRefused("put_object", { ...good, ...fields }, "invalid", field);
    }
    for (const [input, field] of [["", "input"], ["x".repeat(2_001), "input"]]) {
      await program.isRefused("search", { input }, "invalid", field);
      await program.isRefused("chunk_search", { input }, "invalid", field);
    }
    await program.isRefused("search", { input: "x", requestId: "" }, "invalid", "requestId");
    assert.equal(text(await get(program, "note")), "pelican");
    assert.deepEqual(keys(await program.does("list_objects")), ["note"]);
  });

  test("there is an empty bucket under every name", async () => {
    const program = await newProgram(face);
    await noObject(program, "get_object", "a");
    await noObject(program, "head_object", "a");
    assert.deepEqual(await program.does("list_objects"), { objects: [], delimitedPrefixes: [], truncated: false, cursor: null });
    assert.deepEqual(await found(program, "anything"), []);
    await program.does("delete_object", { key: "a" });
  });
}
