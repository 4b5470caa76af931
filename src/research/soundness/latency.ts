import { mean, quantile } from '../../quant/index.ts'
import { formatPlain } from '../format-figure.ts'
import { noiseOf } from './decision-times.ts'
import {
  bounded,
  category,
  notAsked,
  type SoundnessCategory,
  type SoundnessCheck,
  told,
} from './soundness-check.ts'
import type { SoundnessThresholds } from './soundness-thresholds.ts'

export type LatencyEvidence = {
  /** Times of decisions, us. */
  readonly decisions: Float64Array
  /** Times of equal work before and after, us: see `idleControl`. */
  readonly control: Float64Array
}

/** Fewer decisions have no 99th percentile. */
const decisionsMin = 100
/** As `bench`: above it nothing can be measured here and now. */
const noiseMax = 1.3

const milliseconds = (value: number): string => `${formatPlain(value, 3)} ms`

/**
 * Whether it decides fast enough. Noise of the machine only ever makes times longer: what passes
 * then passes all the more, and what fails is inconclusive.
 */
export function latency(
  { decisions, control }: LatencyEvidence,
  asked: SoundnessThresholds,
): SoundnessCategory {
  const isEnough = decisions.length >= decisionsMin
  const ms = (of: number | undefined): number | undefined =>
    of === undefined || !isEnough ? undefined : of / 1_000
  const average = ms(mean(decisions))
  const perSecond = average === undefined ? undefined : 1_000 / average
  const noise = noiseOf(control)
  const figures = {
    ...{ decisions: decisions.length, p50Ms: ms(quantile(decisions, 0.5)) },
    ...{ p99Ms: ms(quantile(decisions, 0.99)), maxMs: ms(quantile(decisions, 1)) },
    ...{ decisionsPerSecond: perSecond, noise },
  }
  const checks = [
    within('p50', figures.p50Ms, asked.decisionP50Ms),
    within('p99', figures.p99Ms, asked.decisionP99Ms),
    bounded({
      ...{ name: 'decisions per second', value: perSecond, text: (of) => formatPlain(of, 0) },
      ...{ relation: 'above', bound: asked.decisionsPerSecond },
    }),
  ]
  const isQuiet = noise !== undefined && noise <= noiseMax
  return category(
    'latency',
    figures,
    [
      ...(isEnough ? checks : checks.map((check) => tooFew(check, decisions.length))),
      told('noise of the machine', formatPlain(noise, 2), `at most ${noiseMax}, or no fail counts`),
    ].map((check) => (isQuiet ? check : doubted(check))),
  )
}

function within(name: string, value: number | undefined, bound: number): SoundnessCheck {
  return bounded({ name, value, text: milliseconds, relation: 'below', bound })
}

function tooFew({ name, asked }: SoundnessCheck, count: number): SoundnessCheck {
  return notAsked(name, `${count} decisions are too few; ${decisionsMin} are needed`, asked)
}

function doubted(check: SoundnessCheck): SoundnessCheck {
  return check.status === 'fail' ? { ...check, status: 'inconclusive' } : check
}
