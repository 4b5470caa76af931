import { declined, type Json, ok, type Result } from '../base/index.ts'
import { defaultCaps } from '../execution/index.ts'
import { breakerDefaults, type Limits, wideLimits } from '../risk/index.ts'
import { type Costs, fillReadings } from '../venue/index.ts'
import type { GuardRules } from './guard-rules.ts'
import { isRecord, parseRecord } from './parse-record.ts'
import { type WindDownRules, windDownDefaults } from './wind-down-rules.ts'

/** Limits there always were: those that came later mean none in a header of before. */
const always = [
  'positionMax',
  'grossMax',
  'orderNotionalMax',
  'orderNotionalMin',
  'dailyLossMax',
  'drawdownSoft',
  'drawdownHalt',
  'ordersPerDayMax',
  'isLongOnly',
  'costBuffer',
] as const satisfies readonly (keyof Limits)[]

const lateLimits: Partial<Limits> = Object.fromEntries(
  Object.entries(wideLimits).filter(([key]) => !always.some((each) => each === key)),
)

/** Limits of a header. @param isGuarded - Such a desk has all; one of before has the first. */
export function parseLimits(json: Json | undefined, isGuarded: boolean): Result<Limits> {
  return parseRecord('limits', json, wideLimits, isGuarded ? {} : lateLimits)
}

/** What watches over a desk, from its header. */
export function parseGuard(json: Json): Result<GuardRules> {
  if (!isRecord(json)) return declined('guard is no table')
  const { breakers: givenBreakers, caps: givenCaps, ...rest } = json
  const breakers = parseRecord('guard.breakers', givenBreakers, breakerDefaults)
  if (!breakers.ok) return breakers
  const caps = parseRecord('guard.caps', givenCaps, defaultCaps)
  if (!caps.ok) return caps
  const flags = parseRecord('guard', rest, { hasStandings: true, hasTiers: true })
  if (!flags.ok) return flags
  return ok({ breakers: breakers.value, caps: caps.value, ...flags.value })
}

/** How a desk is wound down, from its header. */
export function parseWindDown(json: Json): Result<WindDownRules> {
  const rules = parseRecord('windDown', json, windDownDefaults)
  if (!rules.ok || Number.isSafeInteger(rules.value.stages)) return rules
  return declined(`windDown.stages must be whole, was ${rules.value.stages}`)
}

const costKeys = { feeTakerPpm: 0, slippage: 0, participationMax: 0 }

/** What trading costs, from a header. */
export function parseCosts(json: Json | undefined): Result<Costs> {
  if (!isRecord(json)) return declined('costs is missing or is no table')
  const { feeMakerPpm, reading, matching, ...rest } = json
  const costs = parseRecord('costs', rest, costKeys)
  if (!costs.ok) return costs
  // A rebate is below 0.
  if (typeof feeMakerPpm !== 'number' || !Number.isFinite(feeMakerPpm))
    return declined('costs.feeMakerPpm is missing or no number')
  const known = fillReadings.find((each) => each === reading)
  if (known === undefined && reading !== undefined) return declined('costs.reading is not known')
  if (matching !== undefined && matching !== 'book') return declined('costs.matching is not known')
  return ok({
    ...costs.value,
    feeMakerPpm,
    ...(known === undefined ? {} : { reading: known }),
    ...(matching === undefined ? {} : { matching }),
  })
}
