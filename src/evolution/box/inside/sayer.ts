import type { Layout, SaidField } from '../layout.ts'
import type { Texts } from './texts.ts'

/**
 * Runs in the isolate: puts what a module said into the memory. Each field is read once, by name,
 * and leaves as a number; words of a list as their place in it. Its text is what runs.
 *
 * @returns What is told an answer, and says whether there was one. It throws of what is none.
 */
export function makeSayer(
  fields: readonly SaidField[],
  texts: Texts,
  v: Float64Array,
  at: Layout,
): (said: unknown) => boolean {
  const textOf = String
  const known: Record<string, true> = Object.create(null) as Record<string, true>
  for (const { name, within } of fields) known[within ?? name] = true
  const worded = (value: unknown): string => texts.cut(textOf(value), 60)
  const numberOf = ({ name, of }: SaidField, value: unknown): number => {
    if (of === 'number' && typeof value === 'number') return value
    if (of === 'flag' && typeof value === 'boolean') return value ? 1 : 0
    if (typeof value === 'string' && of === 'text') {
      texts.write(texts.cut(value, 500))
      return 1
    }
    if (typeof value === 'string' && typeof of === 'object')
      for (let i = 0; i < of.length; i += 1) if (of[i] === value) return i
    throw new TypeError(`${name} cannot be ${worded(value)}`)
  }
  const recordOf = (said: unknown): Record<string, unknown> => {
    if (typeof said !== 'object' || said === null)
      throw new TypeError(`${worded(said)} is no answer; return a record, or undefined`)
    const record = said as Record<string, unknown>
    if (typeof record['then'] === 'function') throw new TypeError('a promise is no answer')
    for (const name in record)
      if (known[name] === undefined) throw new TypeError(`an answer has no field '${worded(name)}'`)
    return record
  }
  return (said) => {
    if (said === undefined) return false
    const record = recordOf(said)
    v[at.textOut] = 0
    let place = at.said
    let within: unknown
    let group: string | undefined
    for (let i = 0; i < fields.length; i += 1, place += 2) {
      const field = fields[i] as SaidField
      if (field.within !== undefined && field.within !== group) within = record[field.within]
      group = field.within
      const from = group === undefined ? record : (within as Record<string, unknown> | undefined)
      const value = from === undefined || from === null ? undefined : from[field.name]
      v[place] = value === undefined ? 0 : 1
      if (value !== undefined) v[place + 1] = numberOf(field, value)
    }
    return true
  }
}
