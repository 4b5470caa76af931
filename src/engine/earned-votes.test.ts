import { expect, it } from 'vitest'
import { toldSetup, toldStart } from '../../test/simulation/told-desk.ts'
import { type Agent, defineAgent, type Opinion } from '../agents/index.ts'
import { defined, Random } from '../base/index.ts'
import { BarColumns, minuteUs } from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { Desk } from './desk.ts'
import { nobody } from './observer.ts'

const barsAhead = 1

/** Bars of whose next move volume tells, by its parity, two times in three. */
function market(rows: number): BarColumns {
  const chance = Random.stream(3, 'market')
  const bars = new BarColumns(rows)
  let close = 50_000
  let knows = 1
  for (let row = 0; row < rows; row += 1) {
    const move = chance.next() < 2 / 3 ? knows : -knows
    close += 40 * move
    knows = chance.next() < 0.5 ? 1 : -1
    const volume = 9_000_000_000 + (knows > 0 ? 1 : 0)
    bars.push(toldStart + (row + 1) * minuteUs, close, close, close, close, volume)
  }
  return bars
}

function agentThat(name: string, side: (volume: number, chance: number) => number): Agent {
  const seated = defineAgent({
    name,
    summary: '',
    parameters: {},
    features: () => ({}),
    horizonUs: () => barsAhead * minuteUs,
    opine: (view): Opinion => ({
      exposure: 0.3 * side(Math.round(view.volume * 1e6), view.chance),
      confidence: 0.6,
    }),
  }).seat({})
  return defined(seated.ok ? seated.value : undefined, name)
}

const knowing = agentThat('knowing', (volume) => (volume % 2 === 0 ? -1 : 1))
const guessing = agentThat('guessing', (_volume, chance) => (chance < 0.5 ? -1 : 1))

function deskOver(bars: BarColumns): Desk {
  const costs = { ...defaultCosts, feeTakerPpm: 0, slippage: 0 }
  const setup = toldSetup(knowing, {
    agents: [knowing, guessing],
    votes: 'earned',
    yardsticks: true,
    costs,
  })
  return new Desk(setup, [bars], new MemoryJournal(), nobody)
}

function run(desk: Desk, from: number, to: number): void {
  for (let row = from; row < to; row += 1) desk.onBar(0, row, row + 1, 'live')
}

it('listens to who has shown that it knows, trades on it, and to nobody before', () => {
  const bars = market(4_000)
  const desk = deskOver(bars)
  run(desk, 0, 60)
  expect(desk.orders.nextId()).toBe(1)
  run(desk, 60, 4_000)
  const { book, attribution, yardsticks } = defined(desk.earned, 'what was earned')
  expect(book.standing(0)).toMatchObject({ isUnproven: false })
  expect(book.standing(1)).toMatchObject({ isUnproven: true, weight: 0.2 })
  expect(attribution.shapley.of(0).interval[0]).toBeGreaterThan(
    attribution.shapley.of(1).interval[1],
  )
  const { traders, size } = defined(yardsticks, 'yardsticks').figures
  expect(size).toBeGreaterThan(0)
  const whole = attribution.streams.of(2).total
  expect(whole).toBeGreaterThan(Math.max(...traders.map(({ total }) => total)))
  expect(desk.orders.nextId()).toBeGreaterThan(100)
})

it('goes on the same after a restart', () => {
  const whole = deskOver(market(2_000))
  run(whole, 0, 2_000)
  const known = market(2_000)
  known.length = 1_111
  const first = deskOver(known)
  run(first, 0, 1_111)
  const saved: unknown = JSON.parse(JSON.stringify(first.save()))
  const second = deskOver(known)
  second.load(first.save())
  expect(JSON.parse(JSON.stringify(second.save()))).toEqual(saved)
  known.length = 2_000
  run(second, 1_111, 2_000)
  expect(second.save()).toEqual(whole.save())
})
