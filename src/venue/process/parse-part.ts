/** The fields of what may be an object; none when it is something else. */
export function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/** The document of a line; `undefined` when it is no JSON. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** One of some words. */
export function oneOf<T extends string>(value: unknown, words: readonly T[]): T | undefined {
  return words.find((word) => word === value)
}

/** A whole number from 0 up. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

/** Text of at most so many characters. */
export function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length <= most
}

/** A whole number of any size, as it stands in a line. */
export function bigOf(value: unknown): bigint | undefined {
  return typeof value === 'string' && /^-?\d{1,40}$/.test(value) ? BigInt(value) : undefined
}

/** Every part of a list, if every one makes sense. @param most - Parts a list may have. */
export function allOf<T>(
  value: unknown,
  most: number,
  parse: (part: unknown) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined
  const parsed: T[] = []
  for (const part of value) {
    const one = parse(part)
    if (one === undefined) return undefined
    parsed.push(one)
  }
  return parsed
}
