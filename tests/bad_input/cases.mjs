// Bad input for each route of the worker. Where a route can refuse nothing, what it takes without a
// change: then the status is that of an answer.

import { webhook } from "../../xtask/runtime/carrier/webhooks.mjs";
import { BRAD } from "../runtime/person.mjs";
import { at, badForm, badJson, badPages, badWebhook, nobodys, unknownVisitors, unproven, unwelcome } from "./faults.mjs";

const LONG = "x".repeat(2_000);
/// The longest body with a verb, in bytes.
const LONGEST_VERB = 7 * 1024 * 1024;
const NONSENSE = "?q=%FF&persona_id=%00&__proto__=1";

/// `scene` is what stands while they are tried: who asks, and what others have.
export function cases(scene) {
  return { ...pages(scene), ...api(scene), ...webhooks(scene), ...models(scene), ...programs(scene), ...carrier(scene), ...development(scene) };
}

function pages({ calls, csrf, memory: ownMemory, nobodysCsrf, other, persona: own }) {
  const persona = (id) => `/personas/${id}`;
  const memory = (id) => `/personas/${BRAD}/memories/${id}/forget`;
  const call = (id) => `/calls/${id}`;
  const form = (path, status, fields, field) => at(path, status, { form: { csrf, ...fields } }, field);
  const ours = { form: { csrf } };
  const phone = { time_zone: "UTC", hours_from: "8", hours_to: "21", retries: "1", voicemail: "nothing" };
  const ann = { name: "Ann", description: "x", voice: "adam", core_system_prompt: "You are Ann." };
  const badlyMade = [
    [{ name: "" }, "name"],
    [{ name: LONG }, "name"],
    [{ description: "" }, "description"],
    [{ voice: "nobody's" }, "voice"],
    [{ core_system_prompt: LONG }, "core_system_prompt"],
    [{ personality_traits: "just nice" }, "personality_traits"],
    [{ personality_traits: `kind: ${LONG}` }, "personality_traits"],
    [{ behavioral_rules: "x\n".repeat(13) }, "behavioral_rules"],
    [{ "procedure-greeting_pattern": LONG }, "greeting_pattern"],
  ];
  const hook = { url: "https://hooks.example.com/", "call.ended": "on" };
  const badlyTold = [
    [{ url: "" }, "url"],
    [{ url: "ftp://example.com" }, "url"],
    [{ url: LONG }, "url"],
    [{ "call.ended": "" }, "events"],
  ];
  const part = (...fields) => {
    const parts = [];
    for (let at = 0; at < fields.length; at += 2) {
      parts.push(`--x\r\ncontent-disposition: form-data; name="${fields[at]}"\r\n\r\n${fields[at + 1]}\r\n`);
    }
    return `${parts.join("")}--x--\r\n`;
  };
  const file = (body, status, field, headers) =>
    at("/data/import", status, { body, headers: { "content-type": "multipart/form-data; boundary=x", ...headers } }, field);
  const nobodysForm = (path, fields, field) =>
    at(path, 422, { form: { csrf: nobodysCsrf, ...fields }, headers: { authorization: undefined } }, field);
  return {
    "GET /": [at(`/${NONSENSE}`, 200), at("/", 303, { headers: { authorization: "Bearer x" } })],
    "GET /static/:name": nobodys((id) => `/static/${id}`),
    "GET /sign-in": [at(`/sign-in${NONSENSE}`, 303)],
    "POST /sign-in": [
      ...badForm("/sign-in", csrf, nobodysCsrf),
      nobodysForm("/sign-in", { adult: "on" }, "phone"),
      nobodysForm("/sign-in", { adult: "on", phone: "12" }, "phone"),
      nobodysForm("/sign-in", { adult: "on", phone: LONG }, "phone"),
      nobodysForm("/sign-in", { phone: "+14155550000" }, "adult"),
    ],
    "POST /sign-in/code": [
      ...badForm("/sign-in/code", csrf, nobodysCsrf),
      nobodysForm("/sign-in/code", { code: "000000" }, "phone"),
      nobodysForm("/sign-in/code", { phone: "nonsense", code: "000000" }, "phone"),
      nobodysForm("/sign-in/code", { phone: "+14155559999" }, "code"),
      nobodysForm("/sign-in/code", { phone: "+14155559999", code: LONG }, "code"),
      nobodysForm("/sign-in/code", { phone: "+14155559998", code: "0", recovery_code: "x" }, "recovery_code"),
    ],
    "POST /sign-out": badForm("/sign-out", csrf, other.csrf),
    "GET /personas/:id": [...unknownVisitors(persona(BRAD)), ...nobodys(persona)],
    "POST /personas/:id": [
      ...unwelcome(persona(BRAD), ours),
      ...badForm(persona(BRAD), csrf, other.csrf),
      ...nobodys(persona, { form: { csrf, kind: "friend" } }),
      ...[
        [{}, "kind"],
        [{ kind: "foe" }, "kind"],
        [{ kind: "custom" }, "relationship_type"],
        [{ kind: "friend", relationship_type: "x".repeat(51) }, "relationship_type"],
        [{ kind: "friend", name: LONG }, "name"],
        [{ kind: "friend", name: "Zed", custom_system_prompt: LONG }, "custom_system_prompt"],
        [{ kind: "friend", name: "Zed", auto_recall_depth: "many" }, "memory_config.auto_recall_depth"],
        [{ kind: "friend", name: "Zed", auto_recall_depth: "-1" }, "memory_config.auto_recall_depth"],
        [{ kind: "friend", name: "Zed", auto_recall_depth: "9999999999" }, "memory_config.auto_recall_depth"],
      ].map(([fields, field]) => form(persona(BRAD), 422, fields, field)),
    ],
    "GET /personas/new": unknownVisitors("/personas/new"),
    "POST /personas/new": [
      ...unwelcome("/personas/new", ours),
      ...badForm("/personas/new", csrf, other.csrf),
      ...badlyMade.map(([fields, field]) => form("/personas/new", 422, { ...ann, ...fields }, field)),
    ],
    "POST /personas/new/try": [
      ...unwelcome("/personas/new/try", ours),
      ...badForm("/personas/new/try", csrf, other.csrf),
      ...[...badlyMade, [{ say: LONG }, "say"], [{ said: `user:${LONG}` }, "say"]].map(([fields, field]) =>
        form("/personas/new/try", 422, { ...ann, ...fields }, field),
      ),
    ],
    "GET /personas/:id/edit": [
      ...unknownVisitors(`${persona(own)}/edit`),
      ...nobodys((id) => `${persona(id)}/edit`),
      at(`${persona(BRAD)}/edit`, 403),
    ],
    "POST /personas/:id/edit": [
      ...unwelcome(`${persona(own)}/edit`, ours),
      ...badForm(`${persona(own)}/edit`, csrf, other.csrf),
      ...nobodys((id) => `${persona(id)}/edit`, { form: { csrf, ...ann } }),
      form(`${persona(BRAD)}/edit`, 403, ann),
      form(`${persona(own)}/edit`, 412, { ...ann, version: "nonsense" }),
      ...badlyMade.map(([fields, field]) => form(`${persona(own)}/edit`, 422, { ...ann, version: "1", ...fields }, field)),
    ],
    "POST /personas/:id/edit/try": [
      ...unwelcome(`${persona(own)}/edit/try`, ours),
      ...badForm(`${persona(own)}/edit/try`, csrf, other.csrf),
      ...nobodys((id) => `${persona(id)}/edit/try`, { form: { csrf, ...ann } }),
      form(`${persona(BRAD)}/edit/try`, 403, ann),
      ...badlyMade.map(([fields, field]) => form(`${persona(own)}/edit/try`, 422, { ...ann, ...fields }, field)),
    ],
    "POST /personas/:id/delete": [
      ...unwelcome(`${persona(own)}/delete`, ours),
      ...badForm(`${persona(own)}/delete`, csrf, other.csrf),
      ...nobodys((id) => `${persona(id)}/delete`, ours),
      form(`${persona(BRAD)}/delete`, 403),
      form(`${persona(own)}/delete`, 412, { version: "7" }),
    ],
    "POST /personas/:id/greeting": [
      ...unwelcome(`${persona(BRAD)}/greeting`, ours),
      ...badForm(`${persona(BRAD)}/greeting`, csrf, other.csrf),
      ...nobodys((id) => `${persona(id)}/greeting`, { form: { csrf, kind: "friend" } }),
      ...[
        [{ kind: "custom" }, "relationship_type"],
        [{ kind: "friend", relationship_type: "x".repeat(51) }, "relationship_type"],
        [{ kind: "friend", name: LONG }, "name"],
        [{ custom_system_prompt: LONG }, "custom_system_prompt"],
        [{ voice: "nobody's" }, "voice"],
      ].map(([fields, field]) => form(`${persona(BRAD)}/greeting`, 422, fields, field)),
    ],
    "GET /personas/:id/calls": [
      ...unknownVisitors(`${persona(BRAD)}/calls`),
      ...nobodys((id) => `${persona(id)}/calls`),
      at("/personas/persona_maya_001/calls?q=x", 404),
      at(`${persona(BRAD)}/calls?cursor=x`, 422, {}, "cursor"),
    ],
    "GET /personas/:id/storylines": [
      ...unknownVisitors(`${persona(BRAD)}/storylines`),
      ...nobodys((id) => `${persona(id)}/storylines`),
    ],
    "POST /personas/:id/storylines/:storyline/close": [
      ...unwelcome(`${persona(BRAD)}/storylines/x/close`, ours),
      ...badForm(`${persona(BRAD)}/storylines/x/close`, csrf, other.csrf),
      ...nobodys((id) => `${persona(BRAD)}/storylines/${id}/close`, ours),
      ...nobodys((id) => `${persona(id)}/storylines/x/close`, ours),
    ],
    "GET /personas/:id/memories": [
      ...unknownVisitors(`${persona(BRAD)}/memories`),
      ...nobodys((id) => `${persona(id)}/memories`),
      at("/personas/persona_maya_001/memories", 404),
      at(`${persona(BRAD)}/memories?kind=secrets`, 422, {}, "kind"),
      at(`${persona(BRAD)}/memories?kind=user_fact&sort=colour`, 422, {}, "sort"),
      at(`${persona(BRAD)}/memories?kind=user_fact&cursor=x`, 422, {}, "cursor"),
    ],
    "POST /personas/:id/memories": [
      ...unwelcome(`${persona(BRAD)}/memories`, ours),
      ...badForm(`${persona(BRAD)}/memories`, csrf, other.csrf),
      ...nobodys((id) => `${persona(id)}/memories`, { form: { csrf, about: "user_fact", content: "x" } }),
      ...[
        [{}, "about"],
        [{ about: "secrets", content: "x" }, "about"],
        [{ about: "user_fact" }, "content"],
        [{ about: "user_fact", content: LONG }, "content"],
        [{ about: "avoid", content: "…" }, "content"],
        [{ about: "avoid", content: LONG }, "content"],
      ].map(([fields, field]) => form(`${persona(BRAD)}/memories`, 422, fields, field)),
    ],
    "POST /personas/:id/remembering": [
      ...unwelcome(`${persona(BRAD)}/remembering`, ours),
      ...badForm(`${persona(BRAD)}/remembering`, csrf, other.csrf),
      ...nobodys((id) => `${persona(id)}/remembering`, ours),
      form("/personas/persona_maya_001/remembering", 404),
    ],
    "GET /personas/:id/memories/:memory": [
      ...unknownVisitors(`${persona(BRAD)}/memories/${ownMemory}`),
      ...nobodys((id) => `${persona(BRAD)}/memories/${id}`),
      ...nobodys((id) => `${persona(id)}/memories/${ownMemory}`),
      at(`${persona(BRAD)}/memories/${other.memory}`, 404),
    ],
    "GET /personas/:id/prompt": [
      ...unknownVisitors(`${persona(BRAD)}/prompt`),
      ...nobodys((id) => `${persona(id)}/prompt`),
    ],
    "POST /personas/:id/memories/:memory/:change": [
      ...unwelcome(memory(other.memory), ours),
      ...badForm(memory(other.memory), csrf, other.csrf),
      ...nobodys(memory, ours),
      ...nobodys((id) => `/personas/${id}/memories/${other.memory}/forget`, ours),
      ...["forget", "pin", "unpin", "restore", "reword", "burn"].map((change) =>
        form(`/personas/${BRAD}/memories/${other.memory}/${change}`, 404),
      ),
      form("/personas/persona_maya_001/memories/mem_nobody/pin", 404),
      ...[{}, { content: "…" }, { content: LONG }].map((fields) =>
        form(`/personas/${BRAD}/memories/${ownMemory}/reword`, 422, fields, "content"),
      ),
    ],
    "GET /voices/:name": [...unknownVisitors("/voices/adam"), ...nobodys((id) => `/voices/${id}`), at("/voices/adam", 404)],
    "GET /settings": unknownVisitors("/settings"),
    "POST /settings": [
      ...unwelcome("/settings", ours),
      ...badForm("/settings", csrf, other.csrf),
      form("/settings", 422, { name: LONG }, "name"),
    ],
    "GET /webhooks": unknownVisitors("/webhooks"),
    "POST /webhooks": [
      ...unwelcome("/webhooks", ours),
      ...badForm("/webhooks", csrf, other.csrf),
      ...badlyTold.map(([fields, field]) => form("/webhooks", 422, { ...hook, ...fields }, field)),
    ],
    "GET /webhooks/:id": [
      ...unknownVisitors(`/webhooks/${other.webhook}`),
      ...nobodys((id) => `/webhooks/${id}`),
      at(`/webhooks/${other.webhook}`, 404),
    ],
    "POST /webhooks/:id/:change": [
      ...unwelcome(`/webhooks/${other.webhook}/ping`, ours),
      ...badForm(`/webhooks/${other.webhook}/ping`, csrf, other.csrf),
      ...nobodys((id) => `/webhooks/${id}/ping`, ours),
      ...["change", "ping", "rotate", "remove", "burn"].map((change) =>
        form(`/webhooks/${other.webhook}/${change}`, 404, hook),
      ),
    ],
    // Nobody runs this here, and nobody is told that somebody could.
    "GET /operations": [
      at("/operations", 404),
      at("/operations?period=aeon", 404),
      at("/operations", 404, { headers: { authorization: "Bearer x" } }),
      at("/operations", 404, { headers: { authorization: undefined } }),
    ],
    "GET /phone": unknownVisitors("/phone"),
    "POST /phone": [
      ...unwelcome("/phone", ours),
      ...badForm("/phone", csrf, other.csrf),
      ...[
        [{ time_zone: "Mars/Olympus" }, "time_zone"],
        [{ voicemail: "sing" }, "voicemail"],
        [{ retries: "often" }, "retries"],
        [{ retries: "9" }, "retries"],
        [{ hours_from: "noon" }, "hours_from"],
        [{ hours_from: "21" }, "hours_from"],
        [{ hours_to: "-1" }, "hours_to"],
        [{ calls_a_day: "1.5" }, "calls_a_day"],
        [{ minutes_a_day: "99999999999" }, "minutes_a_day"],
        [{ dollars_a_day: "much" }, "cents_a_day"],
        [{ pin: LONG }, "pin"],
        [{ pin: "123456" }, "pin"],
      ].map(([fields, field]) => form("/phone", 422, { ...phone, ...fields }, field)),
    ],
    "POST /phone/calls": [
      ...unwelcome("/phone/calls", ours),
      ...badForm("/phone/calls", csrf, other.csrf),
      ...[{}, { calls: "sometimes" }].map((fields) => form("/phone/calls", 422, fields, "calls")),
    ],
    "GET /account": unknownVisitors("/account"),
    "POST /account/sessions": [
      ...unwelcome("/account/sessions", ours),
      ...badForm("/account/sessions", csrf, other.csrf),
      ...[{}, { session: "A:B" }, { session: LONG }, { session: other.session }].map((fields) =>
        form("/account/sessions", 404, fields),
      ),
    ],
    "POST /account/proof": [
      ...unwelcome("/account/proof", ours),
      ...badForm("/account/proof", csrf, other.csrf),
    ],
    "POST /account/proof/code": [
      ...unwelcome("/account/proof/code", ours),
      ...badForm("/account/proof/code", csrf, other.csrf),
      form("/account/proof/code", 422, { code: "x" }, "code"),
      form("/account/proof/code", 422, { recovery_code: LONG }, "recovery_code"),
    ],
    "POST /account/phone": [
      ...unwelcome("/account/phone", ours),
      ...badForm("/account/phone", csrf, other.csrf),
      ...["", "12", LONG].map((phone) => form("/account/phone", 422, { phone }, "phone")),
    ],
    "POST /account/phone/code": [
      ...unwelcome("/account/phone/code", ours),
      ...badForm("/account/phone/code", csrf, other.csrf),
      form("/account/phone/code", 422, { phone: "12", code: "000000" }, "phone"),
      form("/account/phone/code", 422, { phone: "+14155559997", code: "x" }, "code"),
    ],
    "POST /account/recovery-codes": [
      ...unwelcome("/account/recovery-codes", ours),
      ...badForm("/account/recovery-codes", csrf, other.csrf),
    ],
    "POST /account/keys": [
      ...unwelcome("/account/keys", ours),
      ...badForm("/account/keys", csrf, other.csrf),
      ...[
        [{ smart: "on" }, "name"],
        [{ name: LONG, smart: "on" }, "name"],
        [{ name: "x" }, "scopes"],
        [{ name: "x", "memories:burn": "on" }, "scopes"],
        [{ name: "x", smart: "on", expires_in_days: "soon" }, "expires_in_days"],
        [{ name: "x", smart: "on", expires_in_days: "0" }, "expires_in_days"],
      ].map(([fields, field]) => form("/account/keys", 422, fields, field)),
    ],
    "POST /account/keys/:id": [
      ...unwelcome(`/account/keys/${other.key}`, ours),
      ...badForm(`/account/keys/${other.key}`, csrf, other.csrf),
      ...nobodys((id) => `/account/keys/${id}`, { form: { csrf, change: "revoke" } }),
      ...["rotate", "revoke"].map((change) => form(`/account/keys/${other.key}`, 404, { change })),
      form(`/account/keys/${other.key}`, 422, { change: "burn" }, "change"),
    ],
    "POST /account/identities": [
      ...unwelcome("/account/identities", ours),
      ...badForm("/account/identities", csrf, other.csrf),
      ...[{}, { identity: "A:B" }, { identity: "identity_nobody" }].map((fields) =>
        form("/account/identities", 404, fields),
      ),
    ],
    "GET /data": unknownVisitors("/data"),
    "POST /data/import": [
      ...unknownVisitors("/data/import"),
      at("/data/import", 415, ours),
      file("x", 400, "body"),
      ...[other.csrf, "", "guess"].map((token) => file(part("csrf", token), 403)),
      file(part("csrf", csrf), 403, undefined, { origin: "https://evil.example" }),
      file(part("csrf", csrf), 422, "file"),
      file(part("csrf", csrf, "file", "PK"), 422, "file"),
    ],
    "POST /data/retention": [
      ...unwelcome("/data/retention", ours),
      ...badForm("/data/retention", csrf, other.csrf),
      ...["x", "-1", "1.5", "366", LONG].map((retention_days) =>
        form("/data/retention", 422, { retention_days }, "retention_days"),
      ),
    ],
    "POST /data/erase": [
      ...unwelcome("/data/erase", ours),
      ...badForm("/data/erase", csrf, other.csrf),
      ...[{}, { confirm: "yes" }, { confirm: LONG }].map((fields) => form("/data/erase", 422, fields, "confirm")),
    ],
    "POST /data/personas/:id/erase": [
      ...unwelcome(`/data/personas/${BRAD}/erase`, ours),
      ...badForm(`/data/personas/${BRAD}/erase`, csrf, other.csrf),
      ...nobodys((id) => `/data/personas/${id}/erase`, ours),
      form("/data/personas/persona_maya_001/erase", 404),
    ],
    "GET /data/receipts/:id": nobodys((id) => `/data/receipts/${id}`),
    "POST /schedules": [
      ...unwelcome("/schedules", ours),
      ...badForm("/schedules", csrf, other.csrf),
      ...[{}, { persona_id: "a:b" }, { persona_id: LONG }].map((fields) => form("/schedules", 404, fields)),
      form("/schedules", 404, { persona_id: "persona_nobody", at: onTheWall() }),
      ...[
        [{}, "at"],
        [{ at: "tomorrow" }, "at"],
        [{ at: "2001-01-01T09:00" }, "at"],
        [{ at: "9999-12-31T23:59" }, "at"],
        [{ at: onTheWall(), repeats: "FREQ=HOURLY" }, "repeats"],
        [{ at: onTheWall(), repeats: "FREQ=DAILY", grace_minutes: "soon" }, "grace_minutes"],
      ].map(([fields, field]) => form("/schedules", 422, { persona_id: BRAD, ...fields }, field)),
    ],
    "POST /schedules/:id/:change": [
      ...unwelcome(`/schedules/${other.schedule}/cancel`, ours),
      ...badForm(`/schedules/${other.schedule}/cancel`, csrf, other.csrf),
      ...nobodys((id) => `/schedules/${id}/cancel`, ours),
      ...["cancel", "pause", "resume", "burn"].map((change) =>
        form(`/schedules/${other.schedule}/${change}`, 404),
      ),
      form(`/schedules/${other.schedule}/skip`, 422, { at: "soon" }, "at"),
    ],
    "POST /calls": [
      ...unwelcome("/calls", ours),
      ...badForm("/calls", csrf, other.csrf),
      ...[{}, { persona_id: "a:b" }, { persona_id: "persona_nobody" }, { persona_id: LONG }].map(
        (fields) => form("/calls", 404, fields),
      ),
    ],
    "GET /calls/:id": [
      ...unknownVisitors(call(calls.live)),
      ...nobodys(call),
      at(call(other.call), 404),
    ],
    "POST /calls/:id/end": [
      ...unwelcome(`${call(calls.live)}/end`, ours),
      ...badForm(`${call(calls.live)}/end`, csrf, other.csrf),
      ...nobodys((id) => `${call(id)}/end`, ours),
      form(`${call(other.call)}/end`, 404),
    ],
    "GET /calls/:id/relay": [
      ...unknownVisitors(`${call(calls.live)}/relay`),
      ...nobodys((id) => `${call(id)}/relay`),
      at(`${call(other.call)}/relay`, 404),
      at(`${call(calls.phone)}/relay`, 404),
      at(`${call(calls.live)}/relay`, 426),
      at(`${call(calls.live)}/relay`, 403, { headers: { origin: "https://evil.example" } }),
    ],
    "GET /calls/:id/watch": [
      ...unknownVisitors(`${call(calls.phone)}/watch`),
      ...nobodys((id) => `${call(id)}/watch`),
      at(`${call(other.call)}/watch`, 404),
      at(`${call(calls.live)}/watch`, 404),
      at(`${call(calls.phone)}/watch`, 426),
      at(`${call(calls.phone)}/watch`, 403, { headers: { origin: "https://evil.example" } }),
    ],
  };
}

function api({ person, calls, memory, persona: ownPersona, schedules, other }) {
  const persona = (id) => `/api/personas/${id}`;
  const call = (id) => `/api/calls/${id}`;
  const schedule = (id) => `/api/schedules/${id}`;
  const wrong = (path, ...bodies) =>
    bodies.map(([json, field]) => at(path, 422, { json }, field));
  const personas = (end, request) => [
    ...(request === undefined ? unknownVisitors : unwelcome)(persona(BRAD) + end, request),
    ...nobodys((id) => persona(id) + end, request),
  ];
  const met = (end, request) => [
    ...personas(end, request),
    at(`${persona("persona_maya_001")}${end}`, 404, request),
  ];
  const onesOwn = (end, request) => [
    ...(request === undefined ? unknownVisitors : unwelcome)(call(calls.live) + end, request),
    ...nobodys((id) => call(id) + end, request),
    at(call(other.call) + end, 404, request),
  ];
  const wish = { persona_id: BRAD, channel: "browser" };
  const described = { name: "Ann", description: "x", core_system_prompt: "You are Ann." };
  const badlyDescribed = [
    [{ name: " " }, "name"],
    [{ name: "x".repeat(61) }, "name"],
    [{ description: LONG }, "description"],
    [{ voice: "nobody's" }, "voice"],
    [{ core_system_prompt: LONG }, "core_system_prompt"],
    [{ personality_traits: [] }, "personality_traits"],
    [{ personality_traits: { kind: LONG } }, "personality_traits"],
    [{ behavioral_rules: [LONG] }, "behavioral_rules"],
    [{ behavioral_rules: Array(13).fill("x") }, "behavioral_rules"],
    [{ is_public: "yes" }, "is_public"],
    [{ created_by: "system" }, "created_by"],
  ];
  const told = { content: "User sings", category: "user_fact" };
  const badlyTold = [
    [{ content: " " }, "content"],
    [{ content: "x".repeat(301) }, "content"],
    [{ content: "a\u0000b" }, "content"],
    [{ category: "secret" }, "category"],
    [{ subject: "" }, "subject"],
    [{ attribute: "?" }, "attribute"],
    [{ value: "" }, "value"],
    [{ importance: 2 }, "importance"],
    [{ occurred_at: "once" }, "occurred_at"],
    [{ sensitive: 1 }, "sensitive"],
  ];
  const terms = [
    [{ relationship_type: "" }, "relationship_type"],
    [{ relationship_type: "x".repeat(51) }, "relationship_type"],
    [{ custom_system_prompt: LONG }, "custom_system_prompt"],
    [{ kind: "foe" }, "kind"],
    [{ voice: "pNInz6obpgDQGcFmaJgB" }, "voice"],
    [{ memory_config: { auto_recall_depth: -1 } }, "memory_config.auto_recall_depth"],
    [{ memory_config: { auto_recall_depth: 1_000 } }, "memory_config.auto_recall_depth"],
    [{ memory_config: { forget: true } }, "memory_config.forget"],
  ];
  return {
    "POST /api/sign-in": [
      ...badJson("/api/sign-in"),
      ...wrong(
        "/api/sign-in",
        [{ adult: true }, "phone"],
        [{ phone: "12", adult: true }, "phone"],
        [{ phone: 7, adult: true }, "phone"],
        [{ phone: LONG, adult: true }, "phone"],
        [{ phone: "+14155550000" }, "adult"],
        [{ phone: "+14155550000", adult: false }, "adult"],
        [{ phone: "+14155550000", adult: "yes" }, "adult"],
      ),
    ],
    "POST /api/sign-in/code": [
      ...badJson("/api/sign-in/code"),
      ...wrong(
        "/api/sign-in/code",
        [{ code: "000000" }, "phone"],
        [{ phone: "12", code: "000000" }, "phone"],
        [{ phone: "+14155559996" }, "code"],
        [{ phone: "+14155559996", code: "000000" }, "code"],
        [{ phone: "+14155559996", code: LONG }, "code"],
        [{ phone: "+14155559996", code: "000000", anew: "yes" }, "anew"],
        [{ phone: "+14155559996", code: "000000", pin: "472815", anew: true }, "anew"],
      ),
    ],
    "POST /api/recovery": [
      ...badJson("/api/recovery"),
      ...wrong(
        "/api/recovery",
        [{ phone: "12", code: "000000", recovery_code: "x" }, "phone"],
        [{ phone: "+14155559996", recovery_code: "x" }, "code"],
        [{ phone: "+14155559996", code: "000000" }, "recovery_code"],
        [{ phone: "+14155559996", code: "000000", recovery_code: LONG }, "recovery_code"],
      ),
    ],
    "POST /api/sign-out": unwelcome("/api/sign-out"),
    "GET /api/docs": [at(`/api/docs${NONSENSE}`, 200, { headers: { authorization: "Bearer x" } })],
    "GET /api/openapi.json": [
      at("/api/openapi.json", 200, { headers: { authorization: "Bearer x" } }),
      at("/api/openapi.json?nonsense=1", 422, {}, "nonsense"),
    ],
    "GET /api/me": [
      ...unknownVisitors("/api/me"),
      at("/api/me?nonsense=1", 422, {}, "nonsense"),
      at("/api/me?If-Match=1", 422, {}, "If-Match"),
    ],
    "GET /api/me/sessions": unknownVisitors("/api/me/sessions"),
    "DELETE /api/me/sessions": unwelcome("/api/me/sessions"),
    "DELETE /api/me/sessions/:session_id": [
      ...unwelcome(`/api/me/sessions/${other.session}`),
      ...nobodys((id) => `/api/me/sessions/${id}`),
      at(`/api/me/sessions/${other.session}`, 404),
    ],
    "POST /api/me/proof": unwelcome("/api/me/proof"),
    "POST /api/me/proof/code": [
      ...unwelcome("/api/me/proof/code", { json: { code: "000000" } }),
      ...badJson("/api/me/proof/code"),
      ...wrong(
        "/api/me/proof/code",
        [{}, "code"],
        [{ code: 0 }, "code"],
        [{ code: "x", recovery_code: "x" }, "code"],
        [{ code: "x" }, "code"],
        [{ recovery_code: LONG }, "recovery_code"],
      ),
    ],
    "POST /api/me/phone": [
      ...unwelcome("/api/me/phone", { json: { phone: "+14155559995" } }),
      ...badJson("/api/me/phone"),
      ...wrong("/api/me/phone", [{}, "phone"], [{ phone: "12" }, "phone"], [{ phone: LONG }, "phone"]),
    ],
    "POST /api/me/phone/code": [
      ...unwelcome("/api/me/phone/code", { json: { phone: "+14155559995", code: "000000" } }),
      ...badJson("/api/me/phone/code"),
      ...wrong(
        "/api/me/phone/code",
        [{ phone: "12", code: "000000" }, "phone"],
        [{ phone: "+14155559995" }, "code"],
        [{ phone: "+14155559995", code: LONG }, "code"],
      ),
    ],
    "GET /api/me/recovery-codes": unknownVisitors("/api/me/recovery-codes"),
    "POST /api/me/recovery-codes": unwelcome("/api/me/recovery-codes"),
    "GET /api/me/identities": unknownVisitors("/api/me/identities"),
    "POST /api/me/identities": [
      ...unwelcome("/api/me/identities", { json: { token: "x" } }),
      ...badJson("/api/me/identities"),
      ...wrong("/api/me/identities", [{}, "token"], [{ token: 7 }, "token"], [{ token: "a.b.c" }, "token"]),
    ],
    "DELETE /api/me/identities/:identity_id": [
      ...unwelcome("/api/me/identities/identity_nobody"),
      ...nobodys((id) => `/api/me/identities/${id}`),
    ],
    "PUT /api/me": [
      ...unwelcome("/api/me", { json: { name: "Zed" } }),
      ...badJson("/api/me"),
      ...wrong(
        "/api/me",
        [{ name: LONG }, "name"],
        [{ name: 7 }, "name"],
        [{ name: "Zed", time_zone: "Mars/Olympus" }, "time_zone"],
        [{ voicemail: "sing" }, "voicemail"],
        [{ name: "Zed", retries: 4 }, "retries"],
        [{ retries: -1 }, "retries"],
        [{ hours_from: 24 }, "hours_from"],
        [{ hours_to: 256 }, "hours_to"],
        [{ hours_from: 9, hours_to: 9 }, "hours_from"],
        [{ calls_a_day: -1 }, "calls_a_day"],
        [{ minutes_a_day: 1_000_000 }, "minutes_a_day"],
        [{ cents_a_day: 1.5 }, "cents_a_day"],
        [{ retention_days: 366 }, "retention_days"],
        [{ retention_days: -1 }, "retention_days"],
        [{ name: "Zed", pin: "12345" }, "pin"],
        [{ name: "Zed", pin: "111111" }, "pin"],
        [{ pin: 472815 }, "pin"],
        [{ pin: "472913" }, "pin"],
      ),
    ],
    "POST /api/me/consent": unwelcome("/api/me/consent"),
    "DELETE /api/me/consent": unwelcome("/api/me/consent"),
    "GET /api/usage": [
      ...unknownVisitors("/api/usage"),
      ...[
        ["by=week", "by"],
        ["since=yesterday", "since"],
        ["since=2025-01-02T00:00:00Z&until=2025-01-01T00:00:00Z", "since"],
        ["since=2020-01-01T00:00:00Z&until=2025-01-01T00:00:00Z", "since"],
      ].map(([query, field]) => at(`/api/usage?${query}`, 422, {}, field)),
    ],
    "GET /api/relationships": [...unknownVisitors("/api/relationships"), ...badPages("/api/relationships")],
    "POST /api/personas": [
      ...unwelcome("/api/personas", { json: described }),
      ...badJson("/api/personas"),
      ...wrong(
        "/api/personas",
        [{}, "name"],
        [{ name: "Ann" }, "core_system_prompt"],
        ...badlyDescribed.map(([more, field]) => [{ ...described, ...more }, field]),
      ),
    ],
    "PUT /api/personas/:persona_id": [
      ...personas("", { json: { name: "Zed" } }),
      ...badJson(persona(ownPersona)),
      // Others' are not theirs to change.
      at(persona(BRAD), 403, { json: { name: "Zed" } }),
      at(persona(ownPersona), 412, { json: { name: "Zed" }, headers: { "if-match": '"99"' } }),
      ...wrong(persona(ownPersona), ...badlyDescribed),
    ],
    "DELETE /api/personas/:persona_id": [
      ...personas("", {}),
      at(persona(BRAD), 403),
      at(persona(ownPersona), 412, { headers: { "if-match": '"99"' } }),
    ],
    "POST /api/personas/:persona_id/report": [
      ...personas("/report", { json: { reason: "x" } }),
      ...badJson(`${persona(BRAD)}/report`),
      ...wrong(`${persona(BRAD)}/report`, [{}, "reason"], [{ reason: " " }, "reason"], [{ reason: LONG }, "reason"]),
      at(`${persona(ownPersona)}/report`, 409, { json: { reason: "x" } }),
    ],
    "GET /api/personas": [...unknownVisitors("/api/personas"), ...badPages("/api/personas")],
    "GET /api/personas/:persona_id": personas(""),
    "POST /api/personas/:persona_id/customize": [
      ...personas("/customize", { json: { relationship_type: "friend" } }),
      ...badJson(`${persona(BRAD)}/customize`),
      ...wrong(`${persona(BRAD)}/customize`, ...terms),
    ],
    "GET /api/personas/:persona_id/relationship": met("/relationship"),
    "PUT /api/personas/:persona_id/relationship": [
      ...met("/relationship", { json: { relationship_type: "friend" } }),
      ...badJson(`${persona(BRAD)}/relationship`),
      ...wrong(`${persona(BRAD)}/relationship`, ...terms),
    ],
    "GET /api/personas/:persona_id/memories": [
      ...met("/memories"),
      ...badPages(`${persona(BRAD)}/memories`),
      ...[
        ["category=secrets", "category"],
        ["state=gone", "state"],
        ["sort=random", "sort"],
        ["min_strength=strong", "min_strength"],
        ["min_strength=2", "min_strength"],
        ["min_strength=NaN", "min_strength"],
        ["sort=strength&sort=learned", "sort"],
      ].map(([query, field]) => at(`${persona(BRAD)}/memories?${query}`, 422, {}, field)),
    ],
    "POST /api/personas/:persona_id/memories": [
      ...met("/memories", { json: told }),
      ...badJson(`${persona(BRAD)}/memories`),
      ...wrong(
        `${persona(BRAD)}/memories`,
        ...badlyTold.map(([more, field]) => [{ ...told, ...more }, field]),
        [{ category: "user_fact" }, "content"],
        [{ content: "x" }, "category"],
      ),
    ],
    "GET /api/personas/:persona_id/memories/:memory_id": [
      ...met(`/memories/${memory}`),
      ...nobodys((id) => `${persona(BRAD)}/memories/${id}`),
      at(`${persona(BRAD)}/memories/${other.memory}`, 404),
    ],
    "PUT /api/personas/:persona_id/memories/:memory_id": [
      ...met(`/memories/${memory}`, { json: { pinned: true } }),
      ...badJson(`${persona(BRAD)}/memories/${memory}`),
      ...nobodys((id) => `${persona(BRAD)}/memories/${id}`, { json: { pinned: true } }),
      at(`${persona(BRAD)}/memories/${other.memory}`, 404, { json: { content: "User is mine" } }),
      at(`${persona(BRAD)}/memories/${memory}`, 412, { json: { pinned: true }, headers: { "if-match": '"x"' } }),
      ...wrong(
        `${persona(BRAD)}/memories/${memory}`,
        [{}, "content"],
        [{ content: "" }, "content"],
        [{ content: LONG, pinned: true }, "content"],
        [{ pinned: "yes" }, "pinned"],
      ),
    ],
    "DELETE /api/personas/:persona_id/memories/:memory_id": [
      ...met(`/memories/${memory}`, {}),
      ...nobodys((id) => `${persona(BRAD)}/memories/${id}`),
      at(`${persona(BRAD)}/memories/${other.memory}`, 404),
      at(`${persona(BRAD)}/memories/${memory}`, 412, { headers: { "if-match": '"x"' } }),
    ],
    "POST /api/personas/:persona_id/memories/:memory_id/restore": [
      ...met("/memories/mem_nobody/restore", {}),
      ...nobodys((id) => `${persona(BRAD)}/memories/${id}/restore`, {}),
      at(`${persona(BRAD)}/memories/${other.memory}/restore`, 404, {}),
    ],
    "GET /api/personas/:persona_id/episodes": [...met("/episodes"), ...badPages(`${persona(BRAD)}/episodes`)],
    "GET /api/personas/:persona_id/episodes/search": [
      ...met("/episodes/search?q=x"),
      ...["", "?q=", "?q=%20"].map((query) => at(`${persona(BRAD)}/episodes/search${query}`, 422, {}, "q")),
      ...["0", "101", "x"].map((limit) => at(`${persona(BRAD)}/episodes/search?q=x&limit=${limit}`, 422, {}, "limit")),
    ],
    "GET /api/personas/:persona_id/episodes/:call_id": [
      ...met("/episodes/call_x"),
      ...nobodys((id) => `${persona(BRAD)}/episodes/${id}`),
      at(`${persona(BRAD)}/episodes/${other.call}`, 404),
    ],
    "POST /api/personas/:persona_id/episodes/:call_id/restore": [
      ...met("/episodes/call_x/restore", {}),
      ...nobodys((id) => `${persona(BRAD)}/episodes/${id}/restore`),
      at(`${persona(BRAD)}/episodes/${other.call}/restore`, 404),
      at(`${persona(BRAD)}/episodes/call_x/restore?summary_only=maybe`, 422, {}, "summary_only"),
    ],
    "GET /api/personas/:persona_id/storylines": [
      ...met("/storylines"),
      ...badPages(`${persona(BRAD)}/storylines`),
      at(`${persona(BRAD)}/storylines?status=odd`, 422, {}, "status"),
    ],
    "GET /api/personas/:persona_id/storylines/:storyline_id": [
      ...met("/storylines/story_x"),
      ...nobodys((id) => `${persona(BRAD)}/storylines/${id}`),
    ],
    "POST /api/personas/:persona_id/storylines/:storyline_id/close": [
      ...met("/storylines/story_x/close", {}),
      ...nobodys((id) => `${persona(BRAD)}/storylines/${id}/close`),
    ],
    "GET /api/personas/:persona_id/procedures": met("/procedures"),
    "GET /api/personas/:persona_id/procedures/:key": [
      ...met("/procedures/greeting_pattern"),
      at(`${persona(BRAD)}/procedures/nothing`, 404),
      at(`${persona(BRAD)}/procedures/%FF`, 404),
    ],
    "PUT /api/personas/:persona_id/procedures/:key": [
      ...met("/procedures/greeting_pattern", { json: { value: "Hi!" } }),
      ...badJson(`${persona(BRAD)}/procedures/greeting_pattern`),
      ...wrong(`${persona(BRAD)}/procedures/greeting_pattern`, [{}, "value"], [{ value: "x".repeat(50_001) }, "value"]),
      at(`${persona(BRAD)}/procedures/${"x".repeat(201)}`, 422, { json: { value: "x" } }, "key"),
      at(`${persona(BRAD)}/procedures/greeting_pattern?of=persona`, 409, { json: { value: "x" } }),
      at(`${persona(BRAD)}/procedures/greeting_pattern?of=me`, 422, { json: { value: "x" } }, "of"),
      at(`${persona(BRAD)}/procedures/greeting_pattern`, 412, { json: { value: "x" }, headers: { "if-match": '"x"' } }),
    ],
    "DELETE /api/personas/:persona_id/procedures/:key": [
      ...met("/procedures/greeting_pattern", {}),
      at(`${persona(BRAD)}/procedures/nothing`, 404),
      at(`${persona(BRAD)}/procedures/greeting_pattern?of=persona`, 409),
    ],
    "GET /api/personas/:persona_id/recall": [
      ...met("/recall?q=x"),
      ...["", "?q=", "?q=%20"].map((query) => at(`${persona(BRAD)}/recall${query}`, 422, {}, "q")),
    ],
    "GET /api/personas/:persona_id/prompt": met("/prompt"),
    "GET /api/documents/:object_id": [
      ...unknownVisitors(`/api/documents/long_term:${person.id}:${BRAD}`),
      ...nobodys((id) => `/api/documents/${id}`),
      ...[
        "long_term:a",
        `long_term:${person.id}:persona_nobody`,
        `long_term:${other.id}:${BRAD}`,
        `recent_calls:${other.id}:${BRAD}`,
        `call_session:${other.call}`,
      ].map((id) => at(`/api/documents/${id}`, 404)),
      // Of somebody whom one has not met there is nothing to see.
      at(`/api/documents/long_term:${person.id}:persona_maya_001`, 200),
    ],
    "GET /api/calls": [
      ...unknownVisitors("/api/calls"),
      ...badPages("/api/calls"),
      ...["persona_id=A:B", "channel=pigeon", "status=odd", "since=soon", "until=later"].map((query) =>
        at(`/api/calls?${query}`, 422, {}, query.split("=")[0]),
      ),
    ],
    "POST /api/calls": [
      ...unwelcome("/api/calls", { json: wish }),
      ...badJson("/api/calls"),
      ...wrong(
        "/api/calls",
        [{ channel: "browser" }, "persona_id"],
        [{ ...wish, persona_id: "a:b" }, "persona_id"],
        [{ ...wish, persona_id: LONG }, "persona_id"],
        [{ ...wish, channel: "carrier pigeon" }, "channel"],
        [{ ...wish, channel: "phone", to: "+4930123456" }, "to"],
        [{ ...wish, channel: "phone", to: "nonsense" }, "to"],
        [{ ...wish, to: person.phone }, "to"],
      ),
      at("/api/calls", 404, { json: { ...wish, persona_id: "persona_nobody" } }),
      at("/api/calls", 422, { json: wish, headers: { "idempotency-key": "k".repeat(300) } }, "Idempotency-Key"),
    ],
    "GET /api/calls/:call_id": onesOwn(""),
    "GET /api/calls/estimate": [
      ...unknownVisitors(`/api/calls/estimate?persona_id=${BRAD}&channel=phone`),
      at("/api/calls/estimate", 422, {}, "persona_id"),
      at(`/api/calls/estimate?persona_id=${BRAD}`, 422, {}, "channel"),
      at(`/api/calls/estimate?persona_id=${BRAD}&channel=pigeon`, 422, {}, "channel"),
      at("/api/calls/estimate?channel=browser&persona_id=persona_nobody", 404),
      ...["A:B", "", "%FF", "x".repeat(65)].map((id) =>
        at(`/api/calls/estimate?channel=browser&persona_id=${id}`, 422, {}, "persona_id"),
      ),
    ],
    "GET /api/calls/:call_id/transcript": onesOwn("/transcript"),
    "GET /api/calls/:call_id/archive": [...onesOwn("/archive"), at(`${call(calls.live)}/archive`, 404)],
    "POST /api/calls/:call_id/end": onesOwn("/end", {}),
    "GET /api/schedules": [
      ...unknownVisitors("/api/schedules"),
      ...badPages("/api/schedules"),
      at("/api/schedules?to_come=maybe", 422, {}, "to_come"),
    ],
    "GET /api/schedules/:schedule_id": [
      ...unknownVisitors(schedule(schedules.once)),
      ...nobodys(schedule),
      at(schedule(other.schedule), 404),
    ],
    "POST /api/schedules": [
      ...unwelcome("/api/schedules", { json: { persona_id: BRAD, at: scheduled() } }),
      ...badJson("/api/schedules"),
      ...wrong(
        "/api/schedules",
        [{ persona_id: BRAD }, "at"],
        [{ persona_id: BRAD, at: "yesterday" }, "at"],
        [{ persona_id: BRAD, at: "2001-01-01T00:00:00Z" }, "at"],
        [{ persona_id: BRAD, at: "9001-01-01T00:00:00Z" }, "at"],
        [{ at: scheduled() }, "persona_id"],
        ...[
          [{ repeats: "" }, "repeats"],
          [{ repeats: 7 }, "repeats"],
          [{ repeats: "every monday" }, "repeats"],
          [{ repeats: "FREQ=SECONDLY" }, "repeats"],
          [{ repeats: "FREQ=MINUTELY;INTERVAL=60" }, "repeats"],
          [{ repeats: "FREQ=HOURLY" }, "repeats"],
          [{ repeats: "FREQ=DAILY;BYHOUR=9,10,11" }, "repeats"],
          [{ repeats: "FREQ=DAILY;INTERVAL=0" }, "repeats"],
          [{ repeats: "FREQ=DAILY;COUNT=99999999999999999999" }, "repeats"],
          [{ repeats: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31" }, "repeats"],
          [{ repeats: "FREQ=DAILY;UNTIL=20010101" }, "repeats"],
          [{ repeats: `FREQ=WEEKLY;BYDAY=${"MO,".repeat(5_000)}MO` }, "repeats"],
          [{ repeats: "FREQ=DAILY\nEXRULE:FREQ=DAILY" }, "repeats"],
          [{ grace_minutes: -1 }, "grace_minutes"],
          [{ grace_minutes: 4 }, "grace_minutes"],
          [{ grace_minutes: 721 }, "grace_minutes"],
          [{ grace_minutes: "long" }, "grace_minutes"],
        ].map(([more, field]) => [{ persona_id: BRAD, at: scheduled(), ...more }, field]),
      ),
      at("/api/schedules", 404, { json: { persona_id: "persona_nobody", at: scheduled() } }),
    ],
    "PUT /api/schedules/:schedule_id": [
      ...unwelcome(schedule(other.schedule), { json: { paused: true } }),
      ...badJson(schedule(other.schedule)),
      ...nobodys(schedule, { json: { paused: true } }),
      at(schedule(other.schedule), 404, { json: { paused: true } }),
      at(schedule(schedules.once), 409, { json: { paused: true } }),
      at(schedule(schedules.once), 409, { json: { skip: scheduled() } }),
      at(schedule(schedules.repeating), 412, { json: { paused: true }, headers: { "if-match": '"x"' } }),
      ...wrong(
        schedule(schedules.repeating),
        [{}, "paused"],
        [{ paused: "yes" }, "paused"],
        [{ paused: true, skip: scheduled() }, "skip"],
        [{ skip: "the next" }, "skip"],
        [{ skip: "9001-01-01T00:00:00Z" }, "skip"],
      ),
    ],
    "GET /api/me/export": [...unknownVisitors("/api/me/export"), at("/api/me/export?all=1", 422, {}, "all")],
    "POST /api/me/import": [
      ...unwelcome("/api/me/import", { body: "x", headers: { "content-type": "application/zip" } }),
      at("/api/me/import", 415, { json: {} }),
      at("/api/me/import", 415, { body: "x", headers: { "content-type": "text/plain" } }),
      ...["", "x", "PK", "PK\x05\x06".padEnd(22, "\0"), "PK\x05\x06".padEnd(22, "\xff")].map((body) =>
        at("/api/me/import", 422, { body, headers: { "content-type": "application/zip" } }, "file"),
      ),
    ],
    "GET /api/personas/:id/export": [
      ...unknownVisitors(`${persona(BRAD)}/export`),
      ...nobodys((id) => `${persona(id)}/export`),
      at(`${persona("persona_maya_001")}/export`, 404),
    ],
    "POST /api/me/erasure": [
      ...unwelcome("/api/me/erasure", { json: { confirm: "erase everything" } }),
      ...badJson("/api/me/erasure"),
      ...wrong(
        "/api/me/erasure",
        [{}, "confirm"],
        [{ confirm: 7 }, "confirm"],
        [{ confirm: "yes" }, "confirm"],
        [{ confirm: LONG }, "confirm"],
      ),
    ],
    "GET /api/erasures/:receipt": nobodys((id) => `/api/erasures/${id}`),
    "DELETE /api/personas/:persona_id/relationship": [
      ...unwelcome(`${persona(BRAD)}/relationship`),
      ...nobodys((id) => `${persona(id)}/relationship`),
      at(`${persona("persona_maya_001")}/relationship`, 404),
    ],
    "DELETE /api/calls/:call_id": [
      ...unwelcome(call(calls.live)),
      ...nobodys(call),
      at(call(other.call), 404),
    ],
    "DELETE /api/schedules/:schedule_id": [
      ...unwelcome(schedule(other.schedule)),
      ...nobodys(schedule),
      at(schedule(other.schedule), 404),
    ],
  };
}

/// Keys, and what programs come with them for.
function webhooks({ other }) {
  const list = "/api/webhooks";
  const one = (id) => `${list}/${id}`;
  const url = "https://hooks.example.com/";
  const under = (part) => (id) => `${one(id)}/${part}`;
  const bare = (path) => [...unwelcome(path(other.webhook)), ...nobodys(path), at(path(other.webhook), 404)];
  return {
    "GET /api/webhooks": unknownVisitors(list),
    "POST /api/webhooks": [
      ...unwelcome(list, { json: { url } }),
      ...badJson(list),
      // In development a server on one's own machine is taken, and without encryption.
      ...["", "example.com", "ftp://example.com/", "https://a:b@example.com/", `${url}${LONG}`, 7].map((wrong) =>
        at(list, 422, { json: { url: wrong } }, "url"),
      ),
      at(list, 422, { json: {} }, "url"),
      at(list, 422, { json: { url, events: ["call.began"] } }, "events[0]"),
      at(list, 422, { json: { url, events: [] } }, "events"),
    ],
    "GET /api/webhooks/:webhook_id": [
      ...unknownVisitors(one(other.webhook)),
      ...nobodys(one),
      at(one(other.webhook), 404),
    ],
    "PUT /api/webhooks/:webhook_id": [
      ...unwelcome(one(other.webhook), { json: { url } }),
      ...badJson(one(other.webhook)),
      ...nobodys(one, { json: { url } }),
      at(one(other.webhook), 404, { json: { url } }),
      at(one(other.webhook), 422, { json: { url: 7 } }, "url"),
    ],
    "DELETE /api/webhooks/:webhook_id": bare(one),
    "POST /api/webhooks/:webhook_id/secret": bare(under("secret")),
    "POST /api/webhooks/:webhook_id/ping": bare(under("ping")),
    "GET /api/webhooks/:webhook_id/messages": [
      ...unknownVisitors(under("messages")(other.webhook)),
      ...nobodys(under("messages")),
      at(under("messages")(other.webhook), 404),
    ],
  };
}

function models() {
  const call = (params) => ({ json: { jsonrpc: "2.0", id: 1, method: "tools/call", params } });
  const ping = { json: { jsonrpc: "2.0", id: 1, method: "ping" } };
  const raw = (body) => at("/mcp", 400, { body, headers: { "content-type": "application/json" } });
  return {
    "POST /mcp": [
      ...unwelcome("/mcp", ping),
      ...["", "{", "[]", "7", '{"method":"ping"}', '{"jsonrpc":"1.0","id":1,"method":"ping"}'].map(raw),
      ...['{"jsonrpc":"2.0","id":null,"method":"ping"}', '{"jsonrpc":"2.0","id":{},"method":"ping"}'].map(raw),
      at("/mcp", 400, { ...ping, headers: { "mcp-protocol-version": "1999-01-01" } }, "MCP-Protocol-Version"),
      at("/mcp", 413, { json: { a: "x".repeat(70_000) } }, "body"),
      // What is wrong in a request that was understood is told in its answer.
      ...[
        {},
        { name: "burn_memory" },
        { name: "recall", arguments: 7 },
        { name: "recall", arguments: { persona_id: "A:B", q: "x" } },
        { name: "recall", arguments: { persona_id: BRAD, q: "x", nonsense: 1 } },
        { name: "add_memory", arguments: { persona_id: BRAD, content: 7 } },
      ].map((params) => at("/mcp", 200, call(params))),
      at("/mcp", 200, { json: { jsonrpc: "2.0", id: 1, method: "nonsense" } }),
      at("/mcp", 202, { json: { jsonrpc: "2.0", method: "notifications/initialized" } }),
    ],
  };
}

function programs({ key, revoked, other }) {
  const verb = (name) => `/v1/${name}`;
  const withKey = (bearer) => ({ path, status, field, request }) => {
    const headers = { authorization: `Bearer ${bearer}`, ...request.headers };
    return at(path, status, { ...request, headers }, field);
  };
  const smartMemoryLocation = { smartMemory: { name: "notes" } };
  const start = { json: { smartMemoryLocation } };
  const [good, entry] = [{ smartMemoryLocation, sessionId: "session_x" }, { content: "x" }];
  const wrong = (name, ...bodies) => bodies.map(([json, field]) => at(verb(name), 422, { json }, field));
  return {
    "GET /api/keys": unknownVisitors("/api/keys"),
    "POST /api/keys": [
      ...unwelcome("/api/keys", { json: { name: "x" } }),
      ...badJson("/api/keys"),
      ...[{}, { name: 7 }, { name: "" }, { name: " " }, { name: "x".repeat(61) }, { name: "a\u0007b" }].map((json) =>
        at("/api/keys", 422, { json }, "name"),
      ),
      ...[
        [{ name: "x", scopes: [] }, "scopes"],
        [{ name: "x", scopes: ["memories:burn"] }, "scopes[0]"],
        [{ name: "x", scopes: "smart" }, "scopes"],
        [{ name: "x", expires_in_days: 0 }, "expires_in_days"],
        [{ name: "x", expires_in_days: 100_000 }, "expires_in_days"],
      ].map(([json, field]) => at("/api/keys", 422, { json }, field)),
    ],
    "POST /api/keys/:key_id/rotate": [
      ...unwelcome(`/api/keys/${other.key}/rotate`, { json: {} }),
      ...badJson(`/api/keys/${other.key}/rotate`),
      ...nobodys((id) => `/api/keys/${id}/rotate`, { json: {} }),
      at(`/api/keys/${other.key}/rotate`, 404, { json: {} }),
      at(`/api/keys/${other.key}/rotate`, 422, { json: { grace_hours: 73 } }, "grace_hours"),
      at(`/api/keys/${other.key}/rotate`, 422, { json: { grace_hours: -1 } }, "grace_hours"),
    ],
    "DELETE /api/keys/:key_id": [
      ...unwelcome(`/api/keys/${other.key}`),
      ...nobodys((id) => `/api/keys/${id}`),
      at(`/api/keys/${other.key}`, 404),
    ],
    "POST /v1/:verb": [
      ...unknownVisitors(verb("start_session"), start),
      // A session opens pages, no memories of programs.
      at(verb("start_session"), 401, start),
      ...["cmb_", `cmb_${"0".repeat(64)}`, revoked, `${key}0`, key.toUpperCase()].map((bearer) =>
        withKey(bearer)(at(verb("start_session"), 401, start)),
      ),
      ...[
        ...badJson(verb("start_session"), LONGEST_VERB),
        ...nobodys(verb, start),
        ...["start-session", "startSession", "Start_session", "put_object/x"].map((name) => at(verb(name), 404, start)),
        at(verb("start_session"), 422, { ...start, headers: { "idempotency-key": "k".repeat(256) } }, "Idempotency-Key"),
        ...wrong(
          "put_memory",
          [{ ...good, ...entry, more: 1 }, "more"],
          [{ ...good, content: 7 }, "content"],
          [{ ...good, ...entry, sessionId: "A:B" }, "sessionId"],
          [{ ...good, ...entry, smartMemoryLocation: {} }, "smartMemoryLocation"],
        ),
        ...wrong("put_memories", [{ ...good, entries: [entry, {}] }, "entries[1].content"]),
        ...wrong("put_procedure", [{ smartMemoryLocation, key: "", value: "x" }, "key"]),
        ...wrong("execute_query", [{ smartSqlLocation: { moduleId: "x" }, sqlQuery: "DELETE FROM users" }, "sqlQuery"]),
        ...wrong("put_object", [{ bucketLocation: { moduleId: "x" }, key: "x", content: "?" }, "content"]),
        ...wrong("search", [{ bucketLocations: [{ moduleId: "x" }], input: "", requestId: "x" }, "input"]),
        at(verb("put_memory"), 404, { json: { ...good, ...entry } }),
      ].map(withKey(key)),
    ],
    "GET /v1/openapi.json": [at(`/v1/openapi.json${NONSENSE}`, 200, { headers: { authorization: "Bearer x" } })],
  };
}

export const scheduled = () => new Date(Date.now() + 86_400_000).toISOString();
/// The same as a form has it.
const onTheWall = () => scheduled().slice(0, 16);

function carrier({ calls }) {
  const voice = (id) => `/twilio/voice/${id}`;
  const status = (id) => `/twilio/status/${id}`;
  const machine = (id) => `/twilio/machine/${id}`;
  const turn = (id) => `/twilio/turn/${id}/1`;
  const ended = (id) => `/twilio/relay-ended/${id}`;
  const signed = (path, answer, ...forms) =>
    forms.map((fields) => at(path, answer, webhook(path, fields)));
  return {
    "POST /twilio/voice/:id": [
      ...badWebhook(voice, calls.phone),
      ...signed(voice(calls.phone), 200, {}, { CallSid: ["CA1", "CA2"], From: LONG, To: "\u0000" }),
    ],
    "POST /twilio/status/:id": [
      ...badWebhook(status, calls.phone),
      ...signed(
        status(calls.phone),
        204,
        {},
        { CallStatus: "" },
        { CallStatus: "exploded", SequenceNumber: "-1", CallDuration: LONG, ErrorCode: "\uFFFD" },
        { CallStatus: ["busy", "completed"] },
        { callstatus: "completed" },
      ),
    ],
    "POST /twilio/machine/:id": [
      ...badWebhook(machine, calls.phone),
      ...signed(machine(calls.phone), 204, {}, { AnsweredBy: "" }, { AnsweredBy: ["human", "fax"] }, { answeredby: "fax" }),
    ],
    "POST /twilio/turn/:id/:number": [
      ...["0x1", "-1", "99999999999", "one"].map((number) =>
        at(`/twilio/turn/${calls.phone}/${number}`, 404, webhook(`/twilio/turn/${calls.phone}/${number}`, {})),
      ),
      ...badWebhook(turn, calls.phone),
      ...signed(
        turn(calls.phone),
        200,
        {},
        { SpeechResult: "", Digits: "" },
        { SpeechResult: LONG, Confidence: "much" },
        { Digits: "\u0000\u00ff" },
        { SpeechResult: ["one", "another"] },
      ),
    ],
    "POST /twilio/inbound": [
      ...unproven("/twilio/inbound", "/twilio/status"),
      ...signed(
        "/twilio/inbound",
        200,
        {},
        { CallSid: "CA1" },
        { CallSid: "CA1", To: "us", From: "me" },
        { CallSid: "CA1", To: "+18005551212", From: "anonymous" },
        { CallSid: "CA1", To: "+18005551212", From: LONG, StirVerstat: LONG },
        { CallSid: ["CA1", "CA2"], To: "+18005551212", From: "+14155550999" },
      ),
    ],
    "POST /twilio/stranger": [
      ...unproven("/twilio/stranger", "/twilio/inbound"),
      ...signed("/twilio/stranger", 200, {}, { Digits: "9" }, { Digits: "9", From: "anonymous" }, { From: LONG, Digits: LONG }),
    ],
    "POST /twilio/status": [
      ...unproven("/twilio/status", "/twilio/inbound"),
      ...signed(
        "/twilio/status",
        204,
        {},
        { CallStatus: "exploded", CallSid: "CA1" },
        { CallStatus: "completed", CallSid: "CA_nobody" },
      ),
    ],
    "GET /twilio/relay/:id/:line": [
      ...["", "bm9uc2Vuc2U=", "\u00ff"].map((signature) =>
        at(`/twilio/relay/${calls.phone}/1`, 403, { headers: { "x-twilio-signature": signature } }),
      ),
      at("/twilio/relay/A:B/1", 404),
      at(`/twilio/relay/${calls.phone}/one`, 404),
    ],
    "POST /twilio/relay-ended/:id": [
      ...badWebhook(ended, calls.phone),
      // Whoever may still be there is connected again.
      ...signed(
        ended(calls.phone),
        200,
        {},
        { SessionStatus: "exploded", ErrorCode: LONG, HandoffData: "{" },
        { SessionStatus: ["completed", "failed"] },
      ),
    ],
    "GET /twilio/fallback": [at(`/twilio/fallback${NONSENSE}`, 200)],
  };
}

function development({ person }) {
  const verb = (owner, name = "start_session") => `/dev/verbs/${owner}/${name}`;
  const start = { json: { smartMemoryLocation: { smartMemory: { name: "notes" } } } };
  return {
    "POST /dev/verbs/:owner/:verb": [
      ...nobodys(verb, start),
      ...nobodys((name) => verb(person.id, name), start),
      ...badJson(verb(person.id), LONGEST_VERB),
    ],
    "POST /dev/seed": [at(`/dev/seed${NONSENSE}`, 200, { body: "{" })],
    "POST /dev/archive": [
      ...badJson("/dev/archive"),
      at("/dev/archive", 422, { json: { pair: { user: person.id, persona: "brad" }, call: {} } }, "call.call_id"),
    ],
    "POST /dev/bucket": [
      ...badJson("/dev/bucket"),
      ...[[{ text: "x" }, "key"], [{ key: "x", text: 1 }, "text"], [{ key: "x", text: "x", md5: "y" }, "md5"]].map(([json, field]) =>
        at("/dev/bucket", 422, { json }, field),
      ),
    ],
    "POST /dev/advance": [
      ...badJson("/dev/advance"),
      ...[{ days: -1 }, { days: 4_000_000_000 }, { days: 36_600 }].map((json) =>
        at("/dev/advance", 422, { json }, "days"),
      ),
    ],
  };
}
