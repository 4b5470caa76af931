const stars = '***'
/** Where Node's `util.inspect`, and with it `console.log`, asks for words. */
const inspected = Symbol.for('nodejs.util.inspect.custom')

/** Text that nobody may read by accident: printed, logged or put into JSON it is `***`. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The text itself. For what must send or sign with it. */
  reveal(): string {
    return this.#text
  }

  toString(): string {
    return stars
  }

  toJSON(): string {
    return stars
  }

  get [Symbol.toStringTag](): string {
    return stars
  }

  [Symbol.toPrimitive](): string {
    return stars
  }

  static {
    Object.defineProperty(Secret.prototype, inspected, { value: () => stars })
  }
}
