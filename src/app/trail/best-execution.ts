import { type Instrument, notional, secondUs, signOf } from '../../domain/index.ts'
import type { OrderFilled, OrderIntent } from '../../domain/index.ts'
import type { OrderLife } from './order-lives.ts'

/** How far fills were from the price at which they were decided. Money in minor quote units. */
export type Execution = {
  readonly name: string
  readonly orders: number
  readonly fills: number
  readonly makers: number
  /** Of all fills at their own prices. */
  readonly value: bigint
  /** With what a venue kept of what was bought, at the price of the fill. */
  readonly fees: bigint
  /** (fill − arrival) × side × size: positive is a cost. */
  readonly slippage: bigint
  /** The same of the value at arrival, and fees of it. */
  readonly slippageBps: number
  readonly feesBps: number
  /** Of the worst fill, over its arrival price. */
  readonly worstBps: number
  /** From the order to its first fill: the middle of all orders that filled. Seconds. */
  readonly delaySeconds: number
}

/** What one fill cost against the price at which it was decided; positive is a cost. */
export function slippageOf(
  of: Instrument,
  { side, arrival }: OrderIntent,
  { price, quantity }: OrderFilled,
): { readonly cost: bigint; readonly bps: number } {
  const worse = (price - arrival) * signOf(side)
  const size = notional(of, Math.abs(worse), quantity, 'floor')
  return {
    cost: worse < 0 ? -size : size,
    bps: arrival === 0 ? Number.NaN : (1e4 * worse) / arrival,
  }
}

/** What was paid for a fill; what a venue kept of what was bought counts at the fill's price. */
export function feeOf(of: Instrument, { price, quantity, fee, taken = 0n }: OrderFilled): bigint {
  if (taken === 0n) return fee
  const whole = BigInt(quantity) * of.baseFactor
  return fee + (notional(of, price, quantity, 'floor') * taken) / whole
}

/** Figures of the fills of some orders. */
export function executionOf(
  name: string,
  lives: readonly OrderLife[],
  instruments: readonly Instrument[],
): Execution {
  let [value, arrived, fees, slippage] = [0n, 0n, 0n, 0n]
  let [fills, makers, worstBps] = [0, 0, Number.NEGATIVE_INFINITY]
  const delays: number[] = []
  for (const { intent, fills: own } of lives) {
    const of = instruments[intent.instrument] as Instrument
    for (const fill of own) {
      const { cost, bps } = slippageOf(of, intent, fill)
      value += notional(of, fill.price, fill.quantity, 'floor')
      arrived += notional(of, intent.arrival, fill.quantity, 'floor')
      fees += feeOf(of, fill)
      slippage += cost
      fills += 1
      if (fill.liquidity === 'maker') makers += 1
      worstBps = Math.max(worstBps, bps)
    }
    const [first] = own
    if (first !== undefined) delays.push((first.tsEvent - intent.ts) / secondUs)
  }
  return {
    ...{ name, orders: lives.length, fills, makers, value, fees, slippage, worstBps },
    slippageBps: bpsOf(slippage, arrived),
    feesBps: bpsOf(fees, arrived),
    delaySeconds: middle(delays),
  }
}

function bpsOf(part: bigint, whole: bigint): number {
  return whole === 0n ? Number.NaN : (1e4 * Number(part)) / Number(whole)
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}
