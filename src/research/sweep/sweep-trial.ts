import type { ParameterValue } from '../../agents/index.ts'
import { quantile } from '../../quant/index.ts'
import type { Summary } from '../metrics/summarise.ts'

/** One configuration of a sweep, and what came of it. */
export type SweepTrial = {
  /** From 0 on, in the order in which they were asked for. */
  readonly n: number
  readonly parameters: Readonly<Record<string, ParameterValue>>
  /** On the axes of the sweep: values of spans, places in lists. */
  readonly point: readonly number[]
  /** Of the run; `null` of one that was not run to its end. */
  readonly hash: string | null
  /** What the sweep looks for the best of; `null` where it is not defined, or was not come to. */
  readonly figure: number | null
  readonly summary: Summary | null
  /** The figure of each stretch that it was run over; empty of one alone. */
  readonly folds: readonly (number | null)[]
  /** Over equal stretches of its time; `null` where they were not kept. */
  readonly returns: readonly number[] | null
  /** The figure after each stage that was come to; `null` where it was not defined. */
  readonly stages: readonly (number | null)[]
  /** Given up after so many stages, being worse than the median there. */
  readonly prunedAt: number | null
  /** Why it could not run. */
  readonly error: string | null
}

/** Shares of the bars after which a hopeless trial is given up. */
export const pruningStages: readonly number[] = [0.25, 0.5]

/** Trials of earlier batches that must have come so far before any is given up. */
const pruningMin = 8

/**
 * What a trial must not be worse than after each stage: the median of all trials before.
 *
 * @param losses - By trial and stage, less is better; NaN where a figure was not defined.
 * @returns Infinity where nothing is given up yet.
 * @see Golovin et al., "Google Vizier: a service for black-box optimization", 2017 (median rule).
 */
export function pruningBounds(losses: readonly (readonly number[])[]): readonly number[] {
  return pruningStages.map((_, stage) => {
    const known = losses.map((own) => own[stage] ?? Number.NaN).filter(Number.isFinite)
    if (known.length < pruningMin) return Number.POSITIVE_INFINITY
    return quantile(Float64Array.from(known), 0.5) ?? Number.POSITIVE_INFINITY
  })
}
