import { type Agent, BarPeer, type AgentStream } from '../agents/index.ts'
import type { Json } from '../base/index.ts'
import { Attribution, Budgets, regimeNames, SkillBook } from '../committee/index.ts'
import type { BarColumns, Instrument } from '../domain/index.ts'
import type { OutsideColumns } from '../features/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import { type Earned, Seat } from './seat.ts'

/** The streams of profit and loss that are kept apart. @see SPEC P10. */
const streamNames = ['baseline', 'mycelial', 'synthesized'] as const

/** One seat for each instrument, and what agents have shown at all of them. */
export type Seats = { readonly seats: readonly Seat[]; readonly earned: Earned | undefined }

/** @param onStop - Told where what is held of an instrument would be given up, in ticks. */
export function seatsOf(
  setup: DeskSetup,
  columns: readonly BarColumns[],
  { outside }: { readonly outside?: readonly (OutsideColumns | undefined)[] | undefined },
  onStop: (instrument: number, ticks: number) => void,
): Seats {
  const earned = setup.votes && earnedOf(setup)
  const peers = columns.map((bars, i) => new BarPeer(setup.instruments[i] as Instrument, bars))
  const seats = columns.map(
    (bars, i) => new Seat(setup, i, { bars, outside, peers, earned }, (ticks) => onStop(i, ticks)),
  )
  return { seats, earned }
}

function earnedOf({ agents, costs, seed }: DeskSetup): Earned {
  const regimes = regimeNames.length
  const has = (stream: AgentStream): readonly boolean[] =>
    agents.map((of: Agent) => of.stream === stream)
  const [baseline, mycelial, synthesized] = streamNames
  const streams = [
    { name: baseline, has: has('technical') },
    { name: mycelial, has: has('pattern') },
    { name: synthesized, has: agents.map(() => true) },
  ]
  const costPerSide = costs.feeTakerPpm / 1_000_000 + costs.slippage
  const attribution = new Attribution(agents.length, { seed, costPerSide, regimes, streams })
  const budgets = new Budgets(attribution, agents.length)
  return { book: new SkillBook(agents.length, regimes), attribution, budgets }
}

export function saveEarned({ book, attribution, budgets }: Earned): Json {
  return { book: book.save(), attribution: attribution.save(), budgets: budgets.save() }
}

export function loadEarned({ book, attribution, budgets }: Earned, state: Json): void {
  const saved = state as { readonly [key: string]: Json }
  book.load(saved['book'] as Json)
  attribution.load(saved['attribution'] as Json)
  budgets.load(saved['budgets'] as Json)
}
