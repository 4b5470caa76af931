// @module-tag long
import { describe, expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import { BarColumns, hourUs } from '../../domain/index.ts'
import { engleGranger, fitOrnsteinUhlenbeck } from '../../quant/index.ts'
import { madeInstrument } from '../../../test/simulation/null-scene.ts'
import { BarPeer } from '../peer.ts'
import { GapWatch, type GapWatchOptions } from './gap-watch.ts'

const options: GapWatchOptions = {
  ...{ stepUs: hourUs, window: 300, refit: 24, significance: 0.05, broken: 0.2 },
  ...{ isJohansenAsked: false, halfLifeMin: 2, halfLifeMax: 72, entry: 2, exit: 0.25, stop: 4 },
  ...{ halvesMax: 4, exposure: 0.1, unwindCostMaxBps: 100, patienceUs: hourUs },
}
const rows = 2_000

/** A walk, and one that follows 0.8 of it at a distance that halves in 11 hours, or not at all. */
function marketOf(seed: number, decay: number): readonly [BarPeer, BarPeer] {
  const random = Random.stream(seed, 'pair-watch')
  const columns = [new BarColumns(rows), new BarColumns(rows)] as const
  let [walk, gap] = [0, 0]
  for (let row = 1; row <= rows; row += 1) {
    walk += 0.005 * random.normal()
    gap = decay * gap + 0.004 * random.normal()
    const closes = [1e6 * Math.exp(0.8 * walk + gap), 1e6 * Math.exp(walk)] as const
    columns.forEach((bars, i) => {
      const close = Math.round(closes[i] as number)
      bars.push(row * hourUs, close, close, close, close, 1)
    })
  }
  return [
    new BarPeer(madeInstrument('BTC-USD.SIM'), columns[0]),
    new BarPeer(madeInstrument('ETH-USD.SIM'), columns[1]),
  ]
}

type Told = { readonly row: number; readonly side: number; readonly score: number }

/** What a watch said at every row, and it as it was in the end. */
function walked(
  [first, second]: readonly [BarPeer, BarPeer],
  given: Partial<GapWatchOptions> = {},
): { readonly told: readonly Told[]; readonly watch: GapWatch } {
  const watch = new GapWatch({ ...options, ...given })
  const told: Told[] = []
  for (let row = 0; row < rows; row += 1) {
    first.row = row
    second.row = row
    watch.look([first, second], hourUs)
    told.push({ row, side: watch.side, score: watch.score })
  }
  return { told, watch }
}

/** How many of them are held, of pairs drawn from `seeds` on. */
function tradedShare(decay: number, given: Partial<GapWatchOptions>): number {
  let held = 0
  const draws = 8
  for (let seed = 0; seed < draws; seed += 1)
    held += walked(marketOf(seed, decay), given).told.filter(({ side }) => side !== 0).length
  return held / (draws * rows)
}

describe('a watch of a pair', () => {
  it('goes by Engle-Granger and the process of the residuals over the last window', () => {
    const pair = marketOf(1, 0.94)
    const [first, second] = pair
    const { watch } = walked(pair, { entry: 10, stop: 20 })
    const fitAt = rows - (rows % options.refit)
    const log = (of: BarPeer, hour: number): number =>
      Math.log(of.closeAt((hour * hourUs) as never))
    const logs = (of: BarPeer): Float64Array =>
      Float64Array.from({ length: 300 }, (_, i) => log(of, fitAt - 299 + i))
    const found = defined(engleGranger(logs(first), [logs(second)]), 'a fit')
    const process = defined(fitOrnsteinUhlenbeck(found.spread), 'a process')
    expect(watch.fit).toMatchObject({
      probability: found.probability,
      hedge: found.hedgeRatios[0],
      halfLife: process.halfLife,
    })
    const spread =
      log(first, rows) - found.intercept - (found.hedgeRatios[0] ?? 0) * log(second, rows)
    expect(watch.score).toBeCloseTo((spread - process.mean) / process.equilibriumDeviation, 12)
  })

  it('sells what is dear, in the ratio that hedges, and closes near the mean', () => {
    const pair = marketOf(2, 0.94)
    const { told } = walked(pair)
    const entries = told.filter(({ side }, i) => side !== 0 && told[i - 1]?.side === 0)
    expect(entries.length).toBeGreaterThan(5)
    for (const { side, score } of entries) {
      expect(Math.abs(score)).toBeGreaterThanOrEqual(2)
      expect(side).toBe(-Math.sign(score))
    }
    const watch = new GapWatch(options)
    const [first, second] = pair
    for (let row = 0; row <= (entries[0]?.row ?? 0); row += 1) {
      first.row = row
      second.row = row
      watch.look([first, second], hourUs)
    }
    const legs = defined(watch.wishes([first, second]), 'wishes').legs
    const [long = 0, short = 0] = legs.map(({ exposure }) => exposure)
    expect(short / long).toBeCloseTo(-(watch.fit?.hedge ?? 0), 12)
    expect(Math.abs(long) + Math.abs(short)).toBeCloseTo(0.1, 12)
  })

  it('finds pairs in those that are held together, and hardly any in walks', () => {
    const [tied, free] = [tradedShare(0.94, {}), tradedShare(1, {})]
    // One window in twenty passes the test by chance, and what passes is kept for a while.
    expect(free).toBeLessThan(0.05)
    expect(tied).toBeGreaterThan(4 * free)
    expect(tradedShare(1, { significance: 0.001, broken: 0.01 })).toBeLessThan(free / 2)
  })

  it('is not entered again after it was given up before the gap has closed', () => {
    const { told } = walked(marketOf(3, 0.97), { stop: 2.5, halvesMax: 100 })
    let [isSpent, seen] = [false, 0]
    for (const [i, { side, score }] of told.entries()) {
      const before = told[i - 1]?.side ?? 0
      if (before !== 0 && side === 0 && Math.abs(score) >= 2.5) [isSpent, seen] = [true, seen + 1]
      if (isSpent) expect(side).toBe(0)
      if (Math.abs(score) <= 0.25) isSpent = false
    }
    expect(seen).toBeGreaterThan(2)
  })

  it('does not look at one that is ahead of the other', () => {
    const [first, second] = marketOf(4, 0.94)
    const watch = new GapWatch(options)
    const other = new GapWatch(options)
    for (let row = 1; row < rows; row += 1) {
      first.row = row
      second.row = row - 1
      watch.look([first, second], hourUs)
      first.row = row - 1
      other.look([first, second], hourUs)
      expect(watch.score).toBe(other.score)
    }
    expect(watch.score).toBeGreaterThan(-9)
  })

  it('goes on after it was saved, in the middle of what it holds', () => {
    const [first, second] = marketOf(5, 0.94)
    const watch = new GapWatch(options)
    let other = new GapWatch(options)
    let held = 0
    for (let row = 0; row < rows; row += 1) {
      first.row = row
      second.row = row
      watch.look([first, second], hourUs)
      other.look([first, second], hourUs)
      expect(other.wishes([first, second])).toEqual(watch.wishes([first, second]))
      if (row % 7 > 0) continue
      if (watch.side !== 0) held += 1
      const state = JSON.stringify(watch.save())
      other = new GapWatch(options)
      other.load(JSON.parse(state))
    }
    expect(held).toBeGreaterThan(10)
  })
})

/** Two walks, and one that follows 0.5 of each at a distance that halves in 11 hours, or not. */
function basketOf(seed: number, decay: number): readonly [BarPeer, BarPeer, BarPeer] {
  const random = Random.stream(seed, 'gap-watch')
  const columns = [new BarColumns(rows), new BarColumns(rows), new BarColumns(rows)] as const
  const walks = [0, 0]
  let gap = 0
  for (let row = 1; row <= rows; row += 1) {
    for (const i of walks.keys()) walks[i] = (walks[i] as number) + 0.005 * random.normal()
    gap = decay * gap + 0.004 * random.normal()
    const logs = [0.5 * ((walks[0] ?? 0) + (walks[1] ?? 0)) + gap, ...walks]
    columns.forEach((bars, i) => {
      const close = Math.round(1e6 * Math.exp(logs[i] as number))
      bars.push(row * hourUs, close, close, close, close, 1)
    })
  }
  const ids = ['BTC-USD.SIM', 'ETH-USD.SIM', 'SOL-USD.SIM'] as const
  const peerOf = (i: 0 | 1 | 2): BarPeer => new BarPeer(madeInstrument(ids[i]), columns[i])
  return [peerOf(0), peerOf(1), peerOf(2)]
}

describe('a watch of three', () => {
  /** Rows at which something is held, and the legs wanted where it was entered. */
  function held(basket: readonly BarPeer[]): {
    readonly rows: number
    readonly entries: { readonly watch: GapWatch; readonly exposures: readonly number[] }[]
  } {
    const watch = new GapWatch(options, 2)
    const entries: ReturnType<typeof held>['entries'] = []
    let count = 0
    for (let row = 0; row < rows; row += 1) {
      for (const peer of basket) peer.row = row
      const before = watch.side
      watch.look(basket, hourUs)
      if (watch.side !== 0) count += 1
      if (watch.side === 0 || before !== 0) continue
      const { legs } = defined(watch.wishes(basket), 'wishes')
      const exposures = legs.map(({ exposure }) => exposure)
      const { hedge = 0, hedgeThird = 0 } = watch.fit ?? {}
      expect(exposures[1]).toBeCloseTo(-hedge * (exposures[0] ?? 0), 12)
      expect(exposures[2]).toBeCloseTo(-hedgeThird * (exposures[0] ?? 0), 12)
      entries.push({ watch, exposures })
    }
    return { rows: count, entries }
  }

  it('hedges the first by both others, each by its own ratio, within the budget', () => {
    const { entries } = held(basketOf(1, 0.94))
    expect(entries.length).toBeGreaterThan(3)
    for (const { exposures } of entries) {
      const [first = 0, second = 0, third = 0] = exposures
      expect(Math.sign(second)).toBe(-Math.sign(first))
      expect(Math.sign(third)).toBe(-Math.sign(first))
      expect(Math.abs(first) + Math.abs(second) + Math.abs(third)).toBeCloseTo(0.1, 12)
    }
  })

  it('finds those that are held together, and hardly any in walks', () => {
    const seeds = [0, 1, 2, 3, 4, 5]
    const rowsOf = (decay: number): number =>
      seeds.reduce((sum, seed) => sum + held(basketOf(seed, decay)).rows, 0) / seeds.length
    expect(rowsOf(0.94)).toBeGreaterThan(4 * rowsOf(1))
    expect(rowsOf(1)).toBeLessThan(0.06 * rows)
  })

  it('asks Johansen for one relation or two where it is told to', () => {
    const basket = basketOf(2, 0.94)
    const asked = new GapWatch({ ...options, isJohansenAsked: true }, 2)
    let [tradable, fitted] = [0, 0]
    for (let row = 0; row < rows; row += 1) {
      for (const peer of basket) peer.row = row
      asked.look(basket, hourUs)
      const { rank = -1 } = asked.fit ?? {}
      if (rank >= 0) fitted += 1
      if (!asked.isTradable) continue
      tradable += 1
      expect([1, 2]).toContain(rank)
    }
    expect(tradable).toBeGreaterThan(100)
    expect(fitted).toBeGreaterThan(tradable)
  })
})
