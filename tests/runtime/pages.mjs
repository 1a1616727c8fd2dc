// A world whose personas can ring, and two browsers of a telephone's size that look at its pages: with script
// and without.

import assert from "node:assert/strict";

import { openBrowser } from "../../xtask/runtime/browser.mjs";
import { startCarrier } from "../../xtask/runtime/carrier/carrier.mjs";
import { startWorld } from "./world.mjs";

const viewport = { width: 390, height: 844 };

export async function startPages() {
  const pages = new Pages();
  try {
    await pages.start();
  } catch (error) {
    await pages.stop();
    throw error;
  }
  return pages;
}

class Pages {
  async start() {
    this.carrier = await startCarrier();
    this.world = await startWorld({ vars: { ...this.carrier.vars, PHONE_COUNTRIES: "US" } });
    this.carrier.reach(this.world.url);
    this.scripted = await openBrowser({ viewport });
    this.plain = await openBrowser({ viewport, javaScriptEnabled: false });
  }

  async stop() {
    await this.scripted?.close();
    await this.plain?.close();
    // So that nothing is on its way to a worker that is gone.
    if (this.world) await this.carrier.hangUp();
    await this.world?.stop();
    await this.carrier?.stop();
    assert.deepEqual(this.carrier?.complaints, []);
  }

  /// The page as that person sees it. `script` runs before any of its own.
  async open(person, path, { within = this.scripted, script } = {}) {
    await within.clearCookies();
    await within.addCookies([{ name: "session", value: person.token, url: this.world.url }]);
    const page = await within.newPage();
    if (script) await page.addInitScript(script);
    await page.goto(this.world.url + path);
    return page;
  }
}
