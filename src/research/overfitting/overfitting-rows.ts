import { formatPercent, formatPlain, plural } from '../format-figure.ts'
import type { Interval } from './headline-intervals.ts'
import type { OverfittingFigures } from './overfitting-figures.ts'

/** A figure by name, as people read it, with what it means. */
export type OverfittingRow = readonly [name: string, value: string, meaning: string]

/** The statistics of overfitting as rows of a table; `n/a` where a figure is not defined. */
export function overfittingRows(of: OverfittingFigures): readonly OverfittingRow[] {
  const { haircuts, intervals } = of
  const tried = plural(of.effectiveTrials, 'trial')
  const record = formatPlain(of.recordYears, 1)
  return [
    ['trials', formatPlain(of.trials, 0), trialsMeaning(of)],
    ['PSR', share(of.probabilistic), 'probability that the true Sharpe is above 0'],
    ['DSR', share(of.deflated), deflatedMeaning(of, tried)],
    ['Sharpe variance', formatPlain(of.sharpeVariance?.value, 3), varianceMeaning(of)],
    ['MinTRL', years(of.trackRecordYears), `until PSR is 95 %; there are ${record} years`],
    ['minimum length', years(of.backtestYearsMin), `below it the best of ${tried} looks as good`],
    ['haircut Sharpe', formatPlain(haircuts?.bonferroni.sharpe, 2), haircutMeaning(of)],
    ['Sharpe', between(intervals?.sharpe, 1), '95 % of a stationary bootstrap'],
    ['CAGR', between(intervals?.cagrPct, 1, ' %'), 'the same'],
    ['max drawdown', between(intervals?.drawdownMax, 100, ' %'), 'the same, at sampled times'],
  ]
}

function trialsMeaning({ trials, effectiveTrials, settled }: OverfittingFigures): string {
  const alike = trials === 1 ? '' : `, about ${formatPlain(effectiveTrials, 0)} independent`
  return `on these data${alike}; the outcome is known of ${settled}`
}

function deflatedMeaning(of: OverfittingFigures, tried: string): string {
  const { expectedMaximum, effectiveTrials } = of
  if (effectiveTrials === 1) return 'the same, as nothing else was tried'
  const best = expectedMaximum === undefined ? '' : `${formatPlain(expectedMaximum, 2)}, `
  return `that it is above ${best}the best of ${tried} without skill`
}

function varianceMeaning({ sharpeVariance, settled }: OverfittingFigures): string {
  if (sharpeVariance === undefined) return 'of annual ratios'
  return sharpeVariance.from === 'trials'
    ? `of annual ratios, over ${settled} trials`
    : 'of the estimator: no other trials lie farther apart'
}

function haircutMeaning({ haircuts }: OverfittingFigures): string {
  if (haircuts === undefined) return 'what many tests leave of it'
  const { bonferroni, holm, benjaminiYekutieli } = haircuts
  const others = `Holm ${formatPlain(holm.sharpe, 2)}, BHY ${formatPlain(benjaminiYekutieli.sharpe, 2)}`
  return `by Bonferroni, ${formatPercent(100 * bonferroni.haircut)} taken; ${others}`
}

function share(value: number | undefined): string {
  return formatPercent(value === undefined ? undefined : 100 * value)
}

function years(value: number | undefined): string {
  return value === undefined ? 'n/a' : `${formatPlain(value, 1)} years`
}

function between(of: Interval | undefined, factor: number, unit = ''): string {
  if (of === undefined) return 'n/a'
  const [low, high] = of.map((value) => formatPlain(value * factor, factor === 1 && !unit ? 2 : 1))
  return `${low} to ${high}${unit}`
}
