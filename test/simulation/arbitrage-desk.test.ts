import { describe, expect, it } from 'vitest'
import { agentByName, type AgentKind } from '../../src/agents/index.ts'
import { defined } from '../../src/base/index.ts'
import { nobody, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { freeSetup, pairMarket, sceneOf, tradedBy } from './arbitrage-scene.ts'
import { seatOf } from './null-scene.ts'
import { runRestarted } from './restarted-desk.ts'

function named(name: string): AgentKind {
  return defined(agentByName(name), name)
}

const rows = 2_500

describe('pairs on a desk', () => {
  const seeds = [1, 2, 3, 4, 5, 6]

  it('makes money before costs of those that are held together, with both legs', () => {
    for (const seed of seeds) {
      const { fills, made } = tradedBy(named('pairs'), pairMarket(seed, 0.94, rows))
      expect(fills.length).toBeGreaterThan(20)
      // A tenth of equity is at work: some ten gaps of two hundredths each.
      expect(made).toBeGreaterThan(0.01)
      const count = (instrument: number): number =>
        fills.filter((fill) => fill.instrument === instrument).length
      expect(count(0)).toBe(count(1))
    }
  })

  it('hardly trades walks that only look alike', () => {
    let traded = 0
    for (const seed of seeds) {
      const { fills, made } = tradedBy(named('pairs'), pairMarket(seed, 1, rows))
      traded += fills.length
      expect(Math.abs(made)).toBeLessThan(0.005)
    }
    expect(traded / seeds.length).toBeLessThan(10)
  })

  it('is the same desk when it is stopped in the middle of a set', () => {
    const setup = freeSetup([seatOf(named('pairs'))])
    const scene = sceneOf(pairMarket(1, 0.94, rows), setup)
    const seen = { forming: 0, held: 0, unwinding: 0 }
    const run = (restarts: number): string => {
      const desk = runRestarted({
        ...{ scene, journal: new MemoryJournal(), observer: nobody, restarts },
        after: (current) => {
          for (const { stage } of current.legSets) seen[stage] += 1
        },
      })
      return stateHash(desk)
    }
    expect(run(0.2)).toBe(run(0))
    expect(seen.held).toBeGreaterThan(100)
    expect(seen.forming + seen.unwinding).toBeGreaterThan(20)
  })

  it('takes a leg back when the other finds nobody to deal with', () => {
    const market = pairMarket(1, 0.94, rows).map((of, i) => {
      const bars = of.bars.slice(0, rows)
      // Nothing is traded in the second for most of the time.
      if (i === 1) for (let row = 0; row < rows; row += 1) if (row % 10 > 1) bars.volume[row] = 0
      return { ...of, bars }
    })
    const scene = sceneOf(market, freeSetup([seatOf(named('pairs'))]))
    const seen = { held: 0, failed: 0, alone: 0 }
    runRestarted({
      ...{ scene, journal: new MemoryJournal(), observer: nobody, restarts: 0.1 },
      after: (desk) => {
        const owned = new Set(desk.legSets.flatMap(({ legs }) => legs.map((leg) => leg.instrument)))
        for (const [i, lots] of desk.ledger.positions.lots.entries())
          if (lots !== 0 && !owned.has(i)) seen.alone += 1
        for (const { stage, hasFailed } of desk.legSets) {
          if (stage === 'held') seen.held += 1
          if (hasFailed) seen.failed += 1
        }
        desk.ledger.verify()
      },
    })
    expect(seen.alone).toBe(0)
    expect(seen.failed).toBeGreaterThan(10)
    expect(seen.held).toBeGreaterThan(10)
  })
})
