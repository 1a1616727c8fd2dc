// A program of an owner's, in the words of the tests. It comes by a *face* of the product:
//   face.newOwner()                 somebody whom nobody knew, as the face knows them; has an `id`
//   face.call(owner, verb, body, key)  { answer }, or { failure: { kind, field, why } } where it is refused;
//                                   the kind is "invalid", "not_found" or "conflict"

import assert from "node:assert/strict";

const OF_SQL = ["execute_query", "get_metadata", "update_metadata", "get_pii_data"];
const OF_BUCKETS = ["put_object", "get_object", "head_object", "list_objects", "delete_object", "document_query"];
const OF_SEVERAL = ["search", "chunk_search"];

const NAME = { name: "notes", applicationName: "app", version: "1" };

/// Of each face the owner of the programs whose tests need no owner of their own.
const owners = new Map();
let programs = 0;

/// A program with a memory and a bucket of its own.
export async function newProgram(face) {
  if (!owners.has(face)) owners.set(face, face.newOwner());
  programs += 1;
  const name = `notes ${programs}`;
  return programOf(face, await owners.get(face)).at({ name });
}

/// A program of an owner who has no other.
export async function newOwnersProgram(face) {
  return programOf(face, await face.newOwner());
}

export function programOf(face, owner) {
  return new Program(face, owner, NAME);
}

class Program {
  #face;
  #key;

  /// `key` tells its requests from others, where it is not left out.
  constructor(face, owner, name, key) {
    this.#face = face;
    this.#key = key;
    this.owner = owner;
    this.name = name;
  }

  /// The same owner's, on what is called otherwise.
  at(name) {
    return new Program(this.#face, this.owner, { ...this.name, ...name }, this.#key);
  }

  /// The same, with each request told from others by that key.
  repeatable(key) {
    return new Program(this.#face, this.owner, this.name, key);
  }

  /// What the verb is about: the memory, the database or the bucket of this program's name.
  #located(verb) {
    const bucketLocation = { bucket: this.name };
    if (OF_SQL.includes(verb)) return { smartSqlLocation: { smartSql: this.name } };
    if (OF_BUCKETS.includes(verb)) return { bucketLocation };
    if (OF_SEVERAL.includes(verb)) return { bucketLocations: [bucketLocation] };
    if (verb === "search_get_page") return {};
    return { smartMemoryLocation: { smartMemory: this.name } };
  }

  /// What comes back, whichever way.
  call(verb, fields = {}) {
    return this.#face.call(this.owner, verb, { ...this.#located(verb), ...fields }, this.#key);
  }

  /// What it answers; a refusal is a fault.
  async does(verb, fields) {
    const { answer, failure } = await this.call(verb, fields);
    assert.equal(failure, undefined, `${verb} ${told(fields)}: ${told(failure)}`);
    return answer;
  }

  /// Sees that it is refused, how, and where a field is wrong which; gives the words.
  async isRefused(verb, fields, kind, field) {
    const { answer, failure } = await this.call(verb, fields);
    assert.equal(answer, undefined, `${verb} ${told(fields)}: ${told(answer)}`);
    assert.deepEqual([failure.kind, failure.field], [kind, field], `${verb} ${told(fields)}: ${told(failure)}`);
    assert.notEqual(failure.why, "");
    return failure.why;
  }

  /// Begins a session.
  async start() {
    const { sessionId } = await this.does("start_session");
    return this.session(sessionId);
  }

  session(id) {
    return new Session(this, id);
  }
}

class Session {
  constructor(program, id) {
    this.program = program;
    this.id = id;
  }

  does(verb, fields) {
    return this.program.does(verb, { sessionId: this.id, ...fields });
  }

  isRefused(verb, fields, kind, field) {
    return this.program.isRefused(verb, { sessionId: this.id, ...fields }, kind, field);
  }

  /// Puts an entry, and gives its id.
  async put(content, fields) {
    return (await this.does("put_memory", { content, ...fields })).memoryId;
  }

  async putAll(entries) {
    return (await this.does("put_memories", { entries })).memoryIds;
  }

  async entries(which) {
    return (await this.does("get_memory", which)).memories;
  }

  /// What the entries say.
  async reads(which) {
    return (await this.entries(which)).map(({ content }) => content);
  }

  /// What the entries say that are found.
  async finds(terms, among) {
    const { memories } = await this.does("search_memory", { terms, ...among });
    return memories.map(({ content }) => content);
  }

  end(flush) {
    return this.does("end_session", { flush });
  }

  rehydrate(summaryOnly) {
    return this.does("rehydrate_session", { summaryOnly });
  }
}

function told(value) {
  return JSON.stringify(value)?.slice(0, 300);
}

/// A moment that is told as text, in milliseconds.
export function moment(text) {
  assert.match(text, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
  return Date.parse(text);
}
