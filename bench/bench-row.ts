import { createHash } from 'node:crypto'

/** How much work a bench does: a full measurement, or just enough to see that it runs. */
export type BenchSize = 'smoke' | 'full'

/** One measured figure. */
export type BenchRow = {
  readonly name: string
  /** `null` when the work came out wrong: a wrong answer has no speed. */
  readonly value: number | null
  readonly unit: string
  /** What it was measured beside. */
  readonly peer: string
  /** Median over pairs of ours to `peer`, 1 being as good; `null` where there is no pair. */
  readonly ratio: number | null
  /** Of the work done: equal work gives an equal hash on every machine. */
  readonly hash: string
  readonly status: 'measured' | 'inconclusive' | 'failed'
  /** The peer's own median, in `unit`. */
  readonly peerValue?: number
  /** 10 % and 90 % of `value`, and of `ratio`, over the repetitions. */
  readonly spread?: readonly [number, number]
  readonly ratioSpread?: readonly [number, number]
  readonly best?: number
  readonly repetitions?: number
  /** What the figure is meant to be. */
  readonly goal?: string
  /** The input, and whatever else is needed to read the figure. */
  readonly note?: string
}

/** A row without a figure, because the work was wrong. */
export function failedRow(name: string, unit: string, why: string): BenchRow {
  return { name, value: null, unit, peer: '', ratio: null, hash: '', status: 'failed', note: why }
}

/** Of the work done, for the hash of a row. */
export function workHash(...work: readonly (string | NodeJS.ArrayBufferView)[]): string {
  const hash = createHash('sha256')
  for (const part of work) hash.update(part)
  return hash.digest('hex').slice(0, 16)
}
