/**
 * A value as JSON that `unpack` makes the same value of: NaN, -0, `undefined` and the order of keys
 * are kept. What is no plain value is packed as a mark of its kind, so that whoever judges states
 * judges it as if it stood there. It runs on both sides, in the isolate from its text.
 *
 * @throws RangeError of more than 40,000 values, or 64 levels.
 */
export function pack(value: unknown): unknown {
  const seen: object[] = []
  let count = 0
  const go = (at: unknown, depth: number): unknown => {
    count += 1
    if (count > 40_000 || depth > 64) throw new RangeError('a value is too large to leave the box')
    if (typeof at === 'number') {
      const isPlain = at - at === 0 && !Object.is(at, -0)
      return isPlain ? at : ['n', Object.is(at, -0) ? '-0' : `${at}`]
    }
    if (typeof at === 'string' || typeof at === 'boolean' || at === null) return at
    if (at === undefined) return ['u']
    if (typeof at !== 'object') return ['f', typeof at]
    const before = seen.indexOf(at)
    if (before >= 0) return ['s', before]
    seen.push(at)
    if (Array.isArray(at)) return ['a', ...Array.from(at, (each) => go(each, depth + 1))]
    const proto: unknown = Object.getPrototypeOf(at)
    if (proto !== Object.prototype && proto !== null) return ['c']
    const record = at as { readonly [key: string]: unknown }
    const keys = Object.keys(record)
    return ['r', keys, keys.map((key) => go(record[key], depth + 1))]
  }
  return go(value, 0)
}

/** The inverse of `pack`. Never throws: what was not packed so, or too deep, is `undefined`. */
export function unpack(packed: unknown): unknown {
  const odd: Record<string, number> = {
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    '-Infinity': Number.NEGATIVE_INFINITY,
    '-0': -0,
  }
  const seen: object[] = []
  const note = <T extends object>(made: T): T => {
    seen.push(made)
    return made
  }
  const record = (keys: unknown, values: unknown, depth: number): unknown => {
    const made = note({})
    if (!Array.isArray(keys) || !Array.isArray(values)) return undefined
    for (let i = 0; i < keys.length; i += 1) {
      const value = go(values[i], depth)
      const about = { value, writable: true, enumerable: true, configurable: true }
      Object.defineProperty(made, String(keys[i]), about)
    }
    return made
  }
  const go = (at: unknown, depth: number): unknown => {
    if (depth > 64) return undefined
    if (!Array.isArray(at)) return typeof at === 'object' && at !== null ? undefined : at
    const [kind, first, second] = at as readonly unknown[]
    if (kind === 'n') return odd[String(first)]
    if (kind === 's') return seen[Number(first)]
    if (kind === 'f') return () => undefined
    if (kind === 'c') return note(new Map())
    if (kind === 'r') return record(first, second, depth + 1)
    if (kind !== 'a') return undefined
    const made = note([] as unknown[])
    for (let i = 1; i < at.length; i += 1) made.push(go(at[i], depth + 1))
    return made
  }
  return go(packed, 0)
}
