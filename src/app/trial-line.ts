import type { SettledTrial, Trial, TrialOutcome } from '../engine/index.ts'

/** What a line of the trial ledger says: that a trial was made, and perhaps what came of it. */
export type TrialLine = {
  readonly dataHash: string
  readonly configurationHash: string
  readonly outcome: TrialOutcome | undefined
}

/** A trial as a line of JSON, its end included. */
export function trialLine(trial: Trial): string {
  return `${JSON.stringify(trial)}\n`
}

/** What came of a trial as a line of JSON, its end included. A ratio not defined is null. */
export function settledLine({ trial, outcome }: SettledTrial): string {
  const { dataHash, configurationHash } = trial
  const { sharpe, samples, fingerprint } = outcome
  // JSON has no other word for a number that is not finite.
  const line = { kind: 'settled', dataHash, configurationHash, sharpe: sharpe ?? null, samples }
  if (fingerprint !== undefined) return `${JSON.stringify({ ...line, fingerprint })}\n`
  return `${JSON.stringify(line)}\n`
}

/**
 * Reads a line of either kind. One that says what came of a trial is a trial too, whatever became
 * of the line before it; one whose figures make no sense is a trial without an outcome.
 *
 * @returns `undefined` for any other text: an empty line, or one torn by a crash.
 */
export function parseTrialLine(line: string): TrialLine | undefined {
  const read = parseRecord(line)
  if (read === undefined) return undefined
  const { dataHash, configurationHash } = read
  if (typeof dataHash !== 'string' || typeof configurationHash !== 'string') return undefined
  return { dataHash, configurationHash, outcome: parseOutcome(read) }
}

function parseOutcome(read: Record<string, unknown>): TrialLine['outcome'] {
  const { kind, sharpe, samples, fingerprint } = read
  if (kind !== 'settled') return undefined
  if (typeof samples !== 'number' || !Number.isSafeInteger(samples) || samples < 0) return undefined
  // Lines of before there were fingerprints have none.
  const kept = typeof fingerprint === 'string' ? { fingerprint } : {}
  if (sharpe === null) return { sharpe: undefined, samples, ...kept }
  // A number as large as 1e999 is read as an infinity.
  if (typeof sharpe !== 'number' || !Number.isFinite(sharpe)) return undefined
  return { sharpe, samples, ...kept }
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(line)
    return typeof read === 'object' && read !== null ? { ...read } : undefined
  } catch {
    return undefined
  }
}
