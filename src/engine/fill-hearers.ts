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
  #minds: readonly (readonly [agent: string, mind: Hearing])[] = []
  /** Whose minds they are. */
  #views: Seat['views'] = []

  constructor(seat: Seat, index: number) {
    this.#seat = seat
    this.#index = index
    this.#look()
  }

  /** Whoever sits there now: another may have taken a place. */
  #look(): void {
    const { views, agents } = this.#seat
    if (views === this.#views) return
    this.#views = views
    this.#minds = views.flatMap(({ mind }, a) =>
      mind !== undefined && hears(mind) ? [[agents[a]?.id ?? '', mind] as const] : [],
    )
  }

  get isAny(): boolean {
    this.#look()
    return this.#minds.length > 0
  }

  tell(booked: Booked, observer: DeskObserver): void {
    this.#look()
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

  #fillOf({ row, before, held, net }: Booked): Parameters<Hearing['onFill']>[0] {
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

/** One that is told of fills. */
type Hearing = Mind & Required<Pick<Mind, 'onFill'>>

function hears(mind: Mind): mind is Hearing {
  return mind.onFill !== undefined
}
