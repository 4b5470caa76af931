/** A value as an error tells it: a number as it is, of all else what it is and no more. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return `the text '${value}'`
  if (typeof value === 'bigint') return `the bigint ${value}`
  if (typeof value === 'symbol') return 'a symbol'
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `an array of ${value.length}`
  const { name } = value.constructor ?? Object
  if (ArrayBuffer.isView(value)) return `a ${name}`
  return name === 'Object' ? 'an object' : `an object of ${name}`
}
