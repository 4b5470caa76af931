/** What a stranger sent, by name, read one field at a time and never trusted. */
export class KrakenFields {
  readonly #values: ReadonlyMap<string, unknown>

  constructor(values: ReadonlyMap<string, unknown> = new Map()) {
    this.#values = values
  }

  /** @returns `undefined` when it is neither form nor JSON object. */
  static ofBody(body: string, contentType: string): KrakenFields | undefined {
    if (!contentType.includes('json')) return KrakenFields.ofForm(body)
    try {
      return KrakenFields.ofJson(JSON.parse(body))
    } catch {
      return undefined
    }
  }

  static ofJson(value: unknown): KrakenFields | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return new KrakenFields(new Map(Object.entries(value)))
  }

  /** `a=1&close[ordertype]=limit&orders[0][type]=buy`, three names deep at most. */
  static ofForm(text: string): KrakenFields {
    const root: Branch = new Map()
    for (const [key, value] of new URLSearchParams(text)) plant(root, namesOf(key), value)
    return new KrakenFields(root)
  }

  has(name: string): boolean {
    return this.#values.get(name) !== undefined && this.#values.get(name) !== null
  }

  /** Text, a number or a flag as text; `undefined` when absent, empty, or of another kind. */
  text(name: string): string | undefined {
    return asText(this.#values.get(name))
  }

  /** Absent is false. */
  flag(name: string): boolean {
    const text = this.text(name)?.toLowerCase()
    return text === 'true' || text === '1'
  }

  /** A whole number; `undefined` when absent or another. */
  whole(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined || !/^-?\d{1,16}$/.test(text)) return undefined
    const value = Number(text)
    return Number.isSafeInteger(value) ? value : undefined
  }

  /** The fields under a name; `undefined` when there are none. */
  under(name: string): KrakenFields | undefined {
    const value = this.#values.get(name)
    if (value instanceof Map) return new KrakenFields(value)
    return KrakenFields.ofJson(value)
  }

  /** The texts of a list, or the one of a single value; what is no text is left empty. */
  texts(name: string): readonly string[] {
    return this.#list(name).map((each) => asText(each) ?? '')
  }

  /** The records of a list; what is no record is empty. */
  records(name: string): readonly KrakenFields[] {
    return this.#list(name).map((each) =>
      each instanceof Map
        ? new KrakenFields(each)
        : (KrakenFields.ofJson(each) ?? new KrakenFields()),
    )
  }

  #list(name: string): readonly unknown[] {
    const value = this.#values.get(name)
    if (value === undefined || value === null) return []
    if (Array.isArray(value)) return value
    if (value instanceof Map) return [...value.values()]
    return [value]
  }
}

type Branch = Map<string, string | Branch>

function namesOf(key: string): readonly string[] {
  const [first = ''] = key.split('[', 1)
  const rest = [...key.slice(first.length).matchAll(/\[([^[\]]*)\]/g)].map(
    (match) => match[1] ?? '',
  )
  return [first, ...rest.slice(0, 2)]
}

function plant(branch: Branch, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    branch.set(name === '' ? String(branch.size) : name, value)
    return
  }
  const key = name === '' ? String(branch.size) : name
  const known = branch.get(key)
  const next: Branch = known instanceof Map ? known : new Map()
  branch.set(key, next)
  plant(next, rest, value)
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return plain(value)
  return undefined
}

/** A number without exponent: the shortest text that reads back as the same. */
function plain(value: number): string {
  const text = String(value)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', rest = '', exponent = '0'] = match
  const shift = Number(exponent)
  const figures = whole + rest
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${figures}`
  return sign + figures.padEnd(shift + 1, '0')
}
