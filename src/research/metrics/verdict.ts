import type { RunResult } from '../../engine/index.ts'
import { formatPercent, formatPlain, formatSignedPercent, plural } from '../format-figure.ts'
import type { RandomComparison } from './compare-with-random.ts'
import type { HoldControl } from './hold-control.ts'
import type { Metrics } from './measure.ts'
import { asleepSentences, openSentences, shortSentences } from './run-sentences.ts'

/** What a verdict is passed on. Controls that were not run are `undefined`, and said nothing of. */
export type Evidence = {
  readonly run: RunResult
  readonly metrics: Metrics
  readonly hold: HoldControl | undefined
  readonly random: RandomComparison | undefined
  /** How many runs the trial ledger counts on these data, this one included. */
  readonly trials: number | undefined
  /** The deflated Sharpe ratio: a probability, 0 to 1. */
  readonly deflated?: number | undefined
}

const tradesMin = 30
const sharpeSuspicious = 3
const everyWord = { day: 'daily', hour: 'hourly', bar: 'bar' } as const

/**
 * The plain sentences that belong above every number of a run: that it was asleep for a part of it,
 * whether it beat doing nothing, whether that could be luck, and what speaks against believing it.
 * Promises nothing.
 */
export function verdict(evidence: Evidence): readonly string[] {
  const { run, metrics } = evidence
  if (metrics.costs.fills === 0) return ['No trade was made: there is nothing to judge.']
  return [
    ...asleepSentences(run),
    againstHold(evidence),
    againstLuck(evidence),
    againstRandom(evidence),
    ...openSentences(run),
    ...shortSentences(metrics.trades.shorts, metrics.trades.count),
    tooFewTrades(evidence),
    tooShort(evidence),
    costsAteIt(evidence),
    tooGood(evidence),
    manyTrials(evidence),
  ].filter((sentence) => sentence !== undefined)
}

function againstHold({ metrics, hold }: Evidence): string | undefined {
  if (hold === undefined) return undefined
  const own = metrics.curve.returnPct
  const made = own < 0 ? `It lost ${formatPercent(-own)}` : `It made ${formatPercent(own)}`
  const held = formatSignedPercent(hold.full.returnPct)
  const even = formatSignedPercent(hold.scaled.returnPct)
  const exposure = formatPercent(hold.exposure * 100)
  const order = own > hold.full.returnPct ? 'better' : 'worse'
  const evenOrder = own > hold.scaled.returnPct ? 'better' : 'worse'
  const link = order === evenOrder ? 'and' : 'but'
  return (
    `${made}: ${order} than buy-and-hold (${held}), ${link} ` +
    `${evenOrder} than holding at its own mean exposure of ${exposure} (${even}).`
  )
}

function againstLuck({ metrics }: Evidence): string | undefined {
  const { sharpe, sampled } = metrics.curve
  if (sharpe === undefined) return 'Its returns are too few or too equal for a Sharpe ratio.'
  const returns = `${formatPlain(sharpe.count, 0)} ${everyWord[sampled.every]} returns`
  const range = `${formatPlain(sharpe.low, 2)} to ${formatPlain(sharpe.high, 2)}`
  const meaning =
    sharpe.low > 0
      ? 'all above 0'
      : sharpe.high < 0
        ? 'all below 0, so it is not merely bad luck'
        : 'it includes 0, so luck alone could explain this'
  return `Sharpe ${formatPlain(sharpe.value, 2)} on ${returns}, 95 % interval ${range}; ${meaning}.`
}

function againstRandom({ random }: Evidence): string | undefined {
  if (random === undefined) return undefined
  if (random.returnPct === undefined) return random.absent
  const { rank, mean } = random.returnPct
  const place = `Place ${rank} of ${random.runs + 1} by return`
  const others = plural(random.runs, 'random trader')
  return `${place} against ${others}, whose mean was ${formatSignedPercent(mean)}.`
}

function tooFewTrades({ metrics }: Evidence): string | undefined {
  const count = metrics.trades.count - metrics.trades.open
  if (count >= tradesMin) return undefined
  return `${plural(count, 'closed trade')}, fewer than ${tradesMin}: nothing can be concluded.`
}

function tooShort({ metrics }: Evidence): string | undefined {
  if (metrics.curve.cagrPct !== undefined) return undefined
  return 'It spans less than 30 days: a yearly figure of it, Sharpe above all, says little.'
}

function costsAteIt({ metrics }: Evidence): string | undefined {
  const costs = metrics.costs.fees + metrics.costs.slippage
  const net = metrics.curve.netPnl
  const gross = net + costs
  if (gross <= 0)
    return costs > -net / 2
      ? `Costs were ${formatPercent((costs / -net) * 100)} of the loss.`
      : undefined
  if (costs >= gross) return 'Costs took more than all of the gross profit.'
  if (costs <= gross / 2) return undefined
  return `Costs took ${formatPercent((costs / gross) * 100)} of the gross profit.`
}

function tooGood({ metrics }: Evidence): string | undefined {
  const value = metrics.curve.sharpe?.value ?? 0
  if (value <= sharpeSuspicious) return undefined
  return (
    `A Sharpe above ${sharpeSuspicious} is more often a mistake than an edge: ` +
    'look for the mistake first.'
  )
}

function manyTrials({ trials, deflated }: Evidence): string | undefined {
  if (trials === undefined || trials < 2) return undefined
  const chance =
    deflated === undefined
      ? ''
      : ' The probability that its true Sharpe is above what the best of them would show without ' +
        `skill is ${formatPercent(100 * deflated)}.`
  return (
    `This is trial ${formatPlain(trials, 0)} on these data, and the best of many trials ` +
    `looks better than it is; the interval above knows nothing of that.${chance}`
  )
}
