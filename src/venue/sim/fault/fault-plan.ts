import { declined, type Json, ok, type Result } from '../../../base/index.ts'
import type { BucketTerms } from './token-bucket.ts'

/** How fast an account may ask, and what comes of not listening. */
export type ThrottleTerms = BucketTerms & {
  /** Requests declined one after the other until the account is banned (418 after 429). Whole. */
  readonly banAfter: number
  readonly banUs: number
}

/**
 * What goes wrong between a client and an exchange, and how much. All off in `noFaults`. Shares are
 * probabilities per message from 0 to 1, rates are per hour of the exchange's time, durations whole
 * microseconds; where something takes up to a time, the time is drawn evenly.
 */
export type FaultPlan = {
  /** Requests declined for no reason, without effect. */
  readonly rejectShare: number
  /** `undefined` asks without limit. */
  readonly throttle: ThrottleTerms | undefined
  /** Times in which requests are answered `unavailable`, without effect, and no event is heard. */
  readonly outagesPerHour: number
  readonly outageUs: number
  /** Times in which everything is halted and requests are declined. */
  readonly maintenancesPerHour: number
  readonly maintenanceUs: number
  /** Times in which one instrument takes nothing but cancels. */
  readonly cancelOnlyPerHour: number
  readonly cancelOnlyUs: number
  /** Requests, answers and events that never arrive. */
  readonly dropShare: number
  /** Those that arrive twice. */
  readonly duplicateShare: number
  /** Those that take up to `delayUs` longer, and hold up everything behind them. */
  readonly delayShare: number
  readonly delayUs: number
  /** Those that take up to `reorderUs` longer while others overtake them. */
  readonly reorderShare: number
  readonly reorderUs: number
  /** Requests that were carried out and are answered as if the exchange had failed. */
  readonly failAfterShare: number
  /** Market events with which a gap of `gapMessages` of their instrument begins. */
  readonly gapShare: number
  readonly gapMessages: number
  /** Book levels heard with a wrong size, so that the checksum does not fit. */
  readonly checksumBreakShare: number
  /** How fast a client's clock runs away, either way, in parts per million. */
  readonly driftPpm: number
  /** A request whose time is further off is declined, where clocks drift at all. */
  readonly clockWindowUs: number
  /** Requests sent once more by somebody, up to `replayUs` later. */
  readonly replayShare: number
  readonly replayUs: number
  /** Trades made undone. */
  readonly bustsPerHour: number
  /** New rules for an instrument: other steps of price and quantity, least size, price band. */
  readonly relistsPerHour: number
  /** Instruments taken off for good; one always stays. */
  readonly delistingsPerHour: number
}

/** Nothing goes wrong. */
export const noFaults: FaultPlan = {
  rejectShare: 0,
  throttle: undefined,
  outagesPerHour: 0,
  outageUs: 1_000_000,
  maintenancesPerHour: 0,
  maintenanceUs: 1_000_000,
  cancelOnlyPerHour: 0,
  cancelOnlyUs: 1_000_000,
  dropShare: 0,
  duplicateShare: 0,
  delayShare: 0,
  delayUs: 1_000_000,
  reorderShare: 0,
  reorderUs: 1_000_000,
  failAfterShare: 0,
  gapShare: 0,
  gapMessages: 10,
  checksumBreakShare: 0,
  driftPpm: 0,
  clockWindowUs: 5_000_000,
  replayShare: 0,
  replayUs: 1_000_000,
  bustsPerHour: 0,
  relistsPerHour: 0,
  delistingsPerHour: 0,
}

type Range = { readonly min: number; readonly max: number; readonly isWhole: boolean }

const hourUs = 3_600_000_000
const share: Range = { min: 0, max: 1, isWhole: false }
const rate: Range = { min: 0, max: 3_600_000, isWhole: false }
const time: Range = { min: 1, max: 24 * hourUs, isWhole: true }
const count: Range = { min: 1, max: 1_000_000, isWhole: true }

const ranges: Readonly<Record<Exclude<keyof FaultPlan, 'throttle'>, Range>> = {
  rejectShare: share,
  outagesPerHour: rate,
  outageUs: time,
  maintenancesPerHour: rate,
  maintenanceUs: time,
  cancelOnlyPerHour: rate,
  cancelOnlyUs: time,
  dropShare: share,
  duplicateShare: share,
  delayShare: share,
  delayUs: time,
  reorderShare: share,
  reorderUs: time,
  failAfterShare: share,
  gapShare: share,
  gapMessages: count,
  checksumBreakShare: share,
  driftPpm: { min: 0, max: 500_000, isWhole: false },
  clockWindowUs: time,
  replayShare: share,
  replayUs: time,
  bustsPerHour: rate,
  relistsPerHour: rate,
  delistingsPerHour: rate,
}

const throttleRanges: Readonly<Record<keyof ThrottleTerms, Range>> = {
  capacity: count,
  refill: count,
  perUs: { ...time, max: hourUs },
  banAfter: count,
  banUs: time,
}

/** A plan from a file: what is left out is off. Declines what no plan can be, in one sentence. */
export function parseFaultPlan(json: Json): Result<FaultPlan> {
  const fields = recordOf(json)
  if (fields === undefined) return declined('a fault plan must be an object')
  const { throttle: throttleJson, ...rest } = fields
  const numbers = parseNumbers(rest, ranges, '')
  if (!numbers.ok) return numbers
  const throttle = throttleJson === undefined ? ok(undefined) : parseThrottle(throttleJson)
  if (!throttle.ok) return throttle
  return ok({ ...noFaults, ...numbers.value, throttle: throttle.value })
}

function parseThrottle(json: Json): Result<ThrottleTerms> {
  const fields = recordOf(json)
  if (fields === undefined) return declined('throttle must be an object')
  const parsed = parseNumbers(fields, throttleRanges, 'throttle.')
  if (!parsed.ok) return parsed
  const { capacity, refill, perUs, banAfter, banUs } = parsed.value
  if (
    capacity === undefined ||
    refill === undefined ||
    perUs === undefined ||
    banAfter === undefined ||
    banUs === undefined
  )
    return declined(`throttle needs each of ${Object.keys(throttleRanges).join(', ')}`)
  return ok({ capacity, refill, perUs, banAfter, banUs })
}

function parseNumbers<Key extends string>(
  fields: Readonly<Record<string, Json>>,
  allowed: Readonly<Record<Key, Range>>,
  path: string,
): Result<Partial<Record<Key, number>>> {
  const known = new Map<string, Range>(Object.entries(allowed))
  const numbers: Partial<Record<string, number>> = {}
  for (const [key, value] of Object.entries(fields)) {
    const range = known.get(key)
    if (range === undefined) return declined(`there is no fault called ${path}${key}`)
    const { min, max, isWhole } = range
    // A comparison that NaN fails.
    const isInside = typeof value === 'number' && value >= min && value <= max
    if (!isInside || (isWhole && !Number.isSafeInteger(value)))
      return declined(
        `${path}${key} must be a ${isWhole ? 'whole ' : ''}number from ${min} to ${max}`,
      )
    numbers[key] = value
  }
  return ok(numbers as Partial<Record<Key, number>>)
}

function recordOf(json: Json): Readonly<Record<string, Json>> | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  return json as Readonly<Record<string, Json>>
}
