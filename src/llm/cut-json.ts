import { declined, ok, type Result } from '../base/index.ts'

/** Longest reply that is looked into, in units of UTF-16. */
const lengthMax = 1_048_576
/** Objects of one reply that are looked at. */
const objectsMax = 64

/**
 * The one JSON object in a reply, which may stand alone, in a fence of code, or among words. It is
 * cut by the grammar: braces inside strings are text, and so are fences. Part of another object is
 * never taken for the whole, so a reply that breaks off has none.
 *
 * @param read - Says whether an object is what was asked for. Of several only one may be, or all
 *   that are must say the same: nobody can tell a quoted example from the answer.
 * @returns Declined with a sentence that quotes nothing of the reply.
 */
export function cutJson<T>(text: string, read: (value: unknown) => Result<T>): Result<T> {
  if (text.length > lengthMax) return declined('The reply is too long to look for JSON in.')
  const spans = jsonSpans(text)
  if (spans === undefined) return declined('The JSON of the reply breaks off.')
  const fitting = new Map<string, T>()
  let why = 'The reply has no JSON object.'
  for (const { from, to } of spans.slice(0, objectsMax)) {
    const value = parsedObject(text.slice(from, to))
    if (value === undefined) {
      why = 'What looks like JSON in the reply is none.'
      continue
    }
    const said = read(value)
    if (said.ok) fitting.set(JSON.stringify(value), said.value)
    else why = said.error
  }
  if (spans.length > objectsMax) return declined('The reply has more JSON objects than are read.')
  const [first, ...others] = fitting.values()
  if (first === undefined) return declined(why)
  return others.length === 0 ? ok(first) : declined('The reply has several different answers.')
}

type Span = { readonly from: number; readonly to: number }

/** Where JSON begins: an object with a first key or none, or a list of objects or lists. */
const beginning = /\{\s*["}]|\[\s*[[{]/y

/** The outermost spans, in one pass. `undefined` when one does not end. */
function jsonSpans(text: string): readonly Span[] | undefined {
  const spans: Span[] = []
  for (let at = 0; at < text.length; at += 1) {
    const unit = text[at]
    if (unit !== '{' && unit !== '[') continue
    beginning.lastIndex = at
    if (!beginning.test(text)) continue
    const to = spanEnd(text, at)
    if (to === undefined) return undefined
    spans.push({ from: at, to })
    at = to - 1
  }
  return spans
}

/** Behind the bracket that closes the one at `from`. */
function spanEnd(text: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const unit = text[at]
    if (unit === '"') {
      at = stringEnd(text, at)
    } else if (unit === '{' || unit === '[') {
      depth += 1
    } else if (unit === '}' || unit === ']') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return undefined
}

/** Where the string that begins at `from` has its closing quote; without one the text's end. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at
  }
  return text.length
}

/** `undefined` for what is no JSON object, or holds a number beyond all numbers, such as 1e999. */
function parsedObject(text: string): object | undefined {
  let isFinite = true
  try {
    const value: unknown = JSON.parse(text, (_key, each: unknown) => {
      if (typeof each === 'number' && !Number.isFinite(each)) isFinite = false
      return each
    })
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && isFinite ? value : undefined
  } catch {
    return undefined
  }
}
