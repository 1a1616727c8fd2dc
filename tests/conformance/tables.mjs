// SmartSQL.

import assert from "node:assert/strict";
import { test } from "node:test";

import { newOwnersProgram, newProgram } from "./program.mjs";

const asked = (program, sqlQuery, fields) => program.does("execute_query", { sqlQuery, ...fields });
const rows = async (program, sqlQuery) => JSON.parse((await asked(program, sqlQuery)).jsonResults);
const refusedSql = (program, sqlQuery) => program.isRefused("execute_query", { sqlQuery }, "invalid", "sqlQuery");

export function tables(face) {
  test("a statement gives its rows as JSON, with the columns in their order", async () => {
    const program = await newProgram(face);
    const answer = await asked(program, " SELECT 1 AS z, 'x' AS a, NULL AS n, 0.5 AS r UNION ALL SELECT 2, '', 'b', -1; ");
    const json = '[{"z":1,"a":"x","n":null,"r":0.5},{"z":2,"a":"","n":"b","r":-1}]';
    assert.deepEqual(answer, {
      message: "2 rows.",
      results: json,
      jsonResults: json,
      status: 200,
      queryExecuted: "SELECT 1 AS z, 'x' AS a, NULL AS n, 0.5 AS r UNION ALL SELECT 2, '', 'b', -1;",
      aiReasoning: null,
    });
    for (const format of ["json", "OUTPUT_FORMAT_JSON", "OUTPUT_FORMAT_UNSPECIFIED"]) {
      assert.equal((await asked(program, "SELECT 1 AS one", { format })).jsonResults, '[{"one":1}]');
    }
    assert.equal((await asked(program, "SELECT 1 AS one WHERE 0")).jsonResults, "[]");
  });

  test("a statement gives its rows as CSV", async () => {
    const program = await newProgram(face);
    for (const format of ["csv", "OUTPUT_FORMAT_CSV"]) {
      const { csvResults, results, ...answer } = await asked(program, `SELECT 1 AS n, 'a "b", c' AS t, NULL AS e, '' AS x`, { format });
      assert.equal(csvResults, 'n,t,e,x\r\n1,"a ""b"", c",,""\r\n');
      assert.equal(results, csvResults);
      assert.equal(answer.jsonResults, undefined);
    }
    assert.equal((await asked(program, "SELECT id FROM calls", { format: "csv" })).csvResults, "id\r\n");
  });

  test("who asks sees their own rows and nobody else's, however they ask", async () => {
    const [program, other] = [await newOwnersProgram(face), await newOwnersProgram(face)];
    const { id } = program.owner;
    assert.deepEqual(await rows(program, "SELECT id FROM users"), [{ id }]);
    assert.deepEqual(await rows(other, "SELECT id FROM users"), [{ id: other.owner.id }]);
    for (const statement of [
      `SELECT id FROM users WHERE id = '${other.owner.id}' OR 1 = 1`,
      `SELECT id FROM "users" AS u`,
      "SELECT id FROM [users] UNION SELECT id FROM `users`",
      "WITH mine AS (SELECT * FROM users) SELECT id FROM mine",
      "SELECT (SELECT group_concat(id) FROM users) AS id",
    ]) {
      assert.deepEqual(await rows(program, statement), [{ id }], statement);
    }
    const personas = await rows(program, "SELECT id FROM personas");
    assert.ok(personas.some(({ id }) => id === "persona_brad_001"));
  });

  test("what is hidden is not there, however it is spelled", async () => {
    const program = await newProgram(face);
    for (const table of [
      "sign_in_codes", "sign_in_sessions", "api_keys", "actors", "searches", "d1_migrations", "suppressions",
      "development_clock", "smart_sql_notes", "sqlite_master", "sqlite_schema", "pragma_table_list", "_cf_METADATA",
    ]) {
      for (const name of [table, `"${table.toUpperCase()}"`, `[${table}]`, `main.${table}`, `"main" . "${table}"`]) {
        await refusedSql(program, `SELECT * FROM ${name}`);
      }
    }
    await refusedSql(program, "SELECT * FROM main.users");
    await refusedSql(program, "SELECT * FROM nothing");
    await refusedSql(program, "SELECT nothing FROM users");
  });

  test("only one statement that reads is run, and nothing that could do harm", async () => {
    const program = await newProgram(face);
    const before = await rows(program, "SELECT * FROM users");
    for (const statement of [
      "", ";", "-- nothing", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE users", "SELECT 1;;", "SELECT '", "SELECT (1", "SELEKT 1",
      "DELETE FROM users", "UPDATE users SET name = 'x'", "INSERT INTO users (id) VALUES ('x')", "DROP TABLE users",
      "CREATE TABLE x (y)", "ATTACH 'x' AS y", "VACUUM", "BEGIN", "PRAGMA table_info(users)", "EXPLAIN SELECT 1",
      "WITH x AS (SELECT 1) DELETE FROM users", "REPLACE INTO users (id) VALUES ('x')",
      "SELECT * FROM pragma_table_info('users')", "SELECT load_extension('x')", "SELECT randomblob(1000000000)",
      "SELECT ?", "SELECT ?1", "SELECT :owner", "SELECT x'00'",
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT * FROM n",
      `SELECT ${"(".repeat(100)}1${")".repeat(100)}`, `SELECT '${"x".repeat(10_001)}'`,
    ]) {
      await refusedSql(program, statement);
    }
    assert.deepEqual(await rows(program, "SELECT * FROM users"), before);
  });

  test("what could keep the database busy is refused before it begins", async () => {
    const program = await newProgram(face);
    const list = `'[${Array(400).fill(0)}]'`;
    const pairs = (count) =>
      `SELECT count(*) AS n FROM ${Array.from({ length: count }, (_, nth) => `json_each(${list}) AS t${nth}`)}`;
    assert.deepEqual(await rows(program, pairs(2)), [{ n: 160_000 }]);
    for (const statement of [
      pairs(6),
      `${pairs(6)} LIMIT 1`,
      `SELECT (${pairs(6)}) AS n`,
      `SELECT 1 WHERE 1 IN (${pairs(6)})`,
      `SELECT 1 ORDER BY (${pairs(6)})`,
      `WITH a AS (SELECT 1 FROM json_each(${list})), b AS (SELECT 1 FROM a, a x), c AS (SELECT 1 FROM b, b x) SELECT * FROM c`,
      `WITH a AS (SELECT 1 AS x)${Array.from({ length: 20 }, (_, nth) => `, ${"a".repeat(nth + 2)} AS (SELECT x FROM ${"a".repeat(nth + 1)}, ${"a".repeat(nth + 1)} y)`).join("")} SELECT 1 FROM ${"a".repeat(21)}`,
      `SELECT x FROM ${"(SELECT x + x AS x FROM ".repeat(30)}(SELECT 1 AS x)${")".repeat(30)}`,
      `WITH a AS (SELECT replace(${list}, '0', ${list}) AS x) SELECT instr(x, x || 'y') FROM a`,
    ]) {
      assert.match(await refusedSql(program, statement), /could take too long|built up of itself/);
    }
  });

  test("a long answer is cut off, and says so", async () => {
    const program = await newProgram(face);
    const thousands = "WITH d AS (SELECT value AS n FROM json_each('[0,1,2,3,4,5,6,7,8,9]')) SELECT a.n FROM d AS a, d AS b, d AS c, d AS e";
    const answer = await asked(program, thousands);
    assert.equal(JSON.parse(answer.jsonResults).length, 1_000);
    assert.match(answer.message, /first 1000 rows/);
    assert.match((await asked(program, `${thousands} LIMIT 1000`)).message, /^1000 rows\.$/);
    assert.equal((await rows(program, `${thousands} LIMIT 5 OFFSET 9990`)).length, 5);
    assert.equal((await asked(program, "SELECT id FROM users")).message, "1 row.");
  });

  test("exactly one of the two kinds of question is asked", async () => {
    const program = await newProgram(face);
    await program.isRefused("execute_query", {}, "invalid", "sqlQuery");
    await program.isRefused("execute_query", { sqlQuery: "SELECT 1", textQuery: "one?" }, "invalid", "textQuery");
    await program.isRefused("execute_query", { sqlQuery: "SELECT 1", format: "xml" }, "invalid", "format");
    for (const textQuery of ["", " ", "x".repeat(2_001)]) {
      await program.isRefused("execute_query", { textQuery }, "invalid", "textQuery");
    }
  });

  test("what there is to ask about is told, and can be asked about", async () => {
    const program = await newProgram(face);
    const { tables, lastUpdated } = await program.does("get_metadata");
    assert.equal(lastUpdated, null);
    const names = tables.map(({ tableName }) => tableName);
    for (const name of ["users", "personas", "calls"]) assert.ok(names.includes(name), name);
    for (const { tableName, columns } of tables) {
      assert.ok(columns.length > 0);
      await rows(program, `SELECT ${columns.map(({ columnName }) => columnName).join(", ")} FROM ${tableName}`);
    }
    const { tables: named } = await program.does("get_metadata", { tableName: "calls" });
    assert.deepEqual(named, tables.filter(({ tableName }) => tableName === "calls"));
    await program.isRefused("get_metadata", { tableName: "sign_in_codes" }, "invalid", "tableName");
  });

  test("notes are merged, added or replaced as is said, and are one's own", async () => {
    const [program, other] = [await newOwnersProgram(face), await newOwnersProgram(face)];
    const note = (mode, ...notes) =>
      program.does("update_metadata", {
        mode,
        tables: notes.map(([tableName, columnName, sampleData]) => ({
          tableName,
          columns: [{ columnName, sampleData, dataType: "TEXT", isPrimaryKey: false, nullable: true }],
        })),
      });
    const noted = async (whose = program) => {
      const { tables } = await whose.does("get_metadata");
      const all = tables.flatMap(({ columns }) => columns.map(({ sampleData }) => sampleData));
      return all.filter((sampleData) => sampleData !== null).toSorted();
    };
    assert.deepEqual(await note("UPDATE_MODE_MERGE", ["calls", "id", "a"], ["users", "name", "b"]), { success: true, tablesUpdated: 2 });
    assert.deepEqual(await noted(), ["a", "b"]);
    await note("UPDATE_MODE_MERGE", ["calls", "id", "c"]);
    assert.deepEqual(await noted(), ["b", "c"]);
    await note("UPDATE_MODE_APPEND", ["calls", "id", "d"], ["calls", "status", "e"]);
    assert.deepEqual(await noted(), ["b", "c", "e"]);
    await note("UPDATE_MODE_REPLACE", ["users", "id", "f"]);
    assert.deepEqual(await noted(), ["f"]);
    assert.deepEqual(await noted(other), []);

    for (const [table, field] of [
      [{ tableName: "nothing" }, "tables[1].tableName"],
      [{ tableName: "users", columns: [{ columnName: "nothing", sampleData: "x" }] }, "tables[1].columns[0].columnName"],
      [{ tableName: "users", columns: [{ columnName: "id", sampleData: "x".repeat(501) }] }, "tables[1].columns[0].sampleData"],
      [{ tableName: "users", note: "x".repeat(501) }, "tables[1].note"],
    ]) {
      const tables = [{ tableName: "calls", note: "not kept" }, table];
      await program.isRefused("update_metadata", { tables, mode: "UPDATE_MODE_REPLACE" }, "invalid", field);
    }
    assert.deepEqual(await noted(), ["f"]);
  });

  test("personal data is found where it stands", async () => {
    const program = await newProgram(face);
    const [{ phone }] = await rows(program, "SELECT phone FROM users");
    const { piiDetections, message } = await program.does("get_pii_data", { tableName: "users" });
    assert.equal(message, "1 record.");
    const ofPhone = piiDetections.find(({ columnName }) => columnName === "phone");
    assert.deepEqual([ofPhone.tableName, ofPhone.recordId], ["users", program.owner.id]);
    const [{ confidenceScore, ...entity }] = ofPhone.entities;
    assert.deepEqual(entity, { entityType: "phone_number", detectedText: phone, startPosition: 0, endPosition: phone.length, tokenIndex: 0 });
    assert.ok(confidenceScore > 0 && confidenceScore <= 1);
    const recordId = program.owner.id;
    const named = await program.does("get_pii_data", { tableName: "users", recordId });
    assert.deepEqual(named.piiDetections.map(({ detectionId }) => detectionId), piiDetections.map(({ detectionId }) => detectionId));

    const other = await newOwnersProgram(face);
    await other.isRefused("get_pii_data", { tableName: "users", recordId }, "not_found");
    await program.isRefused("get_pii_data", { tableName: "api_keys" }, "invalid", "tableName");
    await program.isRefused("get_pii_data", { tableName: "users", recordId: "x".repeat(201) }, "invalid", "recordId");
  });
}
