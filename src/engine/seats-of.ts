import { BarPeer } from '../agents/index.ts'
import type { BarColumns, Instrument } from '../domain/index.ts'
import type { ColumnsBeside } from '../features/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import type { DeskMemory } from './desk-memory.ts'
import { type Earned, earnedOf } from './earned.ts'
import { Seat } from './seat.ts'

/** One seat for each instrument, and what agents have shown at all of them. */
type Seats = { readonly seats: readonly Seat[]; readonly earned: Earned | undefined }

/** What agents see besides bars. */
type Beside = {
  readonly outside?: readonly (ColumnsBeside | undefined)[] | undefined
  readonly memory: DeskMemory | undefined
}

/** @param onStop - Told where what is held of an instrument would be given up, in ticks. */
export function seatsOf(
  setup: DeskSetup,
  columns: readonly BarColumns[],
  { outside, memory }: Beside,
  onStop: (instrument: number, ticks: number) => void,
): Seats {
  const earned = setup.votes && earnedOf(setup)
  const peers = columns.map((bars, i) => new BarPeer(setup.instruments[i] as Instrument, bars))
  const seats = columns.map(
    (bars, i) =>
      new Seat(setup, i, { bars, outside, peers, earned, memory }, (ticks) => onStop(i, ticks)),
  )
  return { seats, earned }
}
