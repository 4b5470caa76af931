import type { NullChange } from '../../engine/index.ts'
import { oneSampleTTest } from '../../quant/index.ts'
import { type CheckRow, figuresOf, notRun } from '../check-row.ts'
import { formatPlain } from '../format-figure.ts'
import { type Activity, unlikeTurnover } from '../metrics/compare-with-random.ts'
import { measure } from '../metrics/measure.ts'
import { isOpen } from '../metrics/trade-figures.ts'
import { randomRates } from '../random-control.ts'
import { blockShuffled } from './block-shuffled.ts'
import { changedRow, invertedRow } from './changed-row.ts'
import { invertedAgent } from './inverted-agent.ts'
import { laggedAgent } from './lagged-agent.ts'
import { noiseMarket } from './noise-market.ts'
import type { NullStage } from './null-stage.ts'
import { rankRow } from './rank-row.ts'
import { sharpeOf } from './sharpe-of.ts'
import { shuffledMarket } from './shuffled-market.ts'

/** Fewer bars than this say nothing. */
const nullBarsMin = 100
/** Runs beside those that are drawn: lags, the opposite, costs, delay. */
const changedRuns = 7

/** What must be left of a Sharpe ratio that is some bars late. */
const lags: readonly (readonly [bars: number, keptMin: number])[] = [
  [1, 0.5],
  [2, 0.25],
  [5, 0],
]
/** A profit on noise rarer than this is no chance. */
const noiseProbabilityMin = 0.01

const names = {
  shuffled: 'shuffled returns',
  blocks: 'block-shuffled returns',
  random: 'random entries',
  lagged: (bars: number): string => `lagged ${bars} bar${bars === 1 ? '' : 's'}`,
  inverted: 'inverted',
  noise: 'noise instruments',
  noiseProfit: 'profit on noise',
  costs: (factor: number): string => `costs x${factor}`,
  delay: 'execution delay x2',
}

/** How many runs the table takes at most. @param draws - As in `NullStage`. */
export function nullRuns(draws: number): number {
  return 3 * draws + changedRuns
}

/**
 * What a strategy has that nothing has: its run beside runs where there is nothing to find, and
 * beside itself late, dear and the wrong way round. Equal seeds give equal tables.
 *
 * @returns A row a test, always the same ones in the same order. All NOT RUN when the run has too
 *   few bars, no closed trade, or returns that are too few or too equal.
 * @see `docs/nulls.md`.
 */
export function nullTests(stage: NullStage): readonly CheckRow[] {
  const own = sharpeOf(stage.run)
  const why = whyNotRun(stage, own)
  if (why !== undefined || own === undefined)
    return allNames().map((name) => notRun(name, why ?? ''))
  return [
    shuffled(stage, own),
    blockShuffled(stage),
    randomEntries(stage, own),
    ...lags.map(([bars, keptMin]) =>
      changed(stage, own, names.lagged(bars), keptMin, { hear: (of) => laggedAgent(of, bars) }),
    ),
    inverted(stage, own),
    ...noise(stage, own),
    ...[2, 3].map((costFactor) => changed(stage, own, names.costs(costFactor), 0, { costFactor })),
    changed(stage, own, names.delay, 0.5, { delayBars: 1 }),
  ]
}

function allNames(): readonly string[] {
  const { shuffled: first, blocks, random, noise: walks, noiseProfit, delay } = names
  const late = lags.map(([bars]) => names.lagged(bars))
  const dear = [2, 3].map(names.costs)
  return [first, blocks, random, ...late, names.inverted, walks, noiseProfit, ...dear, delay]
}

function whyNotRun({ run, market }: NullStage, own: number | undefined): string | undefined {
  const rows = Math.max(0, ...market.map(({ bars }) => bars.length))
  if (rows < nullBarsMin) return `${rows} bars are too few; ${nullBarsMin} are needed.`
  if (run.fills.length === 0) return 'It never traded.'
  if (run.trades.every(isOpen)) return 'It closed no trade.'
  return own === undefined ? 'Its returns are too few or too equal for a Sharpe ratio.' : undefined
}

function sharpes(stage: NullStage, change: (draw: number) => NullChange): (number | undefined)[] {
  return Array.from({ length: stage.draws }, (_, draw) => sharpeOf(stage.runNull(change(draw))))
}

function shuffled(stage: NullStage, own: number): CheckRow {
  const { market, seed } = stage
  const nulls = sharpes(stage, (draw) => ({ market: shuffledMarket(market, seed, draw) }))
  return rankRow(names.shuffled, own, nulls, 'markets of the same bars in another order')
}

function randomEntries(stage: NullStage, own: number): CheckRow {
  const { run, market, draws } = stage
  const bars = market.map((of) => of.bars)
  const rates = randomRates(run, bars)
  if (rates === undefined) return notRun(names.random, 'It closed no trade.')
  const controls: Activity[] = []
  const nulls = Array.from({ length: draws }, (_, draw) => {
    const control = stage.runRandom(rates, draw)
    const { turnover, awakeShare } = measure(control)
    controls.push({ turnover, awakeShare })
    return sharpeOf(control)
  })
  const absent = unlikeTurnover(measure(run), controls)
  if (absent !== undefined) return notRun(names.random, absent)
  return rankRow(names.random, own, nulls, 'random traders of the same turnover and holding time')
}

function changed(
  stage: NullStage,
  own: number,
  name: string,
  keptMin: number,
  change: NullChange,
): CheckRow {
  return changedRow(name, own, sharpeOf(stage.runNull(change)), keptMin)
}

function inverted(stage: NullStage, own: number): CheckRow {
  if (stage.setup.limits.isLongOnly)
    return notRun(names.inverted, 'The desk sells nothing short: the opposite cannot be traded.')
  const run = stage.runNull({ hear: invertedAgent })
  if (run.fills.length === 0)
    return notRun(names.inverted, 'Believed the wrong way round it never trades.')
  return invertedRow(names.inverted, own, sharpeOf(run))
}

/** Two questions of the same runs: whether it does better on its market, and whether it should. */
function noise(stage: NullStage, own: number): readonly CheckRow[] {
  const { market, seed } = stage
  const nulls = sharpes(stage, (draw) => ({ market: noiseMarket(market, seed, draw) }))
  const compared = rankRow(names.noise, own, nulls, 'markets of noise as volatile')
  return [compared, noiseProfit(Float64Array.from(nulls, (value) => value ?? 0))]
}

/** Nobody earns on noise: who does, knows what is not to be known, or is paid by a mistake. */
function noiseProfit(values: Float64Array): CheckRow {
  const name = names.noiseProfit
  if (values.length < 2) return notRun(name, 'One draw has no deviation.')
  const test = oneSampleTTest(values, 0, 'greater')
  if (test === undefined) return notRun(name, 'It did the same on every market of noise.')
  const { difference, probability } = test
  return {
    name,
    status: probability >= noiseProbabilityMin ? 'pass' : 'fail',
    figures: figuresOf({
      sharpeMean: difference,
      draws: values.length,
      p: probability,
      pMin: noiseProbabilityMin,
    }),
    why:
      `On noise its mean Sharpe is ${formatPlain(difference, 2)}: p ${probability.toFixed(3)} ` +
      `of one that is not above 0, at least ${noiseProbabilityMin} is asked.`,
  }
}
