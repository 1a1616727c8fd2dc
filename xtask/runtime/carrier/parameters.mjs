// The parameters of the carrier's Calls and Messages resources, from Twilio's published OpenAPI document
// (twilio_api_v2010) and, for the values that are texts there, its reference: what is not in here is
// refused. Twilio itself passes over some of it; whoever tests wants to know.

/// A refusal, as the API words one.
export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    Object.assign(this, { status, code });
  }

  get body() {
    const { status, code, message } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

const UNKNOWN_PARAMETER = 20001;
const INVALID_VALUE = 60200;

const anything = () => true;
const matching = (regex) => (value) => regex.test(value);
const oneOf = (...values) => (value) => values.includes(value);
const flag = oneOf("true", "false");
const within = (least, most) => (value) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
const phone = matching(/^\+[1-9]\d{1,14}$/);
const sid = (prefix) => matching(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`));
const method = { is: oneOf("GET", "POST") };
const url = { is: isUrl, code: 21205 };
const callback = { is: isUrl, code: 21609 };
const text = { is: anything };

function isUrl(value) {
  return /^https?:$/.test(URL.parse(value)?.protocol);
}

/// What a new call may carry. `is` says whether a value is right, `code` is the error where it is not;
/// where a parameter may stand several times it is `many`.
export const PLACING = {
  To: { is: phone, code: 21211, missing: 21201 },
  From: { is: phone, code: 21212, missing: 21213 },
  Url: url,
  Twiml: text,
  ApplicationSid: { is: sid("AP") },
  Method: method,
  FallbackUrl: url,
  FallbackMethod: method,
  StatusCallback: callback,
  StatusCallbackEvent: { is: oneOf("initiated", "ringing", "answered", "completed"), many: true, code: 21626 },
  StatusCallbackMethod: method,
  SendDigits: { is: matching(/^[0-9#*w]+$/i) },
  Timeout: { is: within(1, 600) },
  TimeLimit: { is: within(1, 86_400) },
  Record: { is: flag },
  RecordingChannels: { is: oneOf("mono", "dual") },
  RecordingTrack: { is: oneOf("inbound", "outbound", "both") },
  RecordingStatusCallback: callback,
  RecordingStatusCallbackMethod: method,
  RecordingStatusCallbackEvent: { is: oneOf("in-progress", "completed", "absent"), many: true },
  Trim: { is: oneOf("trim-silence", "do-not-trim") },
  SipAuthUsername: text,
  SipAuthPassword: text,
  MachineDetection: { is: oneOf("Enable", "DetectMessageEnd") },
  MachineDetectionTimeout: { is: within(3, 59) },
  MachineDetectionSpeechThreshold: { is: within(1_000, 6_000) },
  MachineDetectionSpeechEndThreshold: { is: within(500, 5_000) },
  MachineDetectionSilenceTimeout: { is: within(2_000, 10_000) },
  AsyncAmd: { is: flag },
  AsyncAmdStatusCallback: callback,
  AsyncAmdStatusCallbackMethod: method,
  Byoc: { is: sid("BY") },
  CallerId: text,
  CallReason: text,
  CallToken: text,
  ClientNotificationUrl: url,
};

export const CHANGING = {
  Url: url,
  Twiml: text,
  Method: method,
  Status: { is: oneOf("canceled", "completed") },
  FallbackUrl: url,
  FallbackMethod: method,
  StatusCallback: callback,
  StatusCallbackMethod: method,
  TimeLimit: { is: within(1, 86_400) },
};

const day = { is: matching(/^\d{4}-\d\d-\d\d(T.*)?$/) };

export const LISTING = {
  To: text,
  From: text,
  ParentCallSid: { is: sid("CA") },
  Status: { is: oneOf("queued", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled") },
  StartTime: day,
  "StartTime<": day,
  "StartTime>": day,
  EndTime: day,
  "EndTime<": day,
  "EndTime>": day,
  PageSize: { is: within(1, 1_000) },
  Page: { is: within(0, 1_000_000) },
  PageToken: text,
};

export const MESSAGING = {
  To: { is: phone, code: 21211, missing: 21604 },
  From: { is: phone, code: 21212 },
  MessagingServiceSid: { is: sid("MG") },
  Body: text,
  MediaUrl: { is: isUrl, many: true },
  ContentSid: { is: sid("HX") },
  ContentVariables: text,
  StatusCallback: callback,
  ApplicationSid: { is: sid("AP") },
  MaxPrice: { is: matching(/^\d+(\.\d+)?$/) },
  ProvideFeedback: { is: flag },
  Attempt: { is: within(1, 100) },
  ValidityPeriod: { is: within(1, 36_000) },
  ForceDelivery: { is: flag },
  ContentRetention: { is: oneOf("retain", "discard") },
  AddressRetention: { is: oneOf("retain", "obfuscate") },
  SmartEncoded: { is: flag },
  PersistentAction: { ...text, many: true },
  TrafficType: { is: oneOf("free") },
  ShortenUrls: { is: flag },
  ScheduleType: { is: oneOf("fixed") },
  SendAt: { is: (value) => !Number.isNaN(Date.parse(value)) },
  SendAsMms: { is: flag },
  RiskCheck: { is: oneOf("enable", "disable") },
  FallbackFrom: { is: phone },
};

/// Reads what was sent, as one object: a text for each parameter, a list for those that may stand
/// several times. Throws the refusal of the first that is not as it should be.
export function read(sent, table) {
  const values = {};
  for (const [name, value] of sent) {
    const parameter = Object.hasOwn(table, name) ? table[name] : undefined;
    if (parameter === undefined) {
      throw new Refused(400, UNKNOWN_PARAMETER, `There is no parameter ${name}`);
    }
    if (!parameter.is(value)) {
      throw new Refused(400, parameter.code ?? INVALID_VALUE, `${name} can't be ${value}`);
    }
    if (parameter.many) (values[name] ??= []).push(value);
    else if (name in values) throw new Refused(400, INVALID_VALUE, `${name} stands twice`);
    else values[name] = value;
  }
  for (const [name, { missing }] of Object.entries(table)) {
    if (missing !== undefined && !(name in values)) throw new Refused(400, missing, `${name} is missing`);
  }
  return values;
}

/// Refuses what has none of these parameters, or several of them.
export function exactlyOne(values, names, code) {
  if (names.filter((name) => name in values).length !== 1) {
    throw new Refused(400, code, `One of ${names.join(", ")} is needed, and one alone`);
  }
}
