import type { Json } from '../base/index.ts'
import type { OrderId } from '../domain/index.ts'

/** One leg on its way. Lots are unsigned: its order knows the side. */
export type Leg = {
  readonly instrument: number
  readonly orderId: OrderId
  readonly lots: number
  filled: number
  /** Nothing more can come of its order but a late fill. */
  isOver: boolean
}

/** Several legs that belong together: all of them, or none. */
export type LegSet = {
  readonly legs: readonly Leg[]
  /** When it is given up if not all of it has filled. Unit: us. */
  readonly deadlineTs: number
  readonly unwindCostMaxBps: number
  /** Value of the legs when they were sent, and result of their instruments then. Minor units. */
  readonly value: number
  readonly before: bigint
  stage: 'forming' | 'held' | 'unwinding'
  /** Whether it failed to form: only then what unwinding cost is held against its bound. */
  hasFailed: boolean
  /** Attempts in a row to close what is left of it that filled nothing; when the last was made. */
  tries: number
  triedTs: number
}

/** Whether every leg has filled whole. */
export function isWhole({ legs }: LegSet): boolean {
  return legs.every(({ filled, lots }) => filled === lots)
}

/** Whether a leg has ended short of what it was to be. */
export function isBroken({ legs }: LegSet): boolean {
  return legs.some(({ filled, lots, isOver }) => isOver && filled < lots)
}

export function saveLegSets(sets: readonly LegSet[]): Json {
  return sets.map((set) => ({
    ...set,
    legs: set.legs.map((leg) => ({ ...leg })),
    before: `${set.before}`,
  }))
}

export function loadLegSets(state: Json): LegSet[] {
  const saved = state as unknown as readonly (Omit<LegSet, 'before'> & {
    readonly before: string
  })[]
  return saved.map((set) => ({
    ...set,
    legs: set.legs.map((leg) => ({ ...leg })),
    before: BigInt(set.before),
  }))
}
