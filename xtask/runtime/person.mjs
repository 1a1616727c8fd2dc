// Somebody who uses the product through its API, as a program of theirs does.

/// `product` is { url, nextLog }: where it is, and the next line of the worker's that matches.
export class Person {
  #product;
  #token;

  constructor(product, phone) {
    this.#product = product;
    this.phone = phone;
  }

  get headers() {
    return this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
  }

  get isSignedIn() {
    return this.#token !== undefined;
  }

  /// Signs in with the code that development writes into the terminal.
  async signIn() {
    this.#token = undefined;
    await this.ask("POST", "/api/sign-in", { phone: this.phone, adult: true });
    const [, code] = await this.#product.nextLog(new RegExp(`message to \\${this.phone}: (\\d{6})`));
    const { token, user } = await this.ask("POST", "/api/sign-in/code", { phone: this.phone, code });
    this.#token = token;
    return user;
  }

  /// The JSON of the answer. Whoever was signed out meanwhile signs in again, once.
  async ask(method, path, body) {
    let response = await this.#send(method, path, body);
    if (response.status === 401 && this.isSignedIn) {
      await this.signIn();
      response = await this.#send(method, path, body);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.parse(text).detail}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  #send(method, path, body) {
    return fetch(new URL(path, this.#product.url), {
      method,
      headers: { "content-type": "application/json", ...this.headers },
      body: body && JSON.stringify(body),
    });
  }
}
