import type { InstrumentId, Micros } from '../domain/index.ts'
import type { TeamSeat } from './team-seats.ts'

/** Why a team was not deployed, in the order in which it is looked at. */
export const refusals = [
  'no-consensus',
  'active',
  'stale-consensus',
  'cool-down',
  'data',
  'capacity',
] as const
export type Refusal = (typeof refusals)[number]

/** What the builder did, and why. */
export type BuilderEvent =
  | {
      readonly kind: 'team-deployed'
      readonly ts: Micros
      readonly instrumentId: InstrumentId
      /** The team of explorers that wanted it; `start` for those that are there from the start. */
      readonly by: string
      readonly seats: readonly TeamSeat[]
      /** Its patterns are to be brought back: it was released before. */
      readonly isRestored: boolean
    }
  | {
      readonly kind: 'team-refused'
      readonly ts: Micros
      readonly instrumentId: InstrumentId
      readonly by: string
      readonly why: Refusal
      /** The same in words, with the numbers. */
      readonly reason: string
    }
  | {
      readonly kind: 'team-released'
      readonly ts: Micros
      readonly instrumentId: InstrumentId
      /** Its seats are free; its patterns are to be kept. */
      readonly seats: readonly TeamSeat[]
      readonly reason: string
    }

/** What the builder has done so far. */
export type BuilderFigures = {
  /** Times it was asked to deploy a team. */
  readonly asked: number
  /** Teams deployed on consensus; those there from the start are not among them. */
  readonly deployed: number
  readonly started: number
  /** Of `deployed`, those whose patterns were there already. */
  readonly restored: number
  readonly released: number
  readonly refused: Readonly<Record<Refusal, number>>
  readonly active: number
}
