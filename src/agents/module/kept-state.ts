import type { Json } from '../../base/index.ts'

/** Values and texts that a state may come to. What is larger slows every checkpoint of the desk. */
const nodesMax = 20_000
const textMax = 10_000
const depthMax = 20

/** Begins a list that stands for what JSON has no form for; no state has a text of this alone. */
const mark = '\u0000'
/** Of a record whose keys are in an order that JSON with sorted keys would not keep. */
const ordered = 'record'

/** What JSON has no form for, by the name it is kept under. */
const odd: ReadonlyMap<unknown, unknown> = new Map<unknown, unknown>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
  ['undefined', undefined],
])

/** A state that is not made of plain values. */
class StateFault extends Error {
  override readonly name = 'StateFault'
}

/**
 * The state of a strategy as JSON, so that `stateOf` makes the same of it to the bit: NaN, the
 * infinities, -0, `undefined` and the order of keys are kept too.
 *
 * @throws StateFault of anything but numbers, texts, flags, `null`, lists and plain records, each
 *   at one place alone, not too many of them and not too deep.
 */
export function keptOf(state: unknown): Json {
  return keep(state, 'state', { seen: new Set(), nodes: 0 }, 0)
}

/** The inverse of `keptOf`. */
export function stateOf(kept: Json): unknown {
  if (Array.isArray(kept)) {
    const list: readonly Json[] = kept
    return list[0] === mark ? unmarked(list) : list.map(stateOf)
  }
  if (kept === null || typeof kept !== 'object') return kept
  return Object.fromEntries(Object.entries(kept).map(([key, each]) => [key, stateOf(each)]))
}

function unmarked([, what, keys, values]: readonly Json[]): unknown {
  if (what !== ordered) return odd.get(what)
  const names: readonly Json[] = Array.isArray(keys) ? keys : []
  const told: readonly Json[] = Array.isArray(values) ? values : []
  const named = names.flatMap((key, i) =>
    typeof key === 'string' ? [[key, stateOf(told[i] ?? null)] as const] : [],
  )
  return Object.fromEntries(named)
}

type Walk = { readonly seen: Set<object>; nodes: number }

function keep(value: unknown, at: string, walk: Walk, depth: number): Json {
  walk.nodes += 1
  if (walk.nodes > nodesMax) throw new StateFault(`the state has more than ${nodesMax} values`)
  if (depth > depthMax) throw new StateFault(`${at} is more than ${depthMax} levels deep`)
  if (typeof value === 'number') return isPlain(value) ? value : [mark, oddName(value)]
  if (typeof value === 'boolean' || value === null) return value
  if (value === undefined) return [mark, 'undefined']
  if (typeof value === 'string') return keepText(value, at)
  if (typeof value !== 'object') throw new StateFault(`${at} is a ${typeof value}; ${allowed}`)
  if (walk.seen.has(value)) throw new StateFault(`${at} stands in the state twice; copy it`)
  walk.seen.add(value)
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    return Array.from(list, (each, i) => keep(each, `${at}[${i}]`, walk, depth + 1))
  }
  return keepRecord(value, at, walk, depth)
}

const allowed = 'keep numbers, texts, flags, lists and records alone'

function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0)
}

function oddName(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function keepText(text: string, at: string): Json {
  if (text.length > textMax) throw new StateFault(`${at} is longer than ${textMax} letters`)
  if (text === mark) throw new StateFault(`${at} is the letter number 0, which marks other things`)
  return text
}

function keepRecord(value: object, at: string, walk: Walk, depth: number): Json {
  const proto: unknown = Object.getPrototypeOf(value)
  if (proto !== Object.prototype && proto !== null)
    throw new StateFault(`${at} is an instance of a class; ${allowed}`)
  const keys = Object.keys(value)
  const kept = Object.entries(value).map(([key, each]) =>
    keep(each, `${at}.${key}`, walk, depth + 1),
  )
  if (isSorted(keys)) return Object.fromEntries(keys.map((key, i) => [key, kept[i] ?? null]))
  return [mark, ordered, keys, kept]
}

function isSorted(keys: readonly string[]): boolean {
  return keys.every((key, i) => i === 0 || (keys[i - 1] ?? '') < key)
}
