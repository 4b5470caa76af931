import { Random } from '../../base/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { type PairedEffect, pairedEffect } from '../experiment/paired-effect.ts'
import type { Metrics } from '../metrics/measure.ts'

/** Another strategy on the same bars, at the same cost and with the same money. */
export type Rival = {
  /** As the user named it. */
  readonly name: string
  readonly run: RunResult
  readonly metrics: Metrics
}

/** A rival beside the run of the sheet. */
export type RivalRow = Rival & {
  /**
   * By how many basis points a sampled return of the sheet's run is the higher on average, with a
   * 95 % interval; `undefined` below 16 returns, or when the two are one.
   */
  readonly difference: PairedEffect | undefined
}

const returnsMin = 16

/** Sets a run beside its rivals, return by return. */
export function rivalRows(run: RunResult, own: Metrics, rivals: readonly Rival[]): RivalRow[] {
  return rivals.map((rival) => ({ ...rival, difference: differenceOf(run, own, rival) }))
}

function differenceOf(
  run: RunResult,
  { curve }: Metrics,
  { metrics, name }: Rival,
): PairedEffect | undefined {
  const length = Math.min(curve.sampled.returns.length, metrics.curve.sampled.returns.length)
  if (length < returnsMin) return undefined
  const treatment = curve.sampled.returns.slice(0, length)
  const control = metrics.curve.sampled.returns.slice(0, length)
  if (treatment.every((value, i) => value === control[i])) return undefined
  return pairedEffect(
    'return',
    { control, treatment },
    { confidence: 0.95, lags: 1, random: Random.stream(run.seed, `paired-${name}`) },
  )
}
