import type { InstrumentId } from '../domain/index.ts'

/** One leg: signed share of equity of one instrument, and where to get out of it at a loss. */
export type LegWish = {
  readonly instrumentId: InstrumentId
  readonly exposure: number
  readonly stop?: number | undefined
}

/**
 * Several instruments at once, all of them or none. It passes beside the committee, within a budget
 * of its own; legs of 0 close what was begun. Said at one of their instruments only.
 */
export type LegWishes = {
  /** Two or more, of an instrument each. */
  readonly legs: readonly LegWish[]
  /** What giving up half-way may cost, of the value of the legs. */
  readonly unwindCostMaxBps: number
  /** How long all of them may take to fill. Unit: us. */
  readonly patienceUs: number
}

/** Whether `wishes` is made of numbers that mean something. */
export function areLegs(wishes: LegWishes): boolean {
  if (typeof wishes !== 'object' || wishes === null) return false
  const { legs, unwindCostMaxBps, patienceUs } = wishes
  return (
    Array.isArray(legs) &&
    legs.length >= 2 &&
    legs.every(isLeg) &&
    new Set(legs.map(({ instrumentId }) => instrumentId)).size === legs.length &&
    unwindCostMaxBps >= 0 &&
    Number.isFinite(unwindCostMaxBps) &&
    patienceUs > 0 &&
    Number.isFinite(patienceUs)
  )
}

function isLeg(leg: LegWish): boolean {
  if (typeof leg !== 'object' || leg === null) return false
  const { instrumentId, exposure, stop } = leg
  const isLevel = stop === undefined || (stop > 0 && Number.isFinite(stop))
  return typeof instrumentId === 'string' && exposure >= -1 && exposure <= 1 && isLevel
}
