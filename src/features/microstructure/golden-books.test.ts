import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import golden from '../../../test/golden/features/microstructure.json' with { type: 'json' }
import {
  expectNear,
  loadTicks,
  ticks,
  topOf,
} from '../../../test/golden/features/recorded-ticks.ts'
import { DeltaReplay, loadDeltas, type QuoteTickTable } from '../../market/index.ts'
import {
  type BookLevels,
  bookPressure,
  depthImbalance,
  depthSlope,
  fitMicroprice,
  MicropriceMomentum,
  OrderFlowImbalance,
  queueImbalance,
  TopSurvival,
  weightedMid,
} from './index.ts'

describe.skipIf(!existsSync(ticks))('recorded books', () => {
  let quotes: QuoteTickTable

  beforeAll(async () => {
    ;[quotes] = await loadTicks(golden.perpetual)
  }, 20_000)

  it('order flow imbalance by level, and what a book looks like', async () => {
    const replay = new DeltaReplay(await loadDeltas(`${ticks}/${golden.perpetual}.l2.csv.gz`))
    const flow = new OrderFlowImbalance({ window: 100 })
    const levels = levelsOf(5)
    for (let update = 0; update < 1_500; update += 1) {
      replay.step()
      fill(levels, replay)
      flow.update(levels)
      for (const wanted of golden.orderFlowImbalance.filter(({ at }) => at === update)) {
        wanted.levels.forEach((level, k) => {
          expectNear(flow.atLevel(k), level)
        })
        expectNear(flow.total, wanted.total)
        expectNear(flow.scaled, wanted.scaled)
      }
      for (const wanted of golden.shapes.filter(({ at }) => at === update)) {
        const [bid = 0, bidSize = 0] = [levels.bidPrices[0], levels.bidSizes[0]]
        const [ask = 0, askSize = 0] = [levels.askPrices[0], levels.askSizes[0]]
        expectNear(queueImbalance({ bid, bidSize, ask, askSize }), wanted.queueImbalance)
        expectNear(weightedMid({ bid, bidSize, ask, askSize }), wanted.weightedMid)
        expectNear(depthImbalance(levels, 5), wanted.depthImbalance)
        expectNear(bookPressure(levels, { levels: 5, reach: 10 }), wanted.bookPressure)
        expectNear(depthSlope(levels, 5, true), wanted.bidSlope)
        expectNear(depthSlope(levels, 5, false), wanted.askSlope)
      }
    }
  }, 20_000)

  it("Stoikov's table, as numpy inverts the same matrices", () => {
    const { bidTicks: bid, bidLots: bidSize, askTicks: ask, askLots: askSize } = quotes.columns
    const table = fitMicroprice({ bid, bidSize, ask, askSize }, { tickSize: 1 })
    golden.microprice.forEach((wanted, state) => {
      if (wanted === null) expect(table?.adjustments[state]).toBeNaN()
      else expectNear(table?.adjustments[state], wanted)
    })
    expect(golden.microprice.filter((wanted) => wanted !== null).length).toBeGreaterThan(20)
  })

  it('momentum of the weighted middle', () => {
    const momentum = new MicropriceMomentum({ fastUs: 1e6, slowUs: 10e6 })
    for (let row = 0; row < quotes.length; row += 1) {
      momentum.update(quotes.columns.tsInit[row] as number, weightedMid(topOf(quotes, row)) ?? 0)
      // Two averages that agree to five digits: so many fewer are left in what parts them.
      for (const { bps } of golden.momentum.filter(({ at }) => at === row))
        expect(Math.abs((momentum.valueBps ?? Number.NaN) - bps)).toBeLessThan(1e-9)
    }
  })

  it('survival of the best prices', () => {
    const survival = new TopSurvival(500)
    for (let row = 0; row < quotes.length; row += 1)
      survival.update(quotes.columns.tsInit[row] as number, topOf(quotes, row))
    expectNear(survival.meanUs, golden.survival.meanUs)
    for (const { us, share } of golden.survival.shares) expectNear(survival.survival(us), share)
  })
})

function levelsOf(levels: number): BookLevels {
  return {
    bidPrices: new Float64Array(levels),
    bidSizes: new Float64Array(levels),
    askPrices: new Float64Array(levels),
    askSizes: new Float64Array(levels),
  }
}

function fill(levels: BookLevels, { book }: DeltaReplay): void {
  for (const isBid of [true, false]) {
    const prices = isBid ? levels.bidPrices : levels.askPrices
    const sizes = isBid ? levels.bidSizes : levels.askSizes
    sizes.fill(0, book.depth(isBid, prices, sizes))
  }
}
