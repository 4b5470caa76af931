import { layout, type SaidField } from './layout.ts'

/**
 * What a module said, out of the memory: a record of fields that are there, numbers as numbers,
 * words out of their lists. Nothing of it is from the isolate but those numbers and one text.
 */
export function saidRecord(
  fields: readonly SaidField[],
  doubles: Float64Array,
  text: () => string,
): Readonly<Record<string, unknown>> {
  const record: Record<string, unknown> = {}
  const within = new Map<string, Record<string, unknown>>()
  for (const [i, { name, of, within: inside }] of fields.entries()) {
    const place = layout.said + 2 * i
    if (doubles[place] !== 1) continue
    const value = valueOf(of, doubles[place + 1] as number, text)
    if (inside === undefined) {
      record[name] = value
      continue
    }
    const group = within.get(inside) ?? {}
    group[name] = value
    within.set(inside, group)
    record[inside] = group
  }
  return record
}

function valueOf(of: SaidField['of'], value: number, text: () => string): unknown {
  if (of === 'number') return value
  if (of === 'flag') return value === 1
  return of === 'text' ? text() : of[value]
}
