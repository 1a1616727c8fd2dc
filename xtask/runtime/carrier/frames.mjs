// The frames that a ConversationRelay session takes from us: those that Twilio knows, with the fields
// that it knows, and nothing else.

const isText = (value) => typeof value === "string";
const isFlag = (value) => typeof value === "boolean";
const isCount = (value) => Number.isInteger(value) && value >= 0;
const isDigits = (value) => isText(value) && /^[0-9*#wW]+$/.test(value);

const FRAMES = {
  text: { needs: { token: isText }, may: { last: isFlag, lang: isText, interruptible: isFlag, preemptible: isFlag } },
  play: { needs: { source: isText }, may: { loop: isCount, interruptible: isFlag, preemptible: isFlag } },
  sendDigits: { needs: { digits: isDigits }, may: {} },
  language: { needs: {}, may: { ttsLanguage: isText, transcriptionLanguage: isText } },
  end: { needs: {}, may: { handoffData: isText } },
};

/// The frame that was sent; none where Twilio knows no such frame.
export function read(data, isBinary) {
  if (isBinary) return undefined;
  let frame;
  try {
    frame = JSON.parse(data);
  } catch {
    return undefined;
  }
  const { type, ...fields } = frame ?? {};
  if (!isText(type) || !Object.hasOwn(FRAMES, type)) return undefined;
  const { needs, may } = FRAMES[type];
  const isKnown = ([name, value]) => ({ ...needs, ...may })[name]?.(value) ?? false;
  const isWhole = Object.keys(needs).every((name) => name in fields);
  return isWhole && Object.entries(fields).every(isKnown) ? frame : undefined;
}
