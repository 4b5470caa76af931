import type { SweepDefinition, WalkResult } from '../../app/index.ts'
import {
  asleepCount,
  type Degradation,
  parameterText,
  type PathSpread,
  shortSentences,
  type Span,
  type WalkFold,
  withoutStandings,
} from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** What a walk says, in sentences, the weightiest first. */
export function walkVerdict(
  { objective }: SweepDefinition,
  { walk, plan, isPartial, counted }: WalkResult,
): readonly string[] {
  const { folds, curve, inSample, outOfSample, gained, spread } = walk
  const chosen = folds.filter(({ parameters }) => parameters !== undefined).length
  const which = spread === undefined ? 'it' : `the median of ${spread.sharpes.length} paths`
  return [
    ...stoppedSentence(folds),
    ...trainedAsleep(folds),
    ...(isPartial
      ? [
          `The walk was stopped after ${folds.length} of ${plan.windows.length} folds; the same ` +
            'command goes on from here.',
        ]
      : []),
    `On data that it was not chosen by ${which} made ${curve.returnPct.toFixed(2)} %, with a ` +
      `Sharpe of ${figure(curve.sharpe?.value)}` +
      (curve.sharpe === undefined
        ? '.'
        : `, 95 % interval ${figure(curve.sharpe.low)} to ${figure(curve.sharpe.high)}.`),
    ...(spread === undefined ? [] : [spreadSentence(spread)]),
    `${gained} of ${folds.length} tests gained.`,
    inSample === undefined || outOfSample === undefined
      ? `${objective} is not defined in every fold, so what is left of it is not known.`
      : `Where it was chosen its ${objective} was ${figure(inSample)} on average, afterwards ` +
        `${figure(outOfSample)}.`,
    ...degradationSentences(walk.degradation),
    ...(chosen < folds.length
      ? [`In ${folds.length - chosen} folds no trial could be chosen, and nothing was traded.`]
      : []),
    ...shortSentences(sumOf(folds, 'shorts'), sumOf(folds, 'trades')),
    `${counted} configurations have been tried on these data so far, in whole or in part.`,
  ]
}

/** A stop is for good, and each stretch begins without one: runs of other lengths are not alike. */
function stoppedSentence(folds: readonly WalkFold[]): readonly string[] {
  const stopped = folds.reduce((sum, fold) => sum + fold.stopped, 0)
  if (stopped === 0) return []
  const tests = folds.reduce((sum, { window }) => sum + window.test.length, 0)
  return [
    `In ${stopped} of ${tests} tests risk stopped or distrusted it before the end: what a run loses ` +
      `until then it loses once, however long it is; ${withoutStandings}.`,
  ]
}

/** What was switched off where it was chosen is chosen by the little time before. */
function trainedAsleep(folds: readonly WalkFold[]): readonly string[] {
  const asleep = asleepCount(folds.map(({ trained }) => trained))
  if (asleep === 0) return []
  return [
    `In ${asleep} of ${folds.length} folds what was chosen had been paused or put to sleep where it ` +
      'was chosen, and was chosen by figures of that time as well.',
  ]
}

function sumOf(folds: readonly WalkFold[], key: 'shorts' | 'trades'): number {
  return folds.reduce((sum, { summary }) => sum + (summary?.[key] ?? 0), 0)
}

function spreadSentence({ low, high, belowZero }: PathSpread): string {
  return (
    `The Sharpe of paths goes from ${figure(low)} (5 %) to ${figure(high)} (95 %), and ` +
    `${(100 * belowZero).toFixed(0)} % of them lose.`
  )
}

function degradationSentences(of: Degradation): readonly string[] {
  const { inSample, kept, keptInterval, rank } = of
  const between =
    keptInterval === undefined
      ? ''
      : `, 95 % interval ${percent(100 * keptInterval[0])} to ${percent(100 * keptInterval[1])}`
  return [
    kept === undefined
      ? `It promised a Sharpe of ${figure(inSample)}, of which no share can be left.`
      : `Of a promised Sharpe of ${figure(inSample)}, ${percent(100 * kept)} is left${between}.`,
    ...(rank === undefined
      ? []
      : [
          `The order of all configurations, chosen from and tried, agrees by ${figure(rank)} ` +
            "(Kendall's tau): 1 is the same order, 0 none.",
        ]),
  ]
}

/** The result for people. */
export function walkLines(
  { objective }: SweepDefinition,
  { walk, hash }: WalkResult,
  verdict: readonly string[],
): readonly string[] {
  const heads = ['tested', 'chosen by', objective, 'left', 'return', 'trades', 'awake', 'rank']
  const rows = walk.folds.map((fold) => [
    fold.window.test.map(days).join(' + '),
    figure(fold.inSample),
    figure(fold.outOfSample),
    percent(leftOf(fold)),
    percent(fold.summary?.returnPct ?? undefined),
    String(fold.summary?.trades ?? 0),
    awakeText(fold),
    figure(fold.rank),
    fold.parameters === undefined ? 'none' : parameterText(fold.parameters),
  ])
  const table = rows.length === 0 ? [] : columnLines([[...heads, 'parameters'], ...rows])
  return [...verdict, '', ...table, '', `hash ${hash.slice(0, 16)}`]
}

function awakeText({ summary }: WalkFold): string {
  const share = summary?.awakeShare ?? undefined
  return share === undefined ? 'n/a' : `${(100 * share).toFixed(0)} %`
}

/** What of a figure above 0 is left, per cent. */
function leftOf({ inSample, outOfSample }: WalkFold): number | undefined {
  if (inSample === undefined || outOfSample === undefined || inSample <= 0) return undefined
  return (100 * outOfSample) / inSample
}

/** The same as JSON. */
export function walkJson(
  { agent, axes, search, objective, setup }: SweepDefinition,
  options: { readonly scheme: string; readonly choose: string },
  { walk, hash, isPartial, counted }: WalkResult,
  verdict: readonly string[],
): object {
  const { curve, inSample, outOfSample, gained, folds, spread, degradation } = walk
  return {
    command: 'walkforward',
    ...{ agent, search, objective, axes, seed: setup.seed },
    ...{ scheme: options.scheme, choice: options.choose, hash, isPartial, counted, verdict },
    outOfSample: {
      returnPct: curve.returnPct,
      sharpe: curve.sharpe?.value ?? null,
      sharpeInterval: [curve.sharpe?.low ?? null, curve.sharpe?.high ?? null],
      drawdownMax: curve.drawdowns.max,
      mean: outOfSample ?? null,
      gained,
    },
    inSample: { mean: inSample ?? null },
    degradation: {
      sharpeInSample: degradation.inSample ?? null,
      sharpeOutOfSample: degradation.outOfSample ?? null,
      sharpeInterval: degradation.interval ?? [null, null],
      kept: degradation.kept ?? null,
      keptInterval: degradation.keptInterval ?? [null, null],
      rank: degradation.rank ?? null,
    },
    paths: spread ?? null,
    folds: folds.map(foldJson),
  }
}

function foldJson(fold: WalkFold): object {
  const { window } = fold
  const left = leftOf(fold)
  return {
    ...{ train: window.train.map(spanJson), test: window.test.map(spanJson) },
    inner: window.inner.map(spanJson),
    parameters: fold.parameters ?? null,
    rule: fold.rule ?? null,
    inSample: fold.inSample ?? null,
    outOfSample: fold.outOfSample ?? null,
    kept: left === undefined ? null : left / 100,
    rank: fold.rank ?? null,
    stopped: fold.stopped,
    ...{ hash: fold.hash, summary: fold.summary, trained: fold.trained },
  }
}

function spanJson({ from, to }: Span): object {
  return { from: new Date(from / 1_000).toISOString(), to: new Date(to / 1_000).toISOString() }
}

function days({ from, to }: Span): string {
  const day = (us: number): string => new Date(us / 1_000).toISOString().slice(0, 10)
  return `${day(from)} ${day(to)}`
}

function percent(value: number | undefined): string {
  return value === undefined ? 'n/a' : `${value.toFixed(2)} %`
}

function figure(value: number | undefined): string {
  return value === undefined ? 'n/a' : value.toFixed(3)
}
