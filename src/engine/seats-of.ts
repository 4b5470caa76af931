import { BarPeer } from '../agents/index.ts'
import { regimeNames, SkillBook } from '../committee/index.ts'
import type { BarColumns, Instrument } from '../domain/index.ts'
import type { OutsideColumns } from '../features/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import { Seat } from './seat.ts'

/** One seat for each instrument, and what they share. */
export type Seats = {
  readonly seats: readonly Seat[]
  /** What agents have shown, where that is what they count by. */
  readonly skill: SkillBook | undefined
}

/** @param onStop - Told where what is held of an instrument would be given up, in ticks. */
export function seatsOf(
  setup: DeskSetup,
  columns: readonly BarColumns[],
  { outside }: { readonly outside?: readonly (OutsideColumns | undefined)[] | undefined },
  onStop: (instrument: number, ticks: number) => void,
): Seats {
  const { agents, instruments, votes } = setup
  const book = votes && new SkillBook(agents.length, regimeNames.length)
  const peers = columns.map((bars, i) => new BarPeer(instruments[i] as Instrument, bars))
  const seats = columns.map(
    (bars, i) => new Seat(setup, i, { bars, outside, peers, book }, (ticks) => onStop(i, ticks)),
  )
  return { seats, skill: book }
}
