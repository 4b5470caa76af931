import { declined, ok, parseDecimal, type Result, type Rounding } from '../../../base/index.ts'
import { divide } from '../../../base/index.ts'
import { stepsOfText } from '../wire-step.ts'
import { invalid } from './kraken-error.ts'
import type { KrakenPair } from './kraken-names.ts'

/** A price as sent: an absolute one, or a distance from another price. */
export type KrakenPrice =
  | { readonly kind: 'static'; readonly text: string }
  | {
      readonly kind: 'distance'
      /** `#` is up or down, whichever the order needs. */
      readonly sign: '+' | '-' | '#'
      readonly unit: 'quote' | 'percent'
      readonly text: string
    }

/** `37500.5`, `+100`, `-1.5%`, `#2%`; a percentage without a sign is upward. */
export function parseKrakenPrice(text: string): KrakenPrice | undefined {
  const match = /^([+\-#]?)(\d{1,20}(?:\.\d{1,20})?)(%?)$/.exec(text)
  if (match === null) return undefined
  const [, sign = '', amount = '', percent = ''] = match
  if (sign === '' && percent === '') return { kind: 'static', text: amount }
  const unit = percent === '%' ? 'percent' : 'quote'
  return { kind: 'distance', sign: sign === '-' || sign === '#' ? sign : '+', unit, text: amount }
}

const percentScale = 4
const ppmPerOne = 1_000_000n

/** A percentage in parts per million; `undefined` when it is finer than that. */
export function ppmOf(percent: string): number | undefined {
  const ppm = parseDecimal(percent, percentScale)
  return ppm === undefined || ppm > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(ppm)
}

/** Decimal text as ticks, or Kraken's word for what is wrong with it. */
export function ticksOf(text: string, { tick, listing }: KrakenPair): Result<number> {
  const steps = stepsOfText(text, tick, listing.rules.tickStep)
  if (steps.ok) return steps
  return declined(steps.error === 'off-grid' ? 'EOrder:Tick size check failed' : invalid('price'))
}

/**
 * The distance in ticks, without its sign.
 *
 * @param from - What a percentage is taken of. Unit: ticks.
 */
export function distanceTicks(
  price: KrakenPrice & { readonly kind: 'distance' },
  from: number,
  pair: KrakenPair,
  rounding: Rounding,
): Result<number> {
  if (price.unit === 'quote') return ticksOf(price.text, pair)
  const ppm = ppmOf(price.text)
  if (ppm === undefined) return declined(invalid('price'))
  const step = pair.listing.rules.tickStep
  const whole = divide(BigInt(from) * BigInt(ppm), ppmPerOne * BigInt(step), rounding)
  const ticks = Number(whole) * step
  return Number.isSafeInteger(ticks) ? ok(ticks) : declined(invalid('price'))
}

/** What a relative price is measured from, and which way an unsure one goes. */
export type PriceSetting = {
  /** Ticks; 0 when there is no price yet. */
  readonly last: number
  /** The meaning of `#`. */
  readonly isBelow: boolean
  /** Of a percentage that falls between two ticks. */
  readonly rounding: Rounding
}

/** The price in ticks, at least 1, or Kraken's word for what is wrong with it. */
export function resolvePrice(
  price: KrakenPrice,
  pair: KrakenPair,
  { last, isBelow, rounding }: PriceSetting,
): Result<number> {
  if (price.kind === 'static') {
    const ticks = ticksOf(price.text, pair)
    return ticks.ok && ticks.value === 0 ? declined(invalid('price')) : ticks
  }
  if (last === 0) return declined(invalid('price'))
  const isDown = price.sign === '-' || (price.sign === '#' && isBelow)
  const outward: Rounding = isDown === (rounding === 'floor') ? 'ceil' : 'floor'
  const distance = distanceTicks(price, last, pair, outward)
  if (!distance.ok) return distance
  const exact = isDown ? last - distance.value : last + distance.value
  // The last price may be older than the step.
  const step = pair.listing.rules.tickStep
  const ticks = Number(divide(BigInt(exact), BigInt(step), rounding)) * step
  return ticks >= 1 && Number.isSafeInteger(ticks) ? ok(ticks) : declined(invalid('price'))
}
