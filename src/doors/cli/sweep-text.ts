import type { JudgedSweep, ScreenRun, SweepDefinition, SweepRun } from '../../app/index.ts'
import {
  asleepAmong,
  asleepCount,
  type Objective,
  overfittingRows,
  parameterText,
  selectionRows,
  selectionSentences,
  shortSentences,
  type Summary,
  summariseOverfitting,
  summariseSelection,
  steadiest,
  type SweepStanding,
} from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** Rows that people see; the page and the JSON have more. */
const rowsMax = 10
const jsonMax = 50

/** What a sweep found, in sentences, the weightiest first. */
export function sweepVerdict(
  swept: SweepRun,
  best: readonly SweepStanding[],
  objective: Objective,
  judged: JudgedSweep | undefined,
): readonly string[] {
  const [first] = best
  const { trials, counted, isPartial } = swept
  const failed = trials.filter(({ error }) => error !== null)
  const summaries = trials.flatMap(({ summary }) => summary ?? [])
  const pruned = trials.filter(({ prunedAt }) => prunedAt !== null).length
  return [
    ...asleepAmong(summaries, first?.trial.summary),
    ...(isPartial ? ['The sweep was stopped; the same command goes on from here.'] : []),
    first === undefined
      ? `No trial has a ${objective}: nothing can be chosen from them.`
      : `The best ${objective} of ${trials.length} trials is ${figure(first.trial.figure)}, ` +
        `of ${parameterText(first.trial.parameters)}.`,
    ...(first === undefined ? [] : neighbourSentences(first, best, objective)),
    ...(judged === undefined
      ? [`${counted} configurations have been tried on these data so far.`]
      : selectionSentences(judged.selection, judged.overfitting)),
    ...shortSentences(first?.trial.summary?.shorts ?? 0, first?.trial.summary?.trades ?? 0),
    ...(pruned > 0 ? [`${pruned} trials were given up half-way, worse than the median.`] : []),
    ...(failed.length > 0
      ? [`${failed.length} trials could not run: ${failed[0]?.error ?? ''}`]
      : []),
  ]
}

function neighbourSentences(
  first: SweepStanding,
  best: readonly SweepStanding[],
  objective: Objective,
): readonly string[] {
  if (first.mean === undefined) return ['It has no neighbours to compare it with.']
  const steady = steadiest(best, objective)
  const own = `Its ${first.neighbours} neighbours have ${figure(first.mean)} on average, ${figure(first.worst)} at worst.`
  if (steady === undefined || steady.trial.n === first.trial.n)
    return [`${own} No other has better ones.`]
  return [
    own,
    `The steadiest is ${parameterText(steady.trial.parameters)}: ${figure(steady.trial.figure)}, ` +
      `its neighbours ${figure(steady.mean)}.`,
  ]
}

/** What people are shown of a sweep. */
export type SweepShown = {
  readonly definition: SweepDefinition
  readonly swept: SweepRun
  /** What it was left from; `undefined` when nothing was screened. */
  readonly screened: ScreenRun | undefined
  readonly best: readonly SweepStanding[]
  /** `undefined` when there is no best. */
  readonly judged: JudgedSweep | undefined
  readonly verdict: readonly string[]
}

/** The result for people. */
export function sweepLines({
  definition: { objective },
  swept,
  screened,
  best,
  judged,
  verdict,
}: SweepShown): readonly string[] {
  const rows = best
    .slice(0, rowsMax)
    .map(({ trial, mean, worst }) => [
      String(trial.n),
      figure(trial.figure),
      figure(mean),
      figure(worst),
      String(trial.summary?.trades ?? 0),
      awakeText(trial.summary),
      parameterText(trial.parameters),
    ])
  const heads = ['trial', objective, 'neighbours', 'worst', 'trades', 'awake', 'parameters']
  const resumed = swept.resumed === 0 ? '' : `, ${swept.resumed} of them from before`
  return [
    ...(screened === undefined ? [] : [screenSentence(screened)]),
    ...verdict,
    '',
    ...(rows.length === 0 ? [] : columnLines([heads, ...rows])),
    '',
    ...(judged === undefined ? [] : judgedLines(judged)),
    `${swept.trials.length} trials${resumed}; sweep ${swept.id}, hash ${swept.hash.slice(0, 16)}`,
  ]
}

function awakeText(summary: Summary | null): string {
  const share = summary?.awakeShare
  return share === null || share === undefined ? 'n/a' : `${(100 * share).toFixed(0)} %`
}

function screenSentence({ variants, points, compared }: ScreenRun): string {
  return (
    `Of ${variants} variants screened without the engine and its limits, the ${points.length} best ` +
    `were run by it; it ran ${compared} as they were screened, to the same fills.`
  )
}

function judgedLines({ selection, overfitting }: JudgedSweep): readonly string[] {
  const rows = [...selectionRows(selection), ...overfittingRows(overfitting)]
  const said = [...selection.absent, ...overfitting.absent]
  return ['What stands behind the best', ...columnLines(rows), ...said, '']
}

/** The same as JSON. */
export function sweepJson(shown: SweepShown, report: string | null): object {
  const { definition, swept, screened, best, judged, verdict } = shown
  const { agent, axes, search, objective, setup } = definition
  const steady = steadiest(best, objective)
  return {
    command: 'sweep',
    ...{ agent, search, objective, axes, seed: setup.seed },
    ...{ id: swept.id, hash: swept.hash, trials: swept.trials.length, resumed: swept.resumed },
    isPartial: swept.isPartial,
    counted: swept.counted,
    asleep: asleepCount(swept.trials.map(({ summary }) => summary)),
    screen: screened === undefined ? null : screenJson(screened),
    verdict,
    best: best.slice(0, jsonMax).map(standingJson),
    steadiest: steady === undefined ? null : standingJson(steady),
    overfitting:
      judged === undefined
        ? null
        : {
            ...summariseSelection(judged.selection),
            best: summariseOverfitting(judged.overfitting),
          },
    report,
  }
}

function screenJson({ variants, points, compared, hash }: ScreenRun): object {
  return { variants, finalists: points.length, compared, hash }
}

function standingJson({ trial, neighbours, mean, worst, level }: SweepStanding): object {
  const { n, parameters, figure: own, hash, summary } = trial
  const beside = { neighbours, mean: mean ?? null, worst: worst ?? null, level }
  return { n, parameters, figure: own, hash, ...beside, summary }
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? 'n/a' : value.toFixed(3)
}
