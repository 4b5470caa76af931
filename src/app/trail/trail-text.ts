import { formatDecimal, stepsText } from '../../base/index.ts'
import { type Instrument, type Micros, moneyScale } from '../../domain/index.ts'

/** Minor units with all the digits that say something, two after the point at least. */
export function amountText(minor: bigint): string {
  return formatDecimal(minor, moneyScale).replace(/0{1,6}$/, '')
}

/** Lots as a quantity of the base currency. */
export function quantityText({ lot }: Instrument, lots: number): string {
  return stepsText(lots, lot)
}

/** Ticks as a price; empty for none. */
export function priceText({ tick }: Instrument, ticks: number): string {
  return ticks === 0 ? '' : stepsText(ticks, tick)
}

/** `2026-01-31 23:59:00.000001`, UTC: nothing of a time is cut off but zeros. */
export function timeText(ts: Micros): string {
  const second = new Date(Math.floor(ts / 1_000_000) * 1_000).toISOString().slice(0, 19)
  const rest = ts % 1_000_000
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`
  return second.replace('T', ' ') + fraction
}

/** A float of the journal as it is; empty where it is none. */
export function floatText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : ''
}
