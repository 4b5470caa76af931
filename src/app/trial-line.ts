import type { SettledTrial, Trial, TrialOutcome } from '../engine/index.ts'

/** What a line of the trial ledger says: that a trial was made, and perhaps what came of it. */
export type TrialLine = {
  readonly dataHash: string
  readonly configurationHash: string
  readonly outcome: TrialOutcome | undefined
}

/** What a line says of the data of trials: the weeks by which they overlap with others. */
export type DataLine = { readonly dataHash: string; readonly weeks: readonly string[] }

/** A trial as a line of JSON, its end included. Its weeks stand once, on the line of its data. */
export function trialLine({ dataHash, configurationHash, agents }: Trial): string {
  return `${JSON.stringify({ dataHash, configurationHash, agents })}\n`
}

/** What the data of a trial share with others as a line of JSON, its end included. */
export function dataLine({ dataHash, weeks }: Trial): string {
  return `${JSON.stringify({ kind: 'data', dataHash, weeks })}\n`
}

/** Reads a line of data. @returns `undefined` for any other. */
export function parseDataLine(line: string): DataLine | undefined {
  if (!line.startsWith('{"kind":"data"')) return undefined
  const { dataHash, weeks } = parseRecord(line) ?? {}
  if (typeof dataHash !== 'string' || !Array.isArray(weeks)) return undefined
  return { dataHash, weeks: weeks.filter((week) => typeof week === 'string') }
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
