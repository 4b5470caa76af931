import { decimals, declined, divide, formatDecimal, ok, type Result } from '../../base/index.ts'
import { type Instrument, micros, notional, price, quantity } from '../../domain/index.ts'
import type { VenueFill } from '../../execution/index.ts'
import { fieldsOf, textOf } from './parse-venue-order.ts'
import { type FeeTerms, readFee } from './read-fee.ts'
import { wireLots, wirePrice, wireSteps } from './wire-amount.ts'

/** What must be known to book an execution. */
export type FillTerms = FeeTerms & {
  /** The venue's own step of price now, which may be finer than the desk's. */
  readonly tick: string
  /** How the venue names its trades; another name would be booked twice. */
  readonly tradeName: RegExp
}

/** An execution as a venue told of it. */
export type ToldFill = {
  /** The venue's number of the order; empty when it did not say. */
  readonly order: string
  readonly fill: VenueFill
  /** What could not be taken as it is, for people. */
  readonly notice: string | undefined
  /** Currencies of its fee that have no price. */
  readonly unpriced: readonly string[]
}

export function parseToldFill(wire: unknown, of: Instrument, terms: FillTerms): Result<ToldFill> {
  const { id, order, price: at, amount, side, takerOrMaker, timestamp } = fieldsOf(wire)
  const trade = textOf(id)
  if (trade === '') return declined(`${of.id}: a fill without a name`)
  if (!terms.tradeName.test(trade))
    return declined(`${of.id}: '${trade.slice(0, 32)}' is no name of a fill`)
  const lots = wireLots(amount, of)
  if (!lots.ok) return lots
  if (lots.value === 0) return declined(`${of.id}: fill ${trade} of nothing`)
  const whole = wirePrice(at, of)
  const finer = whole.ok ? undefined : between(at, side, of, terms.tick)
  if (!whole.ok && finer === undefined) return whole
  const ticks = whole.ok ? whole.value : (finer?.ticks ?? 0)
  if (typeof timestamp !== 'number' || !Number.isSafeInteger(timestamp * 1_000) || timestamp <= 0)
    return declined(`${of.id}: fill ${trade} has no time`)
  const worth = notional(of, ticks, lots.value, 'ceil')
  const fee = readFee(wire, of, { ...terms, trade, worth })
  if (!fee.ok) return fee
  const { notice, unpriced, taken, elsewhere } = fee.value
  const fill: VenueFill = {
    trade,
    price: price(ticks),
    quantity: quantity(lots.value),
    fee: fee.value.fee + (finer === undefined ? 0n : betterBy(finer, side, of, lots.value)),
    // Who does not say is taken for the one that pays more.
    liquidity: takerOrMaker === 'maker' ? 'maker' : 'taker',
    ts: micros(timestamp * 1_000),
    ...(taken === 0n ? {} : { taken }),
    ...(elsewhere === 0n ? {} : { elsewhere }),
  }
  return ok({ order: textOf(order), fill, notice, unpriced })
}

/** A price between two ticks of the desk's, at a venue whose ticks became finer. */
type Between = {
  /** The next worse tick. */
  readonly ticks: number
  /** The price, and a tick of the desk's, in steps that both are whole in. */
  readonly exact: bigint
  readonly step: bigint
}

function between(at: unknown, side: unknown, of: Instrument, tick: string): Between | undefined {
  if (side !== 'buy' && side !== 'sell') return undefined
  const finest = formatDecimal(1n, Math.max(decimals(tick), decimals(of.tick)))
  const [price, step] = [wireSteps(at, finest), wireSteps(of.tick, finest)]
  if (!price.ok || !step.ok || !wireSteps(at, tick).ok || price.value <= 0) return undefined
  const [exact, one] = [BigInt(price.value), BigInt(step.value)]
  const ticks = Number(divide(exact, one, side === 'buy' ? 'ceil' : 'floor'))
  return ticks > 0 ? { ticks, exact, step: one } : undefined
}

/** What the price is better than the tick that is booked, as a fee below zero: no cent is lost. */
function betterBy(
  { ticks, exact, step }: Between,
  side: unknown,
  of: Instrument,
  lots: number,
): bigint {
  const isBuy = side === 'buy'
  const rounding = isBuy ? 'ceil' : 'floor'
  const booked = notional(of, ticks, lots, rounding)
  const whole = exact * BigInt(lots) * of.notionalFactor
  const paid = divide(whole, step * of.notionalDivisor, rounding)
  return isBuy ? paid - booked : booked - paid
}
