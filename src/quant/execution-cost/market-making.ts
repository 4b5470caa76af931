import {
  requireBetween,
  requireFinite,
  requirePositive,
  requireRecord,
  requireWhole,
} from '../argument.ts'
import { matrix, symmetricEigen } from '../matrix/index.ts'

/** What a market maker believes of the market, in dollars and any one unit of time. */
export type QuotingModel = {
  /** Per dollar, above 0. */
  readonly riskAversion: number
  /** Of the mid price, dollars per square root of the unit of time. */
  readonly volatility: number
  /** Orders that reach a quote fall off as e^(-decay * distance), per dollar. */
  readonly decay: number
}

/** Orders of one unit that would reach a quote at the mid, per unit of time. */
export type ArrivalRate = { readonly arrivalRate: number }

/** Where to quote. */
export type AvellanedaStoikovQuotes = {
  /** The price at which the maker is indifferent: below the mid when long. Dollars. */
  readonly reservationPrice: number
  /** From bid to ask, dollars. */
  readonly spread: number
  readonly bid: number
  readonly ask: number
}

/**
 * The quotes of Avellaneda and Stoikov: a spread around a reservation price that leans against the
 * inventory, both shrinking as the horizon comes near.
 *
 * @param options.inventory - Units held, negative when short.
 * @param options.timeLeft - To the horizon, 0 or more.
 * @throws ArgumentError when a parameter is outside its range.
 * @see Avellaneda and Stoikov, "High-frequency trading in a limit order book", 2008, equations
 *   3.17 and 3.18; golden: the spreads of their tables 1 and 2.
 */
export function avellanedaStoikov(
  options: QuotingModel & {
    readonly mid: number
    readonly inventory: number
    readonly timeLeft: number
  },
): AvellanedaStoikovQuotes {
  requireRecord('options', options)
  const { riskAversion, volatility, decay, mid, inventory, timeLeft } = options
  requireModel(options)
  requireFinite('mid', mid)
  requireFinite('inventory', inventory)
  requireBetween('timeLeft', timeLeft, 0, Number.MAX_VALUE)
  const risk = riskAversion * volatility * volatility * timeLeft
  const reservationPrice = mid - inventory * risk
  const spread = risk + 2 * leastDistance(riskAversion, decay)
  return {
    reservationPrice,
    spread,
    bid: reservationPrice - spread / 2,
    ask: reservationPrice + spread / 2,
  }
}

/** How far from the mid to quote, dollars; `undefined` on the side the inventory bound closes. */
export type QuoteDistances = {
  readonly bid: number | undefined
  readonly ask: number | undefined
}

/** What is quoted for within bounds of the inventory. */
export type BoundedQuoting = QuotingModel &
  ArrivalRate & {
    /** Units held, whole, negative when short, within the bound. */
    readonly inventory: number
    /** Most units to hold or be short of, whole. */
    readonly inventoryMax: number
  }

/**
 * The quotes of Gueant, Lehalle and Fernandez-Tapia far from the horizon, in their closed
 * approximation: linear in the inventory. At the bound there is no quote that would pass it.
 *
 * @returns Distances below and above the mid; negative is through the mid.
 * @throws ArgumentError when a parameter is outside its range.
 * @see Gueant, Lehalle and Fernandez-Tapia, "Dealing with the inventory risk", 2013, section 4.
 */
export function asymptoticQuotes(options: BoundedQuoting): QuoteDistances {
  requireBounded(options)
  const { riskAversion, volatility, decay, arrivalRate, inventory, inventoryMax } = options
  const least = leastDistance(riskAversion, decay)
  const reach = (1 + decay / riskAversion) * Math.log1p(riskAversion / decay)
  const slope = volatility * Math.sqrt((riskAversion / (2 * decay * arrivalRate)) * Math.exp(reach))
  const bid = least + ((2 * inventory + 1) / 2) * slope
  const ask = least - ((2 * inventory - 1) / 2) * slope
  return {
    bid: inventory < inventoryMax ? bid : undefined,
    ask: inventory > -inventoryMax ? ask : undefined,
  }
}

/**
 * The same quotes without the approximation: from the lowest eigenvector of the tridiagonal matrix
 * that the inventory bound makes. Nearer the bound the quotes lean harder than `asymptoticQuotes`.
 *
 * @returns Distances below and above the mid for each inventory from -`inventoryMax` up.
 * @throws ArgumentError when a parameter is outside its range, or the bound above 200.
 * @see Gueant, Lehalle and Fernandez-Tapia 2013, theorem 2. Golden numbers: numpy 2.4.6 `eigh`.
 */
export function boundedQuotes(options: Omit<BoundedQuoting, 'inventory'>): QuoteDistances[] {
  requireBounded({ ...options, inventory: 0 })
  const { riskAversion, volatility, decay, arrivalRate, inventoryMax } = options
  requireWhole('inventoryMax', inventoryMax, 1, 200)
  const reach = (1 + decay / riskAversion) * Math.log1p(riskAversion / decay)
  const holding = (decay * riskAversion * volatility * volatility) / 2
  const ratios = worthRatios(holding, arrivalRate * Math.exp(-reach), inventoryMax)
  const least = leastDistance(riskAversion, decay)
  // What is worth as much long as short: the ratio at q is one over that at -q - 1.
  const bidAt = (inventory: number): number | undefined => {
    if (inventory === inventoryMax) return undefined
    const log = Math.log(ratios[Math.min(inventory, -inventory - 1) + inventoryMax] as number)
    return least + (inventory < 0 ? log : -log) / decay
  }
  return Array.from({ length: 2 * inventoryMax + 1 }, (_, i) => ({
    bid: bidAt(i - inventoryMax),
    ask: bidAt(inventoryMax - i),
  }))
}

/**
 * Neighbours of the lowest eigenvector, f(q) / f(q + 1) for q from -`inventoryMax` to -1. By the
 * recurrence from the bound inwards, for the vector itself is too small out there to have digits.
 */
function worthRatios(holding: number, dealing: number, inventoryMax: number): Float64Array {
  const size = 2 * inventoryMax + 1
  const motion = matrix(size, size)
  for (let i = 0; i < size; i += 1) {
    const inventory = i - inventoryMax
    motion.values[i * size + i] = holding * inventory * inventory
    if (i > 0) motion.values[i * size + i - 1] = -dealing
    if (i + 1 < size) motion.values[i * size + i + 1] = -dealing
  }
  const lowest = symmetricEigen(motion).values[0] as number
  const ratios = new Float64Array(inventoryMax)
  for (let i = 0, ratio = 0; i < inventoryMax; i += 1) {
    ratio = dealing / ((motion.values[i * size + i] as number) - lowest - dealing * ratio)
    ratios[i] = ratio
  }
  return ratios
}

/** What a quote must earn for its risk of being dealt at once: log(1 + gamma / k) / gamma. */
function leastDistance(riskAversion: number, decay: number): number {
  return Math.log1p(riskAversion / decay) / riskAversion
}

function requireModel(model: QuotingModel): void {
  requireRecord('model', model)
  const { riskAversion, volatility, decay } = model
  requirePositive('riskAversion', riskAversion)
  requirePositive('volatility', volatility)
  requirePositive('decay', decay)
}

function requireBounded(options: BoundedQuoting): void {
  requireModel(options)
  requirePositive('arrivalRate', options.arrivalRate)
  requireWhole('inventoryMax', options.inventoryMax, 1)
  requireWhole('inventory', options.inventory, -options.inventoryMax, options.inventoryMax)
}
