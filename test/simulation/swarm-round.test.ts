// @module-tag long

import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Disagreement, type Explorer, explorersOf } from '../../src/agents/index.ts'
import { Builder, type BuilderEvent, RuleOfThree, teamSeats } from '../../src/committee/index.ts'
import { BarColumns, hourUs, type InstrumentId, micros } from '../../src/domain/index.ts'
import { loadMarket } from '../../src/market/index.ts'
import { type Walked, WalkedMarket } from './walked-market.ts'

const folder = '../shared/data/candles/1h'
const names = ['aave', 'ada', 'atom', 'bnb', 'btc', 'doge', 'dot', 'eth', 'link', 'sol']

/** Real hours of ten coins on one grid: an hour that a coin lacks is one without trading. */
async function realMarket(from: number, hours: number): Promise<readonly Walked[]> {
  const loaded = await loadMarket(
    names.map((name) => `${folder}/binance_${name}usdt_1h.csv.gz`),
    { from: micros(from), to: micros(from + hours * hourUs) },
  )
  return loaded.map(({ instrument, bars }) => {
    const grid = new BarColumns(hours)
    for (let h = 1; h <= hours; h += 1) {
      const ts = from + h * hourUs
      const row = Math.min(bars.rowAt(ts), bars.length - 1)
      const isThere = bars.ts[row] === ts
      const close = bars.close[isThere ? row : Math.max(0, row - 1)] as number
      const at = (of: Float64Array): number => (isThere ? (of[row] as number) : close)
      const volume = isThere ? (bars.volume[row] as number) : 0
      grid.push(ts, at(bars.open), at(bars.high), at(bars.low), close, volume)
    }
    return { instrument, bars: grid, intervalUs: hourUs }
  })
}

type Round = {
  readonly events: readonly BuilderEvent[]
  readonly disagreed: readonly Disagreement[]
  readonly builder: Builder
  /** Consensus reached, by team, and how often teams were asked. */
  readonly reached: readonly number[]
  readonly asked: number
}

/** Explorers look, teams vote, the builder builds; a team that is a week old is let go. */
function round(walked: readonly Walked[], seed: number): Round {
  const ids = walked.map(({ instrument }) => instrument.id)
  const market = new WalkedMarket(walked)
  const explorers = explorersOf({ instruments: ids, columns: [], seed })
  const views = explorers.map(({ features }) => ids.map((_, i) => market.view(i, features)))
  const teams = [0, 3, 6].map((first) => explorers.slice(first, first + 3))
  const rule = new RuleOfThree()
  const builder = new Builder({ capacity: 6 })
  const disagreed = teams.map(() => new Disagreement())
  const reached = teams.map(() => 0)
  const events: BuilderEvent[] = [...builder.start(micros(0), ids)]
  const since = new Map<InstrumentId, number>()
  const rows = walked[0]?.bars.length ?? 0
  let asked = 0
  for (let row = 0; row < rows; row += 1) {
    const ts = micros(walked[0]?.bars.ts[row] as number)
    market.moveTo(row)
    for (const each of explorers) each.onBar(ts, market.peers)
    if (!rule.isDue(ts)) continue
    const held = ids.map((id) => builder.isActive(id))
    for (const [i, instrumentId] of ids.entries())
      for (const [t, team] of teams.entries()) {
        const votes = team.map((explorer: Explorer, member) => {
          const view = views[3 * t + member]?.[i]
          if (view === undefined) return undefined
          view.row = row
          return explorer.score({ view, held })
        })
        asked += 1
        disagreed[t]?.take(votes.flatMap((vote) => (vote === undefined ? [] : [vote])))
        const consensus = rule.judge({ ts, team: team[0]?.team ?? '', instrumentId, votes })
        if (!consensus.isReached) continue
        ;(reached[t] as number) += 1
        const event = builder.consider(ts, consensus)
        events.push(event)
        if (event.kind === 'team-deployed') since.set(instrumentId, ts)
      }
    for (const [id, at] of since)
      if (builder.isActive(id) && ts - at > 7 * 24 * hourUs) {
        const event = builder.hibernate(ts, id)
        if (event !== undefined) events.push(event)
      }
  }
  return { events, disagreed, builder, reached, asked }
}

describe.skipIf(!existsSync(folder))('a swarm on ten real coins', () => {
  it('finds consensus now and then, builds within its rules, and twice the same', async () => {
    const walked = await realMarket(Date.UTC(2021, 6, 1) * 1000, 2_000)
    const { events, disagreed, builder, reached, asked } = round(walked, 5)
    const { figures } = builder
    const told = (kind: BuilderEvent['kind']): number =>
      events.filter((event) => event.kind === kind).length
    expect(figures.deployed + figures.started).toBe(told('team-deployed'))
    expect(figures.released).toBe(told('team-released'))
    expect(figures.active).toBe(figures.started + figures.deployed - figures.released)
    expect(figures.active).toBeLessThanOrEqual(6)
    expect(figures.deployed).toBeGreaterThan(5)
    expect(figures.restored).toBeGreaterThan(0)
    for (const event of events)
      if (event.kind === 'team-deployed') expect(event.seats).toBe(teamSeats)
    for (const count of reached) expect(count / (asked / 3)).toBeLessThan(0.5)
    for (const { measured } of disagreed) {
      expect(measured.split).toBeGreaterThan(0.02)
      expect(measured.correlation).toBeLessThan(0.95)
    }
    expect(JSON.stringify(round(walked, 5).events)).toBe(JSON.stringify(events))
  })
})
