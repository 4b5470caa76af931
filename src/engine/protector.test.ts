import { expect, it } from 'vitest'
import { toldSetup } from '../../test/simulation/told-desk.ts'
import { defineAgent, type Opinion } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { BarColumns, minuteUs } from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { Desk } from './desk.ts'
import { nobody } from './observer.ts'

/** Long, with a stop 100 and a target 300 from the close. */
function deskThat(follows: boolean): { readonly desk: Desk; readonly bar: (at: number) => void } {
  const agent = defineAgent({
    name: 'long',
    summary: '',
    parameters: {},
    features: () => ({}),
    opine: ({ close }): Opinion => {
      return { exposure: 0.2, confidence: 0.6, stop: close - 100, target: close + 300, follows }
    },
  }).seat({})
  const bars = new BarColumns(64)
  const setup = toldSetup(defined(agent.ok ? agent.value : undefined, 'agent'), {
    rebalanceMin: 0.05,
  })
  const desk = new Desk(setup, [bars], new MemoryJournal(), nobody)
  const bar = (at: number): void => {
    const ts = 1_704_067_200_000_000 + (bars.length + 1) * minuteUs
    bars.push(ts, at, at + 5, at - 5, at, 9_000_000_000)
    desk.onBar(0, bars.length - 1, bars.length, 'live')
  }
  return { desk, bar }
}

function levels(desk: Desk): readonly (number | undefined)[] {
  const open = [...desk.orders.openOrders]
  return ['stop', 'target'].map((kind) => open.find(({ role }) => role === kind)?.price)
}

it('leaves stop and target where they were at the entry', () => {
  const { desk, bar } = deskThat(false)
  for (const at of [50_000, 50_000, 50_050, 50_090]) bar(at)
  expect(levels(desk)).toEqual([49_900, 50_300])
})

it('moves them with what is said, the stop only towards the market', () => {
  const { desk, bar } = deskThat(true)
  for (const at of [50_000, 50_000, 50_050]) bar(at)
  expect(levels(desk)).toEqual([49_950, 50_350])
  bar(50_010)
  expect(levels(desk)).toEqual([49_950, 50_310])
})
