import { expect, it } from 'vitest'
import { defineAgent } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { BarColumns, type InstrumentId, instrument, minuteUs } from '../domain/index.ts'
import { defaultCaps } from '../execution/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { breakerDefaults, wideLimits } from '../risk/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { Desk } from './desk.ts'
import { nobody } from './observer.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '0.01', '0.0001')
const btc = defined(made.ok ? made.value : undefined, 'an instrument')
const asked: string[] = []

function agentCalled(name: string): ReturnType<typeof seat> {
  return seat(
    defineAgent({
      name,
      summary: 'Says nothing, and remembers that it was asked.',
      parameters: {},
      features: () => ({}),
      opine: () => {
        asked.push(name)
        return undefined
      },
    }),
  )
}

function seat(kind: ReturnType<typeof defineAgent>): ReturnType<typeof kind.seat> {
  return kind.seat({})
}

/** Which of three agents are asked on a desk that begins with `units` of money. */
function askedWith(units: bigint, hasTiers: boolean): readonly string[] {
  asked.length = 0
  const bars = new BarColumns(4)
  const agents = ['one', 'two', 'three'].map((name) => {
    const seated = agentCalled(name)
    return defined(seated.ok ? seated.value : undefined, name)
  })
  const guard = { breakers: breakerDefaults, caps: defaultCaps, hasStandings: true, hasTiers }
  const rest = { quorum: 1, limits: wideLimits, costs: defaultCosts, rebalanceMin: 0.05, guard }
  const market = { seed: 1, instruments: [btc], intervalsUs: [minuteUs], agents }
  const setup = { ...market, ...rest, cash: units * 100_000_000n }
  const desk = new Desk(setup, [bars], new MemoryJournal(), nobody)
  bars.push(minuteUs, 10_000, 10_000, 10_000, 10_000, 1_000)
  desk.onBar(0, 0, 1, 'live')
  return [...asked]
}

it('asks as many agents as the tier of the capital has strategies', () => {
  expect(askedWith(2_000n, true)).toEqual(['one'])
  expect(askedWith(3_000n, true)).toEqual(['one', 'two'])
  expect(askedWith(200_000n, true)).toEqual(['one', 'two', 'three'])
})

it('asks one where nothing may be bought, for what is held', () => {
  expect(askedWith(500n, true)).toEqual(['one'])
})

it('asks all of them without tiers', () => {
  expect(askedWith(500n, false)).toEqual(['one', 'two', 'three'])
})
