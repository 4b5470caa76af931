import type { Mind } from '../agents/index.ts'
import { reasonOf } from '../base/index.ts'
import { minorPerUnit } from '../domain/index.ts'
import type { DeskObserver } from './observer.ts'
import type { FillRow } from './run-result.ts'
import type { Seat } from './seat.ts'

/** A fill that was booked, and what was held around it. */
export type Booked = {
  readonly row: FillRow
  /** Signed lots. */
  readonly before: number
  readonly held: number
  /** What the position brought that it closed, minor units; `undefined` if it closed none. */
  readonly net: bigint | undefined
}

/** Of what a mind threw, what is worth telling. */
const reasonMax = 200

/**
 * Tells the agents of an instrument that want to know of its fills. What one throws is told like an
 * opinion that failed, and stops nobody: the fill is booked.
 */
export class FillHearers {
  readonly #seat: Seat
  readonly #index: number
  readonly #minds: readonly (readonly [agent: string, mind: Required<Mind>])[]

  constructor(seat: Seat, index: number) {
    this.#seat = seat
    this.#index = index
    this.#minds = seat.views.flatMap(({ mind }, a) =>
      mind !== undefined && hears(mind) ? [[seat.agents[a]?.id ?? '', mind] as const] : [],
    )
  }

  get isAny(): boolean {
    return this.#minds.length > 0
  }

  tell(booked: Booked, observer: DeskObserver): void {
    if (this.#minds.length === 0) return
    const fill = this.#fillOf(booked)
    for (const [agent, mind] of this.#minds) {
      try {
        mind.onFill(fill)
      } catch (error) {
        const reason = reasonOf(error).slice(0, reasonMax)
        observer.onFault({ agent, instrument: this.#index, ts: fill.ts, error, reason })
      }
    }
  }

  #fillOf({ row, before, held, net }: Booked): Parameters<Required<Mind>['onFill']>[0] {
    const { tickSize, lotSize } = this.#seat.instrument
    return {
      ts: row.ts,
      role: row.role,
      side: row.side,
      price: row.price * tickSize,
      quantity: row.quantity * lotSize,
      fee: Number(row.fee) / minorPerUnit,
      before: before * lotSize,
      held: held * lotSize,
      net: net === undefined ? undefined : Number(net) / minorPerUnit,
    }
  }
}

function hears(mind: Mind): mind is Required<Mind> {
  return mind.onFill !== undefined
}
