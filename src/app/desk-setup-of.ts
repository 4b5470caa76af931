import type { Agent } from '../agents/index.ts'
import { UserError } from '../base/index.ts'
import { minuteUs, parseMoney, secondUs } from '../domain/index.ts'
import {
  type BacktestSetup,
  type GuardRules,
  legsShareDefault,
  type SwarmRules,
  swarmDefaults,
} from '../engine/index.ts'
import type { BreakerRules, Limits } from '../risk/index.ts'
import type { Costs, FillReading } from '../venue/index.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import { swarmColumns } from './swarm-columns.ts'

/** The costs of the settings, in the units of the simulator. */
function costsOf({ costs }: ConfigurationValues): Costs {
  return {
    feeTakerPpm: Math.round(costs.feeTakerBps * 100),
    feeMakerPpm: Math.round(costs.feeMakerBps * 100),
    slippage: costs.slippageBps / 10_000,
    participationMax: costs.participationMax,
    ...(costs.matching === 'book' ? { matching: costs.matching } : {}),
  }
}

/** The default is left unsaid, so that it is the same trial as one that never heard of readings. */
function readAs(costs: Costs, reading: FillReading = 'default'): Costs {
  return reading === 'default' ? costs : { ...costs, reading }
}

/** The limits of the settings; buying power is measured at the worst cost of a fill and a gap. */
export function limitsOf({ risk, costs }: ConfigurationValues): Limits {
  const { gapBps, hasStandings: _, hasTiers: __, ...rest } = risk
  const { reduceStages: ___, reduceEverySeconds: ____, ...limits } = rest
  return { ...limits, costBuffer: (costs.feeTakerBps + costs.slippageBps + gapBps) / 10_000 }
}

/**
 * A desk of these settings and agents, less its market.
 *
 * @param options - `hasSources`: what a swarm looks at besides bars is brought to it.
 */
export function setupOf(
  values: ConfigurationValues,
  agents: readonly Agent[],
  options: {
    readonly seed?: number | undefined
    readonly cash?: string | undefined
    readonly reading?: FillReading | undefined
    readonly hasSources?: boolean
  } = {},
): BacktestSetup {
  return {
    seed: options.seed ?? values.desk.seed,
    agents,
    quorum: values.desk.quorum,
    ...(values.desk.votes === 'earned' ? { votes: values.desk.votes, yardsticks: true } : {}),
    ...recalledBy(values),
    ...(values.desk.legsShareMax === legsShareDefault
      ? {}
      : { legsShareMax: values.desk.legsShareMax }),
    ...(values.swarm.isOn ? { swarm: swarmOf(values, options.hasSources === true) } : {}),
    limits: limitsOf(values),
    guard: guardOf(values),
    windDown: {
      stages: values.risk.reduceStages,
      everyUs: values.risk.reduceEverySeconds * secondUs,
    },
    costs: readAs(costsOf(values), options.reading),
    cash: cashOf(options.cash ?? String(values.desk.cash)),
    rebalanceMin: values.desk.rebalanceMin,
  }
}

function swarmOf({ swarm }: ConfigurationValues, hasSources: boolean): SwarmRules {
  const { capacity, coolDownMinutes, watchers } = swarm
  const columns = hasSources ? swarmColumns : []
  return { ...swarmDefaults, capacity, coolDownUs: coolDownMinutes * minuteUs, watchers, columns }
}

function guardOf(values: ConfigurationValues): GuardRules {
  const { hasStandings, hasTiers } = values.risk
  return { breakers: breakersOf(values), caps: values.caps, hasStandings, hasTiers }
}

/** Whether anybody watches a market, and beside which others, is no rule of the desk. */
function breakersOf({ breakers }: ConfigurationValues): BreakerRules {
  const { isWatching: _, sources: __, ...rules } = breakers
  return rules
}

/** A billion, in minor units: far below what an account can hold. */
const cashMax = 100_000_000_000_000_000n

function cashOf(text: string): bigint {
  const cash = parseMoney(text, 'cash')
  if (cash !== undefined && cash.minor > 0n && cash.minor < cashMax) return cash.minor
  throw new UserError('bad-cash', `--cash must be an amount above 0 such as 100000, was '${text}'.`)
}

/** How far agents go by memory; nothing stands in a setup of what is not used. */
function recalledBy({
  memory: { recallWeight, payoffWeight },
}: ConfigurationValues): Pick<BacktestSetup, 'recallWeight' | 'payoffWeight'> {
  if (recallWeight === 0) return {}
  return { recallWeight, ...(payoffWeight > 0 ? { payoffWeight } : {}) }
}
