import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { Yardsticks } from './yardsticks.ts'

const costPerSide = 0.0036

function made(instruments = 1, seed = 3): Yardsticks {
  return new Yardsticks({ seed, instruments, costPerSide })
}

/** Closes of a market that goes nowhere in the mean. */
function noise(rows: number, seed: number): readonly number[] {
  const random = Random.stream(seed, 'noise')
  let close = 1
  return Array.from({ length: rows }, () => (close *= Math.exp(0.01 * random.normal())))
}

describe('what holding comes to', () => {
  it('is the moves of all instruments, an equal share of each, and one side of costs', () => {
    const yardsticks = made(2)
    for (const [row, close] of [100, 110, 99].entries()) {
      yardsticks.onBar(0, close, 0.2)
      if (row > 0) yardsticks.onBar(1, 50, -0.1)
    }
    const { hold, holdAsMuch, size } = yardsticks.figures
    const moves = 0.1 + (99 / 110 - 1) - costPerSide + (0 - costPerSide)
    expect(hold.total).toBeCloseTo(moves / 2, 15)
    expect(hold.bars).toBe(3)
    expect(size).toBeCloseTo((0.2 + 0.2 + 0.1) / 3, 15)
    expect(holdAsMuch.total).toBeCloseTo(moves * size, 15)
  })

  it('is nothing before two bars, and of nothing wished for', () => {
    const yardsticks = made()
    yardsticks.onBar(0, 100, 0)
    expect(yardsticks.figures.hold.bars).toBe(0)
    yardsticks.onBar(0, 120, 0)
    const { hold, holdAsMuch, traders } = yardsticks.figures
    expect(hold.total).toBeCloseTo(0.2 - costPerSide, 15)
    expect([holdAsMuch, ...traders].map(({ total }) => Math.abs(total))).toEqual(
      Array.from({ length: 20 }, () => 0),
    )
  })
})

describe('random traders', () => {
  it('trade as much as what they stand beside, at its size, and lose what that costs', () => {
    const random = Random.stream(5, 'wishes')
    const closes = noise(20_000, 8)
    const yardsticks = made()
    let [wish, turned] = [0, 0]
    for (const close of closes) {
      const before = wish
      if (random.next() < 0.1) wish = 0.2 * (random.next() - 0.5)
      turned += Math.abs(wish - before)
      yardsticks.onBar(0, close, wish)
    }
    const { traders } = yardsticks.figures
    const mean = traders.reduce((sum, { total }) => sum + total, 0) / traders.length
    const cost = turned * costPerSide
    expect(mean / cost).toBeLessThan(-0.8)
    expect(mean / cost).toBeGreaterThan(-1.2)
    expect(new Set(traders.map(({ total }) => total)).size).toBe(19)
  })

  it('gain with the market as often as against it', () => {
    const rising = Array.from({ length: 4_000 }, (_, row) => 100 * Math.exp(0.001 * row))
    const yardsticks = made()
    for (const [row, close] of rising.entries()) yardsticks.onBar(0, close, row % 20 < 10 ? 0.1 : 0)
    const { traders, holdAsMuch } = yardsticks.figures
    const gross = traders.map(({ total }) => total + (0.1 / 10) * 4_000 * costPerSide)
    const mean = gross.reduce((sum, each) => sum + each, 0) / gross.length
    expect(Math.abs(mean)).toBeLessThan(0.2 * holdAsMuch.total)
  })
})

it('goes on after a restart as if it had not been stopped', () => {
  const bars = fc.array(
    fc.record({
      instrument: fc.nat({ max: 2 }),
      close: fc.double({ min: 1, max: 100, noNaN: true }),
      wish: fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined }),
    }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(bars, fc.nat(), (all, seed) => {
      const whole = made(3)
      let cut = made(3)
      const at = seed % (all.length + 1)
      for (const [row, { instrument, close, wish }] of all.entries()) {
        if (row === at) {
          const saved = JSON.parse(JSON.stringify(cut.save()))
          cut = made(3, 99)
          cut.load(saved)
        }
        whole.onBar(instrument, close, wish)
        cut.onBar(instrument, close, wish)
      }
      expect(cut.figures).toEqual(whole.figures)
      expect(JSON.stringify(cut.save())).toBe(JSON.stringify(whole.save()))
    }),
  )
})
