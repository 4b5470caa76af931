import type { Json } from '../base/index.ts'
import { Calibration } from './calibration.ts'
import { asEarned, PlannedWeights } from './planned-weights.ts'
import { SkillScore } from './skill-score.ts'
import { VoteCorrelation } from './vote-correlation.ts'

/** Bounds of a weight: nobody is silenced, and nobody counts for more than one calibrated voice. */
export const weightMin = 0.2
const weightMax = 1
/** Gain on a coin, in nats, from which on the weight is the largest: 60 % that are 60 %. */
const gainFull = 0.02
/** Independent outcomes in one regime before it is read by itself. */
const regimeEvidenceMin = 30
/** A confidence beyond it is believed of nobody. */
const believedMax = 0.95

/** What is known of one agent, for people. */
export type Standing = {
  readonly agent: number
  readonly weight: number
  /** In independent outcomes. */
  readonly evidence: number
  readonly brier: number
  readonly logLoss: number
  /** Gain on a coin in nats: 90 % interval. */
  readonly interval: readonly [number, number]
  /** Whether the interval includes that it does not help: then its weight is the least. */
  readonly isUnproven: boolean
}

/**
 * What a desk has learned of its agents, over all instruments: how to read what each says, how well
 * it foretold, how alike they vote. Nothing is believed before it is shown: a new agent's
 * confidence is read as 50 %, and its weight is the least there is.
 *
 * An agent whose gain on a coin may as well be nothing is at the least weight; above that weight
 * goes with the lower end of the interval of the gain, not with the gain.
 */
export class SkillBook {
  readonly correlation: VoteCorrelation
  /** By agent. */
  readonly weights: Float64Array
  /** Weights that people have approved, which stand instead of what is earned. */
  readonly planned: PlannedWeights
  readonly #regimes: number
  readonly #scores: readonly SkillScore[]
  /** By agent: over all regimes, then each. */
  readonly #calibrations: readonly (readonly Calibration[])[]
  /** By agent and regime, whether that is read by itself. */
  readonly #isOwn: Uint8Array

  /** @param regimes - States of the market that are told apart, at least 1. */
  constructor(agents: number, regimes: number) {
    this.correlation = new VoteCorrelation(agents)
    this.weights = new Float64Array(agents).fill(weightMin)
    this.planned = new PlannedWeights(agents, regimes)
    this.#regimes = regimes
    this.#scores = Array.from({ length: agents }, () => new SkillScore())
    this.#calibrations = this.#scores.map(() =>
      Array.from({ length: 1 + regimes }, () => new Calibration()),
    )
    this.#isOwn = new Uint8Array(agents * regimes)
  }

  get agents(): number {
    return this.#scores.length
  }

  /** How much agent `agent` counts in a regime at a time, 0.2 to 1: as planned, else as earned. */
  weightAt(agent: number, regime: number, ts: number): number {
    return this.planned.over(this.weights[agent] as number, agent, regime, ts)
  }

  /** Whether weights are of these agents and regimes, each one that may be given or `asEarned`. */
  admitsPlan(weights: readonly number[]): boolean {
    const isWeight = (of: number): boolean =>
      of === asEarned || (of >= weightMin && of <= weightMax)
    return weights.length === this.agents * this.#regimes && weights.every(isWeight)
  }

  /** Probability that agent `agent` is right now, at least 50 %: nobody is read backwards. */
  read(agent: number, regime: number, confidence: number): number {
    const of = this.#calibrations[agent] as readonly Calibration[]
    const at = this.#isOwn[agent * this.#regimes + regime] === 1 ? 1 + regime : 0
    return Math.max(0.5, Math.min((of[at] as Calibration).read(confidence), believedMax))
  }

  /**
   * What agent `agent` said has come out.
   *
   * @param confidence - As it was said. @param believed - As it was read then.
   * @param weight - 1 for an outcome independent of all others, else less.
   */
  settle({ agent, regime, confidence, believed, weight }: Settled, isRight: boolean): void {
    const of = this.#calibrations[agent] as readonly Calibration[]
    const own = of[1 + regime] as Calibration
    for (const calibration of [of[0] as Calibration, own])
      calibration.learn(confidence, isRight, weight)
    if (own.evidence >= regimeEvidenceMin) this.#isOwn[agent * this.#regimes + regime] = 1
    const score = this.#scores[agent] as SkillScore
    score.take(believed, isRight, weight)
    this.weights[agent] = weightOf(score)
  }

  standing(agent: number): Standing {
    const score = this.#scores[agent] as SkillScore
    const { evidence, brier, logLoss, interval } = score
    const weight = this.weights[agent] as number
    return { agent, weight, evidence, brier, logLoss, interval, isUnproven: !(interval[0] > 0) }
  }

  /** What was said against what came, over all regimes. */
  curve(agent: number): Calibration['curve'] {
    const [all] = this.#calibrations[agent] as readonly Calibration[]
    return (all as Calibration).curve
  }

  save(): Json {
    return {
      correlation: this.correlation.save(),
      weights: [...this.weights],
      planned: this.planned.save(),
      scores: this.#scores.map((score) => score.save()),
      calibrations: this.#calibrations.map((of) => of.map((each) => each.save())),
      isOwn: [...this.#isOwn],
    }
  }

  load(state: Json): void {
    const saved = state as {
      readonly correlation: Json
      readonly weights: readonly number[]
      readonly planned?: Json
      readonly scores: readonly Json[]
      readonly calibrations: readonly (readonly Json[])[]
      readonly isOwn: readonly number[]
    }
    this.correlation.load(saved.correlation)
    this.weights.set(saved.weights)
    this.planned.load(saved.planned ?? {})
    this.#isOwn.set(saved.isOwn)
    for (const [a, score] of this.#scores.entries()) score.load(saved.scores[a] as Json)
    for (const [a, of] of this.#calibrations.entries())
      for (const [k, each] of of.entries()) each.load(saved.calibrations[a]?.[k] as Json)
  }
}

/** One opinion whose time has come. */
export type Settled = {
  readonly agent: number
  readonly regime: number
  readonly confidence: number
  readonly believed: number
  readonly weight: number
}

function weightOf(score: SkillScore): number {
  const [low] = score.interval
  const share = Math.max(0, Math.min(low / gainFull, 1))
  return weightMin + share * (weightMax - weightMin)
}
