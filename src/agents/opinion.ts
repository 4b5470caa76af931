import { areLegs, type LegWishes } from './legs.ts'

/** What an agent thinks. It asks for exposure; it never places an order. */
export type Opinion = {
  /** Wanted exposure as a share of equity, -1 (full short) to 1 (full long). 0 wants to be flat. */
  readonly exposure: number
  /** Probability that the sign of `exposure` is right, 0 to 1; less than 51 % counts as that. */
  readonly confidence: number
  /** What an entry pays at most, or gets at least: it waits there. Quote units; absent for none. */
  readonly limit?: number | undefined
  /** How far beyond the close an entry without a limit may fill at most; absent for anything. */
  readonly slippageMaxBps?: number | undefined
  /** Price at which to get out at a loss. Quote units; absent for none. */
  readonly stop?: number | undefined
  /** Price at which to get out at a gain. Quote units; absent for none. */
  readonly target?: number | undefined
  /** Longest time to hold, from the first fill on. Unit: us; 0 or absent for ever. */
  readonly holdUs?: number
  /**
   * Whether stop and target move with what is said while something is held; they stay as they were
   * at the entry when left out. A stop only ever moves towards the market.
   */
  readonly follows?: boolean
  /** A bid and an ask to keep in the book, instead of a side. The heaviest voice's count. */
  readonly quotes?: Quotes | undefined
  /** Several instruments at once, instead of a side: they pass beside the committee. */
  readonly legs?: LegWishes | undefined
}

/** Prices in quote units, sizes as shares of equity. */
export type Quotes = {
  readonly bid: number
  readonly ask: number
  /** Of each of the two. */
  readonly share: number
  /** The most to hold, either way. */
  readonly inventoryMax: number
}

/** Whether `opinion` is made of numbers that mean something; agents may be written by strangers. */
export function isSound(opinion: Opinion): boolean {
  if (typeof opinion !== 'object' || opinion === null) return false
  const { exposure, confidence, limit, stop, target, holdUs = 0, quotes, legs } = opinion
  const { follows, slippageMaxBps = 0 } = opinion
  return (
    typeof exposure === 'number' &&
    exposure >= -1 &&
    exposure <= 1 &&
    typeof confidence === 'number' &&
    confidence >= 0 &&
    confidence <= 1 &&
    isLevel(limit) &&
    typeof slippageMaxBps === 'number' &&
    slippageMaxBps >= 0 &&
    isLevel(stop) &&
    isLevel(target) &&
    typeof holdUs === 'number' &&
    holdUs >= 0 &&
    (follows === undefined || typeof follows === 'boolean') &&
    (quotes === undefined || isQuotes(quotes)) &&
    (legs === undefined || areLegs(legs))
  )
}

function isQuotes(quotes: Quotes): boolean {
  if (typeof quotes !== 'object' || quotes === null) return false
  const { bid, ask, share, inventoryMax } = quotes
  const areNumbers = [bid, ask, share, inventoryMax].every((each) => Number.isFinite(each))
  return areNumbers && bid > 0 && ask > bid && isShare(share) && isShare(inventoryMax)
}

function isShare(value: number): boolean {
  return value > 0 && value <= 1
}

function isLevel(level: number | undefined): boolean {
  if (level === undefined) return true
  return typeof level === 'number' && level > 0 && level < Number.POSITIVE_INFINITY
}
