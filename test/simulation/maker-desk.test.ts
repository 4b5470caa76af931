import { describe, expect, it } from 'vitest'
import { agentByName } from '../../src/agents/index.ts'
import { assert, defined, Random } from '../../src/base/index.ts'
import { signOf } from '../../src/domain/index.ts'
import { type Desk, nobody, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import type { FeedBar, LoadedBars } from '../../src/market/index.ts'
import { freeSetup, sceneOf, tradedBy } from './arbitrage-scene.ts'
import { marketOf, seatOf } from './null-scene.ts'
import { runRestarted } from './restarted-desk.ts'

const maker = defined(agentByName('market-maker'), 'market-maker')
const rows = 1_500
const parameters = { minutes: 60, feeBps: 0, inventoryMax: 0.06, share: 0.02 }

/** Prices that come back to where they were, or, with 0, walk away. */
function returningMarket(seed: number, id: string, pull: number): LoadedBars {
  const random = Random.stream(seed, `maker/${id}`)
  let level = 0
  return marketOf(id, rows, () => {
    const before = level
    level = (1 - pull) * level + 0.004 * random.normal()
    return Math.exp(level - before) - 1
  })
}

const ids = ['BTC-USD.SIM', 'ETH-USD.SIM', 'XYZ-USD.SIM'] as const

/** What is held and what may be added is within the bound at the price of now. */
function check(desk: Desk, { instrument: i }: FeedBar): number {
  const held = desk.ledger.positions.lots[i] as number
  const most = (parameters.inventoryMax / ids.length) * desk.risk.equity
  const lotsMax = most / (desk.risk.lotValue[i] as number)
  for (const each of desk.orders.openOrders) {
    if (each.instrument !== i || each.isReduceOnly || each.role !== 'quote') continue
    const after = held * signOf(each.side) + each.quantity - each.filled
    assert(after <= lotsMax + 1, `${after} lots, ${lotsMax} at most`)
  }
  return Math.abs(held) / lotsMax
}

describe('the market maker on a desk', () => {
  it('never has more than its bound, over all instruments and restarts', () => {
    const market = ids.map((id) => returningMarket(1, id, 0))
    const scene = sceneOf(market, freeSetup([seatOf(maker, parameters)]))
    const seen = { fullest: 0, quotes: 0 }
    const run = (restarts: number): string =>
      stateHash(
        runRestarted({
          ...{ scene, journal: new MemoryJournal(), observer: nobody, restarts },
          after: (desk, bar) => {
            seen.fullest = Math.max(seen.fullest, check(desk, bar))
            seen.quotes += [...desk.orders.openOrders].length
            desk.ledger.verify()
          },
        }),
      )
    expect(run(0.05)).toBe(run(0))
    expect(seen.quotes).toBeGreaterThan(1_000)
    // It was there, and the price has gone on a little from where the last of it was dealt.
    expect(seen.fullest).toBeGreaterThan(0.9)
    expect(seen.fullest).toBeLessThan(1.1)
  })

  it('earns before costs where prices bounce, and loses where they walk', () => {
    const fair = { ...parameters, fair: 20 }
    for (const seed of [1, 2, 3, 4]) {
      const bouncing = tradedBy(maker, [returningMarket(seed, ids[0], 0.9)], fair)
      const walking = tradedBy(maker, [returningMarket(seed, ids[0], 0)], parameters)
      expect(bouncing.fills.length).toBeGreaterThan(100)
      expect(bouncing.made).toBeGreaterThan(0)
      expect(walking.made).toBeLessThan(0)
    }
  })
})
