import type { SweepDefinition, WalkResult } from '../../app/index.ts'
import { parameterText, type WalkFold } from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** What a walk says, in sentences, the weightiest first. */
export function walkVerdict(
  { objective }: SweepDefinition,
  { walk, isPartial }: WalkResult,
): readonly string[] {
  const { folds, curve, inSample, outOfSample, gained } = walk
  const chosen = folds.filter(({ parameters }) => parameters !== undefined).length
  return [
    ...(isPartial ? ['The walk was stopped; the same command goes on from here.'] : []),
    `On data that it was not chosen by it made ${curve.returnPct.toFixed(2)} %, with a Sharpe of ` +
      `${figure(curve.sharpe?.value)}` +
      (curve.sharpe === undefined
        ? '.'
        : `, 95 % interval ${figure(curve.sharpe.low)} to ${figure(curve.sharpe.high)}.`),
    `${gained} of ${folds.length} tests gained.`,
    inSample === undefined || outOfSample === undefined
      ? `${objective} is not defined in every fold, so what is left of it is not known.`
      : `Where it was chosen its ${objective} was ${figure(inSample)} on average, afterwards ` +
        `${figure(outOfSample)}.`,
    ...(chosen < folds.length
      ? [`In ${folds.length - chosen} folds no trial could be chosen, and nothing was traded.`]
      : []),
  ]
}

/** The result for people. */
export function walkLines(
  { objective }: SweepDefinition,
  { walk, hash }: WalkResult,
  verdict: readonly string[],
): readonly string[] {
  const heads = ['test from', 'to', 'chosen by', objective, 'return', 'trades', 'parameters']
  const rows = walk.folds.map((fold) => [
    day(fold.window.test.from),
    day(fold.window.test.to),
    figure(fold.inSample),
    figure(fold.outOfSample),
    percent(fold.summary?.returnPct ?? undefined),
    String(fold.summary?.trades ?? 0),
    fold.parameters === undefined ? 'none' : parameterText(fold.parameters),
  ])
  const table = rows.length === 0 ? [] : columnLines([heads, ...rows])
  return [...verdict, '', ...table, '', `hash ${hash.slice(0, 16)}`]
}

/** The same as JSON. */
export function walkJson(
  { agent, axes, search, objective, setup }: SweepDefinition,
  options: { readonly scheme: string; readonly choose: string },
  { walk, hash, isPartial }: WalkResult,
  verdict: readonly string[],
): object {
  const { curve, inSample, outOfSample, gained, folds } = walk
  return {
    command: 'walkforward',
    ...{ agent, search, objective, axes, seed: setup.seed },
    ...{ scheme: options.scheme, choice: options.choose, hash, isPartial, verdict },
    outOfSample: {
      returnPct: curve.returnPct,
      sharpe: curve.sharpe?.value ?? null,
      sharpeInterval: [curve.sharpe?.low ?? null, curve.sharpe?.high ?? null],
      drawdownMax: curve.drawdowns.max,
      mean: outOfSample ?? null,
      gained,
    },
    inSample: { mean: inSample ?? null },
    folds: folds.map(foldJson),
  }
}

function foldJson({ window, ...fold }: WalkFold): object {
  const span = ({ from, to }: WalkFold['window']['test']): object => ({
    from: new Date(from / 1_000).toISOString(),
    to: new Date(to / 1_000).toISOString(),
  })
  return {
    ...{ train: span(window.train), test: span(window.test) },
    parameters: fold.parameters ?? null,
    inSample: fold.inSample ?? null,
    outOfSample: fold.outOfSample ?? null,
    ...{ hash: fold.hash, summary: fold.summary },
  }
}

function day(us: number): string {
  return new Date(us / 1_000).toISOString().slice(0, 10)
}

function percent(value: number | undefined): string {
  return value === undefined ? 'n/a' : `${value.toFixed(2)} %`
}

function figure(value: number | undefined): string {
  return value === undefined ? 'n/a' : value.toFixed(3)
}
