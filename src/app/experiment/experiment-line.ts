/** What a test of one subject came to, for the correction of later ones. */
export type FoundTest = {
  readonly claim: 'forecast' | 'trading'
  readonly subject: string
  readonly instrument: string
  readonly probability: number
}

/** A line of the record of experiments. */
export type ExperimentLine =
  | {
      readonly kind: 'registered'
      readonly name: string
      /** SHA-256 of all that was promised. */
      readonly hash: string
      readonly at: string
    }
  | {
      readonly kind: 'looked'
      readonly name: string
      readonly hash: string
      readonly at: string
      /** From 1 up. */
      readonly look: number
      /** SHA-256 of the data that were looked at. */
      readonly data: string
    }
  | {
      readonly kind: 'found'
      readonly name: string
      readonly hash: string
      readonly look: number
      readonly verdict: string
      readonly tests: readonly FoundTest[]
    }

/** @returns `undefined` for any other text: an empty line, or one torn by a crash. */
export function parseExperimentLine(text: string): ExperimentLine | undefined {
  let read: Record<string, unknown>
  try {
    read = { ...(JSON.parse(text) as object) }
  } catch {
    return undefined
  }
  const { kind, name, hash, at, look, data, verdict, tests } = read
  if (!areTexts(name, hash)) return undefined
  const of = { name: String(name), hash: String(hash) }
  if (kind === 'registered' && areTexts(at)) return { kind, ...of, at: String(at) }
  if (!Number.isSafeInteger(look) || Number(look) < 1) return undefined
  if (kind === 'looked' && areTexts(at, data))
    return { kind, ...of, at: String(at), look: Number(look), data: String(data) }
  if (kind === 'found' && areTexts(verdict) && Array.isArray(tests) && tests.every(isTest))
    return { kind, ...of, look: Number(look), verdict: String(verdict), tests }
  return undefined
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string')
}

function isTest(value: unknown): value is FoundTest {
  if (typeof value !== 'object' || value === null) return false
  const { claim, subject, instrument, probability } = value as Partial<
    Record<keyof FoundTest, unknown>
  >
  const isClaim = claim === 'forecast' || claim === 'trading'
  const isShare = typeof probability === 'number' && probability >= 0 && probability <= 1
  return isClaim && isShare && areTexts(subject, instrument)
}
