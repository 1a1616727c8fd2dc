// `<Gather>`: the person is asked something, and answers in words or with keys.

export class Gather {
  #input;
  #attributes;
  #digits = "";
  #end = Promise.withResolvers();
  #timer;

  constructor(attributes) {
    this.#attributes = attributes;
    this.#input = (attributes.input ?? "dtmf").split(" ");
  }

  /// What the address of its action is told; none where nothing was said.
  get end() {
    return this.#end.promise;
  }

  /// From here on silence counts; it is borne for so many seconds, or as long as it takes.
  listen(patience) {
    if (patience === undefined) return;
    this.#timer = setTimeout(() => this.stayQuiet(), Number(this.#attributes.timeout ?? patience) * 1_000);
  }

  hear(text) {
    if (this.#input.includes("speech")) this.#over({ SpeechResult: text, Confidence: "0.9" });
  }

  key(digit) {
    if (!this.#input.includes("dtmf")) return;
    const { finishOnKey = "#", numDigits } = this.#attributes;
    if (digit === finishOnKey) return this.#over({ Digits: this.#digits, FinishedOnKey: digit });
    this.#digits += digit;
    if (this.#digits.length === Number(numDigits)) this.#over({ Digits: this.#digits });
  }

  /// Nothing more is said or pressed.
  stayQuiet() {
    if (this.#digits !== "") this.#over({ Digits: this.#digits });
    else this.#over(this.#attributes.actionOnEmptyResult === "true" ? { SpeechResult: "" } : undefined);
  }

  hangUp() {
    this.#over(undefined);
  }

  #over(answer) {
    clearTimeout(this.#timer);
    this.#end.resolve(answer);
  }
}
