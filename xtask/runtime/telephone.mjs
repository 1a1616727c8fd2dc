// A telephone in the terminal: whole calls as text. The person at it is every number's owner.

import { createInterface } from "node:readline";

import { NUMBER } from "./carrier/carrier.mjs";
import { Person } from "./person.mjs";

/// The number of whoever sits here: nobody's, as all with 555.
export const OWN_NUMBER = "+14155550100";
const HELP = `
The telephone stands here. While it rings:
  Enter or /answer     picks up               /decline     does not want to talk
  /voicemail           lets a machine answer, which takes a message
In a call, type what you say; over what is being said it is an interruption. Else
  /key 9               presses a key          /interrupt   makes a noise into it
  /hangup              hangs up               /drop        breaks the line
At any time
  /ring [persona]      asks to be called by one, as ${OWN_NUMBER}
  /call [number]       calls ${NUMBER} from that number
  /help                says this again        Ctrl-C       ends all
`;
const MACHINES_WORDS = "Hi, you've reached Alice. Please leave a message after the beep.";

/// Reads what the person does from `input`. `product` is where they ask to be called.
export function startTelephone(carrier, { input, product }) {
  const telephone = new Telephone(carrier, new Person(product, OWN_NUMBER));
  createInterface({ input }).on("line", (line) => telephone.take(line.trim()));
  carrier.on("complaint", (what) => telephone.say(`Twilio would not have it: ${what}`));
  carrier.on("call", (call) => telephone.follow(call));
  console.log(HELP);
}

class Telephone {
  #carrier;
  #person;
  /// The call that rings, or goes on.
  #call;
  /// What is being said and wasn't written yet: a sentence is written whole, so that no line of
  /// the worker's comes into it.
  #sentence = "";

  constructor(carrier, person) {
    this.#carrier = carrier;
    this.#person = person;
  }

  /// A line of its own.
  say(text) {
    this.#endSentence();
    console.log(text);
  }

  #endSentence() {
    const sentence = this.#sentence.trim();
    this.#sentence = "";
    if (sentence !== "") console.log(`» ${sentence}`);
  }

  follow(call) {
    if (this.#call !== undefined) {
      this.say("It rings for somebody else, who hears the engaged tone.");
      call.goUnanswered("busy").catch((error) => this.say(error.message));
      return;
    }
    this.#call = call;
    call.on("status", (status) => {
      if (status === "ringing") this.say(`☎ It rings: ${call.from} calls ${call.to}. Enter answers; /decline, /voicemail.`);
    });
    call.on("heard", (piece) => {
      this.#sentence += piece;
      if (/[.!?]\s*$/.test(this.#sentence)) this.#endSentence();
    });
    call.on("quiet", () => this.#endSentence());
    call.on("over", (status) => {
      this.#call = undefined;
      this.say(`☎ The call is over: ${status}.`);
    });
  }

  take(line) {
    const [, command, rest = ""] = /^\/(\w+)\s*(.*)$/.exec(line) ?? [];
    const done = command === undefined ? this.#talk(line) : this.#command(command, rest);
    done.catch((error) => this.say(error.message));
  }

  async #talk(line) {
    if (this.#call === undefined) {
      if (line !== "") this.say("Nobody is there. /ring asks to be called, /help says more.");
    } else if (this.#call.startedAt === undefined) await this.#answer();
    else if (line !== "") this.#call.hear(line);
  }

  async #command(command, rest) {
    switch (command) {
      case "ring":
        return this.#ring(rest.toLowerCase());
      case "call":
        return void (await this.#carrier.dial(rest || OWN_NUMBER));
      case "help":
        return this.say(HELP);
    }
    if (this.#call === undefined) return this.say("There is no call. /ring asks for one.");
    switch (command) {
      case "answer":
        return this.#answer();
      case "decline":
        return this.#call.goUnanswered("busy");
      case "voicemail":
        return this.#letAMachineAnswer();
      case "key":
        return [...rest].forEach((key) => this.#call.key(key));
      case "interrupt":
        return this.#call.interrupt();
      case "hangup":
        return void (await this.#call.hangUp());
      case "drop":
        return this.#call.line?.drop?.();
      default:
        return this.say(`There is no /${command}: /help says what there is.`);
    }
  }

  async #answer() {
    const call = this.#call;
    await call.answer();
    if (!call.isOver) await call.detect("human");
  }

  async #letAMachineAnswer() {
    const call = this.#call;
    await call.answer();
    this.say(`(The machine: ${MACHINES_WORDS})`);
    call.hear(MACHINES_WORDS);
    const isHeardOut = call.asked.MachineDetection === "DetectMessageEnd";
    await call.detect(isHeardOut ? "machine_end_beep" : "machine_start");
  }

  /// Signs in with the number of the telephone, agrees to be called, and asks for it.
  async #ring(name) {
    if (!this.#person.isSignedIn) await this.#signIn();
    const { personas } = await this.#person.ask("GET", "/api/personas");
    const persona = personas.find((persona) => persona.name.toLowerCase().startsWith(name));
    if (persona === undefined) {
      return this.say(`There are ${personas.map((persona) => persona.name).join(", ")}.`);
    }
    await this.#person.ask("POST", "/api/calls", { persona_id: persona.id, channel: "phone" });
  }

  async #signIn() {
    await this.#person.signIn();
    await this.#person.ask("POST", "/api/me/consent");
  }
}
