import type { Limits } from '../limits.ts'

/**
 * Which way a limit is tighter: `lower` or `higher`; `on` is a switch that is tighter when it is
 * on; `fixed` follows from something else and is not changed by itself. `lower-or-off` is tighter
 * the lower it is, but 0 puts it out of force and so is the widest of all.
 */
type Direction = 'lower' | 'higher' | 'on' | 'lower-or-off' | 'fixed'

/** Every limit: the type makes a forgotten one a compile error. */
const directions: Readonly<Record<keyof Limits, Direction>> = {
  positionMax: 'lower',
  grossMax: 'lower',
  leverageMax: 'lower',
  concentrationMax: 'lower',
  heatMax: 'lower',
  correlationMax: 'lower',
  varMax: 'lower',
  shortfallMax: 'lower',
  stressMax: 'lower',
  collarMax: 'lower',
  orderNotionalMax: 'lower',
  orderNotionalMin: 'higher',
  tradeLossMax: 'lower',
  dailyLossMax: 'lower',
  drawdownSoft: 'lower',
  drawdownHalt: 'lower',
  ordersPerDayMax: 'lower',
  tradesPerDayMax: 'lower',
  lossesInRowMax: 'lower',
  kellyMax: 'lower-or-off',
  volatilityTarget: 'lower-or-off',
  crisisShare: 'lower',
  isLongOnly: 'on',
  costBuffer: 'fixed',
}

/** Limits that may be asked for on a running desk. */
export type ChangeableLimit = Exclude<keyof Limits, 'costBuffer'>

/** Their names, in the order of the settings. */
export const changeableLimits: readonly ChangeableLimit[] = (
  Object.keys(directions) as (keyof Limits)[]
).filter((key): key is ChangeableLimit => directions[key] !== 'fixed')

/** The limit called `key`, if it is one that may be asked for. */
export function changeableLimit(key: string): ChangeableLimit | undefined {
  return changeableLimits.find((name) => name === key)
}

/** Whether `to` lets more happen than `from`. Both are finite; a switch is 0 or 1. */
export function isWider(key: ChangeableLimit, from: number, to: number): boolean {
  switch (directions[key]) {
    case 'higher':
    case 'on':
      return to < from
    case 'lower-or-off':
      return (
        (to === 0 ? Number.POSITIVE_INFINITY : to) > (from === 0 ? Number.POSITIVE_INFINITY : from)
      )
    default:
      return to > from
  }
}

/** A limit as a number: a switch that is on is 1. */
export function limitValue(limits: Limits, key: ChangeableLimit): number {
  return Number(limits[key])
}

/** `limits` with one of them another. */
export function withLimit(limits: Limits, key: ChangeableLimit, value: number): Limits {
  return key === 'isLongOnly' ? { ...limits, isLongOnly: value !== 0 } : { ...limits, [key]: value }
}
