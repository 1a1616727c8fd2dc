// All that a world has stored, read from its data folder while the runtime runs on it. So nothing
// is left out for not being asked for: the rows of every database (D1, each actor with its alarm,
// the bucket's list) and every object.

import { readdir } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/// How long a reader waits for whoever writes at the moment, in milliseconds.
const BUSY = 5_000;

export class Stored {
  #folder;
  #databases = new Map();

  constructor(folder) {
    this.#folder = folder;
  }

  /// What is stored now, to be compared: each table that has rows, and each object's file (which is
  /// never written to again once it is there).
  async read() {
    const stored = {};
    for (const entry of await readdir(this.#folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile() || /-(shm|wal)$/.test(file)) continue;
      const rows = file.endsWith(".sqlite") ? this.#rows(file) : {};
      if (rows !== undefined) stored[path.relative(this.#folder, file)] = rows;
    }
    return stored;
  }

  close() {
    for (const { database } of this.#databases.values()) database.close();
    this.#databases.clear();
  }

  /// Read again only after somebody has written.
  #rows(file) {
    if (!this.#databases.has(file)) {
      this.#databases.set(file, { database: new DatabaseSync(file, { readOnly: true, timeout: BUSY }) });
    }
    const known = this.#databases.get(file);
    const { data_version } = known.database.prepare("PRAGMA data_version").get();
    if (known.version !== data_version) {
      Object.assign(known, { version: data_version, rows: rowsOf(known.database) });
    }
    return known.rows;
  }
}

/// An index's own tables say nothing beyond what it indexes. The platform's count queries; alarms
/// are kept elsewhere.
const TABLES = `SELECT name FROM pragma_table_list
  WHERE type IN ('table', 'virtual') AND name NOT IN ('sqlite_schema', '_cf_METADATA', 'limits')`;

/// Who asks is counted, whatever they ask: that is no change of what is stored.
const COUNTED = new Set(["minute", "requests", "last_used_at"]);

/// None where there is nothing but a version: whoever asks for an actor that was not there before
/// makes one that holds as much.
function rowsOf(database) {
  const tables = database.prepare(TABLES).all();
  const rows = {};
  for (const { name } of tables) {
    const statement = database.prepare(`SELECT * FROM "${name}"`);
    // Moments in nanoseconds are longer than a number.
    statement.setReadBigInts(true);
    const all = statement.all();
    if (all.length > 0) rows[name] = all.map((row) => JSON.stringify(row, readable));
  }
  return Object.keys(rows).some((name) => name !== "meta") ? rows : undefined;
}

function readable(key, value) {
  if (COUNTED.has(key)) return undefined;
  if (typeof value === "bigint") return Number(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}
