import { declined, type Json, ok, type Result } from '../../../base/index.ts'
import { type BinanceError, binanceError, illegalCharacters, notSent } from './binance-error.ts'

const parametersMax = 64
const valueMax = 4_096

/**
 * The parameters of one request, by name, as text. A getter gives the value, `undefined` when it
 * was not sent, or remembers the first thing that was wrong in `fault`; who reads them looks at
 * `fault` once at the end.
 */
export class Parameters {
  readonly #values: ReadonlyMap<string, string>
  readonly #nameOf: (name: string) => string
  fault: BinanceError | undefined

  /** @param nameOf - What a parameter is called in this request: `price` may be `abovePrice`. */
  constructor(
    values: ReadonlyMap<string, string>,
    nameOf: (name: string) => string = (name) => name,
  ) {
    this.#values = values
    this.#nameOf = nameOf
  }

  /** The same parameters under other names, for one leg of a list of orders. */
  named(nameOf: (name: string) => string): Parameters {
    return new Parameters(this.#values, nameOf)
  }

  /** A sent value; the empty text counts as not sent. */
  text(name: string): string | undefined {
    return this.#values.get(this.#nameOf(name)) || undefined
  }

  has(name: string): boolean {
    return this.#values.has(this.#nameOf(name))
  }

  decline(fault: BinanceError): undefined {
    this.fault ??= fault
    return undefined
  }

  required(name: string): string | undefined {
    return this.text(name) ?? this.decline(notSent(this.#nameOf(name)))
  }

  matching(name: string, pattern: RegExp): string | undefined {
    const value = this.text(name)
    if (value === undefined || pattern.test(value)) return value
    return this.decline(illegalCharacters(this.#nameOf(name), pattern.source))
  }

  /** A whole number from 0 to 2^53. */
  integer(name: string): number | undefined {
    const value = this.matching(name, /^[0-9]{1,20}$/)
    if (value === undefined) return undefined
    const number = Number(value)
    return Number.isSafeInteger(number)
      ? number
      : this.decline(
          binanceError(-1108, `Value for parameter '${this.#nameOf(name)}' is too large.`),
        )
  }

  /** Decimal text of at most eight places. */
  decimal(name: string): string | undefined {
    const value = this.matching(name, /^([0-9]{1,20})(\.[0-9]{1,20})?$/)
    if (value === undefined || !/\.\d{8,}[1-9]/.test(value)) return value
    return this.decline(
      binanceError(-1111, `Parameter '${this.#nameOf(name)}' has too much precision.`),
    )
  }

  /** Declines a parameter that has no meaning here. */
  unwanted(name: string): void {
    if (!this.has(name)) return
    const what = `Parameter '${this.#nameOf(name)}' sent when not required.`
    this.decline(binanceError(-1106, what))
  }

  /** One of `words`. @param fault - What to say of another one. */
  word<W extends string>(name: string, words: readonly W[], fault: BinanceError): W | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    return words.find((word) => word === value) ?? this.decline(fault)
  }

  /** `limit`, bounded by what the venue gives at once. */
  limit(usual: number, most: number): number {
    const limit = this.integer('limit') ?? usual
    return limit === 0 ? usual : Math.min(limit, most)
  }
}

/** Parameters of a query and of a form, of which the query counts. */
export function readParameters(query: string, body: string): Result<Parameters, BinanceError> {
  const values = new Map<string, string>()
  for (const [text, isQuery] of [
    [query, true],
    [body, false],
  ] as const) {
    const fault = readForm(text, values, isQuery)
    if (fault !== undefined) return declined(fault)
  }
  return ok(new Parameters(values))
}

function readForm(
  text: string,
  values: Map<string, string>,
  isQuery: boolean,
): BinanceError | undefined {
  if (text === '') return undefined
  const seen = new Set<string>()
  for (const part of text.split('&', parametersMax + 2)) {
    if (part === '') continue
    const at = part.indexOf('=')
    const name = decoded(at < 0 ? part : part.slice(0, at))
    const value = decoded(at < 0 ? '' : part.slice(at + 1))
    if (name === undefined || value === undefined || value.length > valueMax)
      return binanceError(-1100, 'Illegal characters found in a parameter.')
    if (seen.has(name)) return binanceError(-1101, 'Duplicate values for a parameter detected.')
    seen.add(name)
    if (seen.size > parametersMax)
      return binanceError(-1101, `Too many parameters; expected '${parametersMax}'.`)
    if (isQuery || !values.has(name)) values.set(name, value)
  }
  return undefined
}

/** Percent-decoded text; `undefined` when it cannot be. */
function decoded(text: string): string | undefined {
  if (!text.includes('%') && !text.includes('+')) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** What `write` makes of a value, unless the parameters it was read from are at fault. */
export function answered<T>(
  { fault }: Parameters,
  value: T | undefined,
  write: (value: T) => Json,
): Result<Json, BinanceError> {
  if (fault !== undefined) return declined(fault)
  return value === undefined
    ? declined(binanceError(-1102, 'A mandatory parameter was not sent.'))
    : ok(write(value))
}
