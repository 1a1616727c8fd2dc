// TwiML, read as strictly as can be: what Twilio does not know is an error here.

import { SaxesParser } from "saxes";

const is = (...values) => (value) => values.includes(value);
const anything = () => true;
const flag = is("true", "false");
const number = (value) => /^\d+$/.test(value);
const interruption = is("none", "dtmf", "speech", "any", "true", "false");
const method = is("GET", "POST");
const url = (value) => /^https?:$/.test(URL.parse(value)?.protocol);
const language = (value) => /^(multi|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$/.test(value);
const list = (...values) => (value) => value.split(" ").every((each) => values.includes(each));

/// Each element: what may stand in it (`text` among it), its attributes, and those that it must have.
const ELEMENTS = {
  Response: { inside: ["Say", "Play", "Pause", "Gather", "Connect", "Redirect", "Hangup", "Reject"] },
  Say: { inside: ["text"], attributes: { language, voice: anything, loop: number } },
  Play: { inside: ["text"], attributes: { loop: number, digits: anything } },
  Pause: { attributes: { length: number } },
  Hangup: {},
  Reject: { attributes: { reason: is("rejected", "busy") } },
  Redirect: { inside: ["text"], attributes: { method } },
  Gather: {
    inside: ["Say", "Play", "Pause"],
    attributes: {
      input: list("speech", "dtmf"),
      action: url,
      method,
      timeout: number,
      speechTimeout: (value) => value === "auto" || number(value),
      maxSpeechTime: number,
      speechModel: anything,
      enhanced: flag,
      profanityFilter: flag,
      hints: anything,
      language,
      numDigits: number,
      finishOnKey: (value) => /^[0-9*#]?$/.test(value),
      actionOnEmptyResult: flag,
      bargeIn: flag,
      partialResultCallback: url,
      partialResultCallbackMethod: method,
    },
  },
  Connect: { inside: ["ConversationRelay"], attributes: { action: url, method } },
  ConversationRelay: {
    inside: ["Language", "Parameter"],
    needs: ["url"],
    attributes: {
      url: (value) => URL.parse(value)?.protocol === "wss:" && URL.parse(value).search === "",
      welcomeGreeting: anything,
      welcomeGreetingInterruptible: interruption,
      language,
      ttsLanguage: language,
      ttsProvider: is("Google", "Amazon", "ElevenLabs"),
      voice: anything,
      transcriptionLanguage: language,
      transcriptionProvider: is("Google", "Deepgram"),
      speechModel: anything,
      interruptible: interruption,
      interruptSensitivity: is("high", "medium", "low"),
      preemptible: flag,
      reportInputDuringAgentSpeech: interruption,
      ignoreBackchannel: flag,
      dtmfDetection: flag,
      partialPrompts: flag,
      profanityFilter: flag,
      hints: anything,
      debug: list("debugging", "speaker-events", "tokens-played"),
      events: list("speaker-events", "tokens-played"),
      elevenlabsTextNormalization: is("on", "auto", "off"),
      deepgramSmartFormat: flag,
      backgroundNoiseReduction: anything,
      speechTimeout: anything,
      intelligenceService: anything,
    },
  },
  Language: {
    needs: ["code"],
    attributes: {
      code: language,
      ttsProvider: is("Google", "Amazon", "ElevenLabs"),
      voice: anything,
      transcriptionProvider: is("Google", "Deepgram"),
      speechModel: anything,
    },
  },
  Parameter: { needs: ["name", "value"], attributes: { name: anything, value: anything } },
};

/// ElevenLabs' public voices. Twilio drops a call whose voice is not its provider's.
const VOICES = [
  "pNInz6obpgDQGcFmaJgB", "nPczCjzI2devNBz1zQrb", "bIHbv24MWmeRgasZH58o", "iP95p4xoKVk53GoZ742B",
  "cjVigY5qzO86Huf0OWal", "pqHfZKP75CvOlQylNhV4", "onwK4e9ZLuTAKqWW03F9", "pFZP5JQG7iQjIQuC4Bku",
  "EXAVITQu4vr4xnSDxMaL", "cgSgspJ2msm6clMCkdW9", "hpp4J3VqNfWAUOO0d1Us",
];
const MODELS = ["flash_v2_5", "flash_v2", "turbo_v2_5", "turbo_v2"];
/// A voice's id, then perhaps a model, then perhaps speed, stability and similarity.
const VOICE = /^([A-Za-z0-9]{20})(?:-([a-z0-9_]+?))?(?:-(\d+(?:\.\d+)?_\d+(?:\.\d+)?_\d+(?:\.\d+)?))?$/;

export function isVoiceOf(provider, voice) {
  if (provider !== "ElevenLabs") return !VOICES.some((id) => voice.includes(id));
  const [, id, model] = VOICE.exec(voice) ?? [];
  return VOICES.includes(id) && (model === undefined || MODELS.includes(model));
}

/// The verbs of a document: [{ name, attributes, children, text }]. Throws what is wrong with it.
export function parse(document) {
  const root = { name: "", children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: "" };
    check(element, open.at(-1));
    open.at(-1).children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", (text) => {
    const { name } = open.at(-1);
    if (text.trim() !== "" && !ELEMENTS[name]?.inside?.includes("text")) {
      throw new Error(`<${name}> has no text`);
    }
    open.at(-1).text += text;
  });
  parser.write(document).close();
  return root.children[0].children;
}

function check({ name, attributes }, outer) {
  const inside = outer.name === "" ? ["Response"] : (ELEMENTS[outer.name].inside ?? []);
  if (!inside.includes(name)) throw new Error(`<${name}> can't stand in <${outer.name}>`);
  const { attributes: known = {}, needs = [] } = ELEMENTS[name];
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!Object.hasOwn(known, attribute)) throw new Error(`<${name}> has no attribute ${attribute}`);
    if (!known[attribute](value)) throw new Error(`${attribute} of <${name}> can't be "${value}"`);
  }
  for (const need of needs) {
    if (!(need in attributes)) throw new Error(`<${name}> needs ${need}`);
  }
}
