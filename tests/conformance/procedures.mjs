// Procedural memory.

import assert from "node:assert/strict";
import { test } from "node:test";

import { moment, newOwnersProgram, newProgram } from "./program.mjs";

const NOT_FOUND = { found: false, value: null };

const put = (program, key, value, fields) => program.does("put_procedure", { key, value, ...fields });
const get = (program, key, fields) => program.does("get_procedure", { key, ...fields });
const listed = async (program, fields) => (await program.does("list_procedures", fields)).procedures;
const found = async (program, terms, fields) =>
  (await program.does("search_procedures", { terms, ...fields })).procedures.map(({ key }) => key);

export function procedures(face) {
  test("a procedure comes back as it was put, under whatever key", async () => {
    const program = await newProgram(face);
    for (const [key, value] of [
      ["greeting", "Ahoy {name}!\nHello there."],
      ["Ключ: 100% (a/b)", "Grüße 東京"],
      ["empty", ""],
      ["long", "x".repeat(50_000)],
    ]) {
      assert.deepEqual(await put(program, key, value), { success: true });
      assert.deepEqual(await get(program, key), { found: true, value });
    }
    assert.deepEqual(await get(program, "Greeting"), NOT_FOUND);
    assert.equal((await listed(program)).length, 4);
  });

  test("a procedure that is put again is replaced, and keeps when it was first put", async () => {
    const program = await newProgram(face);
    await put(program, "greeting", "Hello");
    const [first] = await listed(program);
    assert.equal(first.createdAt, first.updatedAt);
    // A moment later, whatever the clock's grain.
    do await put(program, "greeting", "Ahoy");
    while ((await listed(program))[0].updatedAt === first.updatedAt);
    const [second, ...more] = await listed(program);
    assert.deepEqual(more, []);
    assert.deepEqual([second.key, second.value, second.createdAt], ["greeting", "Ahoy", first.createdAt]);
    assert.ok(moment(second.updatedAt) > moment(first.updatedAt));
    assert.deepEqual(await get(program, "greeting"), { found: true, value: "Ahoy" });
  });

  test("a deleted procedure is gone for all, and gone once", async () => {
    const program = await newProgram(face);
    await put(program, "greeting", "Ahoy");
    assert.deepEqual(await program.does("delete_procedure", { key: "greeting" }), { success: true });
    assert.deepEqual(await get(program, "greeting"), NOT_FOUND);
    assert.deepEqual(await listed(program), []);
    assert.deepEqual(await found(program, "ahoy"), []);
    assert.deepEqual(await program.does("delete_procedure", { key: "greeting" }), { success: false });
  });

  test("procedures are searched in keys and in values, or in either alone", async () => {
    const program = await newProgram(face);
    await put(program, "greeting", "Ahoy there");
    await put(program, "farewell", "No greeting, just a wave");
    await put(program, "advice", "Think twice");
    assert.deepEqual((await found(program, "Greeting")).toSorted(), ["farewell", "greeting"]);
    assert.deepEqual(await found(program, "greeting", { searchValues: false }), ["greeting"]);
    assert.deepEqual(await found(program, "greeting", { searchKeys: false }), ["farewell"]);
    assert.deepEqual(await found(program, "greeting", { searchKeys: false, searchValues: false }), []);
    assert.equal((await found(program, "greeting wave"))[0], "farewell");
    assert.equal((await found(program, "greeting", { nMostRecent: 1 })).length, 1);
    assert.deepEqual(await found(program, "submarine"), []);
    for (const terms of ["", "%", "_", "\u0000"]) assert.deepEqual(await found(program, terms), []);
  });

  test("sets of procedures are isolated by their ids", async () => {
    const program = await newProgram(face);
    const [one, other] = ["one", "other"].map((proceduralMemoryId) => ({ proceduralMemoryId }));
    await put(program, "greeting", "of the memory");
    await put(program, "greeting", "of one", one);
    assert.deepEqual(await get(program, "greeting"), { found: true, value: "of the memory" });
    assert.deepEqual(await get(program, "greeting", one), { found: true, value: "of one" });
    assert.deepEqual(await get(program, "greeting", other), NOT_FOUND);
    assert.deepEqual(await found(program, "greeting", other), []);
    assert.deepEqual(await listed(program, other), []);
    assert.deepEqual(await program.does("delete_procedure", { key: "greeting", ...other }), { success: false });
    assert.equal((await listed(program, one)).length, 1);
    const elsewhere = program.at({ name: "elsewhere" });
    assert.deepEqual(await get(elsewhere, "greeting", one), NOT_FOUND);
  });

  test("procedures outlive sessions, and are none of their entries", async () => {
    const program = await newProgram(face);
    const session = await program.start();
    await put(program, "greeting", "Ahoy");
    assert.deepEqual(await session.reads(), []);
    await session.end(true);
    assert.deepEqual(await get(program, "greeting"), { found: true, value: "Ahoy" });
  });

  test("what everybody who meets a persona meets, its maker alone changes", async () => {
    const program = (await newOwnersProgram(face)).at({ name: "persona_brad_001" });
    const everybodys = { proceduralMemoryId: "persona_brad_001" };
    const before = await listed(program, everybodys);
    assert.ok(before.length > 0);
    await program.isRefused("put_procedure", { key: "greeting_pattern", value: "Boo", ...everybodys }, "conflict");
    await program.isRefused("delete_procedure", { key: "greeting_pattern", ...everybodys }, "conflict");
    assert.deepEqual(await listed(program, everybodys), before);
    await put(program, "greeting_pattern", "Boo");
    assert.deepEqual((await listed(program)).map(({ value }) => value), ["Boo"]);
  });

  test("what is no procedure is refused, and changes nothing", async () => {
    const program = await newProgram(face);
    await put(program, "greeting", "Ahoy");
    for (const [fields, field] of [
      [{ key: "", value: "x" }, "key"],
      [{ key: " ", value: "x" }, "key"],
      [{ key: "k".repeat(201), value: "x" }, "key"],
      [{ key: "greeting", value: "x".repeat(50_001) }, "value"],
      [{ key: "greeting" }, "value"],
      [{ key: "greeting", value: 7 }, "value"],
    ]) {
      await program.isRefused("put_procedure", fields, "invalid", field);
    }
    assert.deepEqual((await listed(program)).map(({ key, value }) => [key, value]), [["greeting", "Ahoy"]]);
  });
}
