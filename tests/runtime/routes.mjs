// The tables of routes, as the worker itself has them: so that a test can tell that none is forgotten.

import { readFile } from "node:fs/promises";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "../..");
const TABLE = path.join(ROOT, "handlers/src/routes.rs");
const ENDPOINTS = path.join(ROOT, "src/api.rs");
const VERBS = path.join(ROOT, "src/rest.rs");
const ARM = /^ *\((Get|Post|Put|Delete), \[(.*)\]\) =>/;

/// Each route as "POST /api/calls/:id/end".
export async function routes() {
  const source = await readFile(TABLE, "utf8");
  const [, table] = source.match(/\n    match \(&method, [^\n]*\n(.*?)\n    }\n/s);
  const arms = table.split("\n").filter((line) => /^ {8}\S.*=>/.test(line));
  const own = arms
    .filter((arm) => !/elsewhere\(segments\)|api::answer\(/.test(arm))
    .map((arm) => {
      const [, method, segments] = arm.match(ARM) ?? [];
      if (method === undefined) throw new Error(`what route is this? ${arm}`);
      return `${method.toUpperCase()} /${segments.split(", ").map(segment).join("/")}`;
    });
  return [...own, ...(await endpoints())];
}

/// Each endpoint of the API, as "POST /api/calls/:call_id/end".
export async function endpoints() {
  const source = await readFile(ENDPOINTS, "utf8");
  const [, table] = source.match(/\nendpoints! {\n(.*?)\n}\n/s);
  const rows = table.split("\n").filter((line) => line.trim() !== "");
  return rows.map((row) => {
    const [, method, path] = row.match(/^ *(\w+) "(\S+)" \w+ => \S+,$/) ?? [];
    if (method === undefined) throw new Error(`what endpoint is this? ${row}`);
    return `${method.toUpperCase()} ${path.replaceAll(/{(\w+)}/g, ":$1")}`;
  });
}

/// Each verb of `POST /v1/{verb}`.
export async function verbs() {
  const source = await readFile(VERBS, "utf8");
  const [, table] = source.match(/\nverbs! {\n(.*?)\n}\n/s);
  return table.split("\n").map((line) => line.match(/^ *"(\w+)" => \S+,$/)[1]);
}

/// "fixed" in the table is fixed, any other name stands for whatever is there.
function segment(pattern) {
  return pattern.startsWith('"') ? JSON.parse(pattern) : pattern && `:${pattern}`;
}
