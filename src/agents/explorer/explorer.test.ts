import { describe, expect, it } from 'vitest'
import { WalkedMarket } from '../../../test/simulation/walked-market.ts'
import { defined, Random } from '../../base/index.ts'
import { BarColumns, type InstrumentId, minuteUs } from '../../domain/index.ts'
import type { BarView } from '../view.ts'
import { Disagreement } from './disagreement.ts'
import { type Explorer, explorersOf, type ExplorerGround, type ExplorerVote } from './explorer.ts'
import { explainProspect, type Prospect } from './prospect.ts'

const rows = 1_200
const intervalUs = 15 * minuteUs
const ids = ['A-USD.SIM', 'B-USD.SIM', 'C-USD.SIM'] as InstrumentId[]

/** B moves as A does; C by itself, and hardly anybody trades it. */
function barsOf(which: number): BarColumns {
  const chance = Random.stream(which === 2 ? 9 : 4, 'walk')
  const own = Random.stream(which, 'own')
  const bars = new BarColumns(rows)
  let close = 10_000
  for (let row = 0; row < rows; row += 1) {
    const before = close
    const drift = row > 1_100 && which < 2 ? 0.004 : 0
    close *= Math.exp(drift + 0.004 * chance.normal() + 0.0005 * own.normal())
    const top = Math.max(before, close) * 1.0002
    const bottom = Math.min(before, close) * 0.9998
    const volume = which === 2 ? 1 : 2_000 + own.below(500)
    bars.push((row + 1) * intervalUs, before, top, bottom, close, volume)
  }
  return bars
}

const columns = [{ moat: 'code', column: 'commits' }] as const
const ground: ExplorerGround = { instruments: ids, columns: [], seed: 3 }

/** Commits are as ever but for the end, where there are many; nobody knows them at first. */
const commits = Float64Array.from({ length: rows }, (_, row) => {
  if (row < 100) return Number.NaN
  return row > 1_190 ? 40 : 10 + (row % 3)
})

type Walk = {
  readonly explorers: readonly Explorer[]
  readonly prospects: Prospect[][]
  readonly votes: ExplorerVote[][]
}

/** Asks every explorer about every instrument from row `from` on. */
function walk(of: ExplorerGround, held: readonly boolean[], from: number, restartAt = -1): Walk {
  const outside = { commits }
  const instrument = ids.map((id) => ({ id, tickSize: 0.01, lotSize: 1 }))
  const market = new WalkedMarket(
    instrument.map((each, i) => ({ instrument: each, bars: barsOf(i), intervalUs, outside })),
  )
  let explorers = explorersOf(of)
  const views = explorers.map(({ features }) => ids.map((_, i) => market.view(i, features)))
  const prospects: Prospect[][] = []
  const votes: ExplorerVote[][] = []
  for (let row = 0; row < rows; row += 1) {
    market.moveTo(row)
    if (row === restartAt) explorers = explorers.map((old) => restarted(old, of))
    for (const [e, explorer] of explorers.entries()) {
      explorer.onBar((row + 1) * intervalUs, market.peers)
      const own = views[e] as BarView[]
      for (const view of own) view.row = row
      const early = row % 2 === 0 ? votesOf(explorer, own, held) : undefined
      const said = own.map((view) => explorer.score({ view, held }))
      if (row < from) continue
      prospects.push(said)
      votes.push(early ?? votesOf(explorer, own, held))
    }
  }
  return { explorers, prospects, votes }
}

function votesOf(
  of: Explorer,
  views: readonly BarView[],
  held: readonly boolean[],
): ExplorerVote[] {
  return views.map((view) => ({ ...of.vote(view, held) }))
}

function restarted(old: Explorer, of: ExplorerGround): Explorer {
  const fresh = explorersOf(of).find(
    ({ team, member }) => team === old.team && member === old.member,
  )
  const explorer = defined(fresh, 'explorer')
  explorer.load(JSON.parse(JSON.stringify(old.save())))
  return explorer
}

const nobody = [false, false, false]

function pointsOf(prospect: Prospect | undefined, name: string): number {
  return prospect?.criteria.find((each) => each.name === name)?.points ?? Number.NaN
}

describe('explorers', () => {
  it('are three of each of three teams, no two with the same terms', () => {
    const terms = explorersOf(ground).map(({ terms: of }) => JSON.stringify(of))
    expect(new Set(terms).size).toBe(9)
    const again = explorersOf(ground).map(({ terms: of }) => JSON.stringify(of))
    expect(again).toEqual(terms)
    const others = explorersOf({ ...ground, seed: 4 }).map(({ terms: of }) => JSON.stringify(of))
    expect(others.some((each) => terms.includes(each))).toBe(false)
  })

  it('give points for what trades, moves and leads somewhere, and none for what does not', () => {
    const { prospects } = walk(ground, nobody, rows - 1)
    // The first of the day traders.
    const [a, , c] = prospects[3] ?? []
    expect(pointsOf(a, 'volume')).toBe(1)
    expect(pointsOf(a, 'trend-quality')).toBe(1)
    expect(pointsOf(a, 'momentum')).toBe(1)
    expect(pointsOf(c, 'volume')).toBe(0)
    expect(a?.score).toBeGreaterThan(5)
    expect(a?.isFor).toBe(true)
    expect(c?.isFor).toBe(false)
    expect(a).toMatchObject({ outOf: 6, evidence: 0, team: 'day-trade', member: 0 })
    const said = explainProspect(defined(a, 'prospect'))
    expect(said).toMatch(/^day-trade 1 is for A-USD\.SIM with [56]\.\d\d of 6: volume 1\.00 \(/)
    expect(said).toMatch(/evidence 0\.00 \(no moat has data\)$/)
  })

  it('give no point for what moves as that which is held', () => {
    const { prospects } = walk(ground, [true, false, false], rows - 1)
    for (const [a, b, c] of prospects.slice(0, 6)) {
      expect(pointsOf(b, 'low-correlation')).toBeLessThan(0.2)
      expect(pointsOf(c, 'low-correlation')).toBe(1)
      // What is held itself is not held against it.
      expect(pointsOf(a, 'low-correlation')).toBe(1)
    }
  })

  it('never leave 0 to 8, and what nobody knows yet gives nothing', () => {
    const { prospects } = walk({ ...ground, columns }, [true, false, false], 0)
    const unsound = prospects.flat().filter((prospect) => {
      const { score, outOf, confidence, criteria, evidence } = prospect
      const sum = criteria.reduce((points, each) => points + each.points, evidence)
      const isKnown = criteria.every(
        ({ reading, points }) => !Number.isNaN(reading) || points === 0,
      )
      const isShare = confidence === score / outOf && score >= 0 && score <= outOf
      return !(isShare && isKnown && Math.abs(sum - score) < 1e-12)
    })
    expect(unsound).toEqual([])
    expect(prospects[0]?.[0]?.score).toBe(1)
  })

  it('hear of the moats what their team asks for, once there is something to compare with', () => {
    const { prospects } = walk({ ...ground, columns }, nobody, 0)
    const early = prospects[9 * 110]?.[0]
    expect(early).toMatchObject({ outOf: 6, evidence: 0 })
    const late = prospects[9 * (rows - 5)]?.[0]
    expect(late?.outOf).toBe(8)
    expect(late?.evidence).toBe(2)
    expect(explainProspect(defined(late, 'prospect'))).toMatch(
      /\(code commits \d+\.\d deviations\)$/,
    )
    const government = [{ moat: 'government', column: 'commits' }] as const
    const ignored = walk({ ...ground, columns: government }, nobody, rows - 5).prospects
    expect(ignored[0]?.[0]).toMatchObject({ team: 'hft', outOf: 6, evidence: 0 })
    expect(ignored[3]?.[0]).toMatchObject({ team: 'day-trade', outOf: 8, evidence: 2 })
  })

  it('vote as they score, whichever is asked first', () => {
    for (const of of [ground, { ...ground, columns }]) {
      const { prospects, votes } = walk(of, [true, false, false], 0)
      expect(votes.length).toBe(9 * rows)
      const scored = prospects.map((said) =>
        said.map(({ score, outOf, confidence, isFor }) => ({ score, outOf, confidence, isFor })),
      )
      expect(votes).toEqual(scored)
    }
  })

  it('go on after a restart as if there had been none', () => {
    const whole = walk({ ...ground, columns }, [true, false, false], 900)
    const cut = walk({ ...ground, columns }, [true, false, false], 900, 800)
    expect(JSON.stringify(cut.prospects)).toBe(JSON.stringify(whole.prospects))
  })

  it('read a book instead of bars, where there is one', () => {
    const { explorers } = walk(ground, nobody, rows)
    const market = new WalkedMarket([
      {
        instrument: { id: 'A-USD.SIM' as InstrumentId, tickSize: 1, lotSize: 1 },
        bars: barsOf(0),
        intervalUs,
      },
    ])
    const explorer = defined(explorers[3], 'explorer')
    const view = market.view(0, explorer.features)
    market.moveTo(0)
    const of = (spread: number, depth: number): number =>
      pointsOf(explorer.score({ view, held: nobody, book: { spread, depth } }), 'spread-and-depth')
    expect(of(0.0001, 10_000_000)).toBe(1)
    expect(of(0.02, 10_000_000)).toBe(0)
    expect(of(0.0001, 1_000)).toBe(0)
    expect(of(0.0001, 0)).toBe(0)
  })
})

describe('disagreement', () => {
  it('tells three that differ from three that do not', () => {
    const { prospects } = walk(ground, nobody, 400)
    const [real, copies] = [new Disagreement(), new Disagreement()]
    for (let k = 0; k < prospects.length; k += 9) {
      const team = prospects.slice(k + 3, k + 6).map(([a]) => defined(a, 'prospect'))
      const [one] = team
      real.take(team)
      copies.take(team.map(() => defined(one, 'prospect')))
      real.take(team.slice(1))
    }
    expect(copies.measured).toMatchObject({ rounds: 800, split: 0 })
    expect(copies.measured.spread).toBeCloseTo(0, 12)
    expect(copies.measured.correlation).toBeCloseTo(1, 9)
    expect(real.measured.rounds).toBe(800)
    expect(real.measured.split).toBeGreaterThan(0.05)
    expect(real.measured.spread).toBeGreaterThan(0.2)
    expect(real.measured.correlation).toBeLessThan(0.9)
    const again = new Disagreement()
    again.load(JSON.parse(JSON.stringify(real.save())))
    expect(again.measured).toEqual(real.measured)
    expect(new Disagreement().measured).toEqual({
      rounds: 0,
      split: Number.NaN,
      spread: Number.NaN,
      correlation: Number.NaN,
    })
  })
})
