/// What has arrived, and who waits for it: whoever means an item awaits it, and never sleeps.
export class Inbox {
  #name;
  #keeps;
  #untaken = [];
  #waiters = [];
  #closed;

  /// Of what nobody takes it keeps the latest, so many.
  constructor(name, { keeps = Infinity } = {}) {
    this.#name = name;
    this.#keeps = keeps;
  }

  push(item) {
    const index = this.#waiters.findIndex(({ predicate }) => predicate(item));
    if (index !== -1) this.#waiters.splice(index, 1)[0].resolve(item);
    else if (this.#untaken.push(item) > this.#keeps) this.#untaken.shift();
  }

  /// Nothing more will come: who still waits, or waits from now on, fails with this reason.
  close(reason) {
    this.#closed = reason;
    for (const { reject } of this.#waiters.splice(0)) reject(this.#error(reason));
  }

  /// The first item that matches, in the order of arrival, whether it is here already or still
  /// comes. It is taken: the next call gets another one. Items that do not match stay.
  next(predicate = () => true, timeout = 10_000) {
    const index = this.#untaken.findIndex(predicate);
    if (index !== -1) return Promise.resolve(this.#untaken.splice(index, 1)[0]);
    if (this.#closed !== undefined) return Promise.reject(this.#error(this.#closed));
    const { promise, resolve, reject } = Promise.withResolvers();
    const waiter = { predicate, resolve, reject };
    this.#waiters.push(waiter);
    const timer = setTimeout(() => {
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
      reject(this.#error(`nothing matched within ${timeout} ms`));
    }, timeout);
    return promise.finally(() => clearTimeout(timer));
  }

  #error(reason) {
    return new Error(`${this.#name}: ${reason}; not taken: ${JSON.stringify(this.#untaken)}`);
  }
}
