// What the worker printed in all tests, and what people said in them, written down where CALL_ME_BACK_RECORDS
// names a folder: tests/logs looks through it once everything has run.

import { appendFileSync } from "node:fs";
import path from "node:path";

const FOLDER = process.env.CALL_ME_BACK_RECORDS;

/// Shorter texts may stand anywhere by chance.
const TELLING = 12;

export function printed(line) {
  record("printed", line);
}

/// Writes down each text in it that is somebody's own.
export function said(value) {
  if (typeof value === "string") {
    if (value.length >= TELLING && value.includes(" ")) record("said", JSON.stringify(value));
  } else if (value !== null && typeof value === "object") {
    for (const part of Object.values(value)) said(part);
  }
}

function record(kind, line) {
  if (FOLDER !== undefined) appendFileSync(path.join(FOLDER, `${process.pid}.${kind}`), `${line}\n`);
}
