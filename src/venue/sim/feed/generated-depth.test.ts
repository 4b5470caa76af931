import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Random } from '../../../base/index.ts'
import { micros } from '../../../domain/index.ts'
import { Ladder } from '../../../market/index.ts'
import { GeneratedDepth, plainDepth } from './generated-depth.ts'
import type { MarketInput } from './market-input.ts'

/** A book that fails as soon as a bid meets an ask. */
class Levels implements MarketInput {
  readonly bids = new Ladder(true)
  readonly asks = new Ladder(false)

  onDepth(_: number, isBid: boolean, ticks: number, lots: number): void {
    if (isBid) this.bids.set(ticks, lots)
    else this.asks.set(ticks, lots)
    const isCrossed = this.bids.best >= this.asks.best && this.bids.best >= 0 && this.asks.best >= 0
    if (isCrossed) expect.fail(`${this.bids.best} bid, ${this.asks.best} asked`)
  }

  clearDepth(): void {
    expect.fail('nothing is cleared')
  }

  onTrade(): void {
    expect.fail('nothing is printed')
  }
}

const now = micros(0)

function side(ladder: Ladder): readonly (readonly [ticks: number, lots: number])[] {
  const levels: (readonly [number, number])[] = []
  for (let ticks = ladder.best; ticks >= 0; ticks = ladder.next(ticks))
    levels.push([ticks, ladder.at(ticks)])
  return levels
}

it('has the shape asked for, to the last lot', () => {
  const levels = new Levels()
  const shape = { levels: 4, halfSpreadTicks: 2, stepTicks: 5, growth: 1, noise: 0 }
  new GeneratedDepth(levels, 0, shape, Random.fromSeed(1)).show(1_000, 100, now)
  expect(side(levels.bids)).toEqual([
    [998, 10],
    [993, 20],
    [988, 30],
    [983, 40],
  ])
  expect(side(levels.asks).map(([ticks]) => ticks)).toEqual([1_002, 1_007, 1_012, 1_017])
  expect(side(levels.asks).reduce((sum, [, lots]) => sum + lots, 0)).toBe(100)
})

it('is never crossed on the way from picture to picture, and leaves no old level behind', () => {
  const picture = fc.record({
    middle: fc.integer({ min: 1, max: 60 }),
    lots: fc.integer({ min: 0, max: 5_000 }),
    isShown: fc.boolean(),
  })
  const shapes = fc.record({
    levels: fc.integer({ min: 1, max: 6 }),
    halfSpreadTicks: fc.integer({ min: 1, max: 4 }),
    stepTicks: fc.integer({ min: 1, max: 3 }),
    growth: fc.constantFrom(0, 0.5, 2),
    noise: fc.constantFrom(0, 0.3),
  })
  fc.assert(
    fc.property(shapes, fc.array(picture, { maxLength: 30 }), fc.nat(), (shape, pictures, seed) => {
      const levels = new Levels()
      const depth = new GeneratedDepth(levels, 0, shape, Random.fromSeed(seed))
      for (const { middle, lots, isShown } of pictures) {
        if (isShown) depth.show(middle, lots, now)
        else depth.withdraw(now)
        const most = isShown ? shape.levels : 0
        for (const ladder of [levels.bids, levels.asks])
          expect(ladder.size).toBeLessThanOrEqual(most)
        for (const [ticks] of side(levels.bids))
          expect((middle - shape.halfSpreadTicks - ticks) % shape.stepTicks).toBe(0)
      }
      depth.withdraw(now)
      expect(levels.bids.size + levels.asks.size).toBe(0)
    }),
    { seed: 4, numRuns: 500 },
  )
})

it('shows a price with the same factor whenever it comes back to it, and another by seed', () => {
  const shown = (seed: number, path: readonly number[]): unknown => {
    const levels = new Levels()
    const depth = new GeneratedDepth(levels, 0, plainDepth, Random.fromSeed(seed))
    for (const middle of path) depth.show(middle, 100_000, now)
    return side(levels.bids)
  }
  expect(shown(1, [500, 520, 480, 500])).toEqual(shown(1, [500]))
  expect(shown(2, [500])).not.toEqual(shown(1, [500]))
})
