import { expect, it } from 'vitest'
import { toldSetup, toldStart } from '../../test/simulation/told-desk.ts'
import { type Agent, defineAgent } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { BarColumns, minuteUs } from '../domain/index.ts'
import { sma } from '../features/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { Desk } from './desk.ts'
import { nobody } from './observer.ts'
import type { Seat } from './seat.ts'

/** Rows on which an agent that looks at an average over `bars` was asked, and what it saw. */
function asked(bars: number, name: string): { agent: Agent; rows: (readonly [number, number])[] } {
  const rows: (readonly [number, number])[] = []
  const kind = defineAgent({
    ...{ name, summary: 'Counts the bars it is asked on.', parameters: {} },
    features: () => ({ mean: sma(bars) }),
    opine: (view) => {
      rows.push([view.asOf / minuteUs - toldStart / minuteUs, view.features.mean.value])
      return undefined
    },
    explain: () => 'it says nothing',
  })
  const seated = kind.seat({})
  return { agent: defined(seated.ok ? seated.value : undefined, name), rows }
}

/** What two agents saw, of two and of ten bars, over twenty bars. */
function seen(votes: 'earned' | undefined): {
  readonly quick: readonly (readonly [number, number])[]
  readonly slow: readonly (readonly [number, number])[]
  readonly sentences: readonly string[]
} {
  const [quick, slow] = [asked(2, 'quick'), asked(10, 'slow')]
  const bars = new BarColumns(32)
  const setup = toldSetup(quick.agent, { agents: [quick.agent, slow.agent], votes })
  const desk = new Desk(setup, [bars], new MemoryJournal(), nobody)
  let sentences: readonly string[] = []
  for (let row = 0; row < 20; row += 1) {
    bars.push(toldStart + (row + 1) * minuteUs, 50_000, 50_000, 50_000, 50_000, 9_000)
    desk.onBar(0, row, row + 1, 'live')
    if (row === 4) sentences = (desk.seats[0] as Seat).sentences()
  }
  return { quick: quick.rows, slow: slow.rows, sentences }
}

it('waits for nobody else where votes are earned', () => {
  const { quick, slow, sentences } = seen('earned')
  expect([quick[0]?.[0], quick.length]).toEqual([2, 19])
  expect([slow[0]?.[0], slow.length]).toEqual([10, 11])
  expect([...quick, ...slow].filter(([, mean]) => Number.isNaN(mean))).toEqual([])
  expect(sentences).toEqual(['it says nothing', 'slow has no readings yet, for 5 more bars'])
})

it('waits for all where votes are claimed, as ever', () => {
  const { quick, slow } = seen(undefined)
  expect([quick[0]?.[0], slow[0]?.[0]]).toEqual([10, 10])
})
