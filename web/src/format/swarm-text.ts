import type { AgentRow, BroughtRow, CostRow } from '../../../src/app/swarm-view.ts'
import { figureText } from './limit-text.ts'
import { numberText, percentText } from './number-text.ts'

export type Interval = readonly [low: number, high: number]

/** Smaller figures are not told apart from nothing by anybody who reads them. */
const leastFigure = 0.000_05

/** Where an interval lies to nothing. `around`: it may as well be nothing. */
export type Lie = 'above' | 'below' | 'around' | 'unknown'

export function lieOf(interval: Interval | null): Lie {
  if (interval === null) return 'unknown'
  if (interval[0] > 0) return 'above'
  return interval[1] < 0 ? 'below' : 'around'
}

/** What an agent has shown, in words: never more than its interval says. */
export function shownText({ evidence, gain, isUnproven }: AgentRow): string {
  if (evidence === 0) return 'no outcome yet'
  if (!isUnproven) return 'proven: better than a coin'
  return lieOf(gain) === 'below' ? 'unproven: worse than a coin' : 'unproven: no help shown yet'
}

/** `+0.034 bp` for 0.0000034: hundredths of a percent of equity, a bar. */
export function basisText(share: number | null): string {
  return share === null ? 'not known' : `${signedFigure(share * 10_000)} bp`
}

/** `+0.034 bp a bar, −0.1 to +0.17`. */
export function broughtText({ perBar, interval }: BroughtRow): string {
  if (perBar === null) return 'not known yet'
  return interval === null
    ? `${basisText(perBar)} a bar`
    : `${basisText(perBar)} a bar, ${rangeText(interval.map((end) => end * 10_000))}`
}

/** `0.0012 to 0.0040 nats`. */
export function gainText(gain: Interval | null): string {
  return gain === null ? 'not known yet' : `${rangeText(gain)} nats`
}

/** `1.20 µs, 3.1 %`: of a typical opinion, and of all that the desk worked. */
export function costText(cost: CostRow | undefined): string {
  if (cost === undefined || cost.usTypical === null) return 'n/a'
  const us = `${numberText(cost.usTypical, 2)} µs`
  return cost.share === null ? us : `${us}, ${percentText(cost.share, 2)}`
}

/** `2.30 µs, 95 % 2.01 to 2.59`: of an opinion in the mean. */
export function meanTimeText({ usPerOpinion, usInterval }: CostRow): string {
  if (usPerOpinion === null) return 'n/a'
  const us = `${numberText(usPerOpinion, 2)} µs`
  if (usInterval === null) return `${us}, too few timed for an interval`
  return `${us}, 95 % ${usInterval.map((end) => numberText(end, 2)).join(' to ')}`
}

/** `0.00012 (0.0001 to 0.00014), brought −31.2`: in money, a year. */
export function yearText({ costPerYear, costInterval, broughtPerYear }: CostRow): string {
  if (costPerYear === null || broughtPerYear === null)
    return 'not known before a day of market time'
  const bounds = costInterval === null ? '' : ` (${costInterval.map(threeDigits).join(' to ')})`
  return `${threeDigits(costPerYear)}${bounds}, brought ${signedFigure(broughtPerYear)}`
}

function threeDigits(value: number): string {
  return figureText(Number(value.toPrecision(3)))
}

/** A score of at most one, or what stands for none. */
export function scoreText(score: number | null): string {
  return score === null ? 'n/a' : numberText(score, 3)
}

/** Three digits, with its sign. What is no longer worth its digits is `about 0`; nothing is 0. */
function signedFigure(value: number): string {
  if (value !== 0 && Math.abs(value) < leastFigure) return 'about 0'
  const rounded = Number(value.toPrecision(3))
  return rounded > 0 ? `+${figureText(rounded)}` : figureText(rounded)
}

/** `+0.0012 to +0.0040`. */
export function rangeText([low = Number.NaN, high = Number.NaN]: readonly number[]): string {
  return `${signedFigure(low)} to ${signedFigure(high)}`
}
