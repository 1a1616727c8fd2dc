// The first page: how somebody sounds, the phone that rings at once, and a call that is planned beside them.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";

import { startCarrier } from "../../xtask/runtime/carrier/carrier.mjs";
import { openBrowser } from "../../xtask/runtime/browser.mjs";
import { BRAD, newPerson } from "../runtime/person.mjs";
import { rung } from "../runtime/telephone.mjs";
import { startWorld } from "../runtime/world.mjs";

let carrier;
let sounds;
let world;
let browser;
before(async () => {
  carrier = await startCarrier();
  sounds = http.createServer((request, response) => {
    const isThere = request.url === "/adam.mp3";
    response.writeHead(isThere ? 200 : 404, { "content-type": "audio/mpeg" }).end(isThere ? "0123456789" : "");
  });
  await new Promise((resolve) => sounds.listen(0, "127.0.0.1", resolve));
  const from = `http://127.0.0.1:${sounds.address().port}`;
  const samples = { adam: `${from}/adam.mp3`, lily: `${from}/gone.mp3` };
  const vars = { ...carrier.vars, PHONE_COUNTRIES: "US", VOICE_SAMPLES: JSON.stringify(samples) };
  world = await startWorld({ vars });
  carrier.reach(world.url);
  browser = await openBrowser({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
});
after(async () => {
  await browser?.close();
  await world?.stop();
  await carrier?.stop();
  sounds?.close();
  sounds?.closeAllConnections();
});

async function open(person, path) {
  await browser.clearCookies();
  await browser.addCookies([{ name: "session", value: person.token, url: world.url }]);
  const page = await browser.newPage();
  await page.goto(world.url + path);
  return page;
}

const card = (page, name) => page.getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });

test("it is heard how Brad sounds, from our own address, whole and in part", async () => {
  const person = await newPerson(world);
  const page = await open(person, "/");
  const address = await page.getByLabel("How Brad sounds").getAttribute("src");
  assert.equal(address, "/voices/adam");
  const whole = await person.fetch(address);
  assert.deepEqual([whole.status, await whole.text()], [200, "0123456789"]);
  const part = await person.fetch(address, { headers: { range: "bytes=2-4" } });
  assert.deepEqual([part.status, part.headers.get("content-range"), await part.text()], [206, "bytes 2-4/10", "234"]);
  assert.equal((await person.fetch("/voices/lily")).status, 503);
  assert.equal((await world.fetch(address)).status, 401);
});

test("the phone rings at once where that was allowed, and the page leads there where it was not", async () => {
  const person = await newPerson(world);
  await person.meet(BRAD, "friend");
  const page = await open(person, "/");
  await card(page, "Brad").getByRole("link", { name: /Ring my phone/ }).click();
  await page.getByRole("button", { name: "Yes, call me" }).click();
  await page.getByRole("link", { name: "Home" }).click();
  await card(page, "Brad").getByRole("button", { name: /Ring my phone/ }).click();
  await page.getByText("Ringing…").waitFor();
  const telephone = await rung(carrier, person).answer();
  await page.getByRole("button", { name: "Hang up" }).click();
  assert.ok(telephone.greeting.length > 0);
});

test("a call is planned beside the person, and the last one's line stands there", async () => {
  const person = await newPerson(world);
  await person.talk(BRAD, "I love rock climbing");
  await person.post("/api/me/consent");
  const page = await open(person, "/");
  assert.match(await card(page, "Brad").innerText(), /climbing/);
  await card(page, "Brad").getByText("Be called at…").click();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
  await card(page, "Brad").getByLabel("When, on your clock").fill(tomorrow);
  await card(page, "Brad").getByLabel("How often").selectOption("FREQ=DAILY");
  await card(page, "Brad").getByRole("button", { name: "Plan it" }).click();
  await page.getByText(/every day at/).waitFor();
  assert.equal((await person.get("/api/schedules")).schedules.length, 1);
});
