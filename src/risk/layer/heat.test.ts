import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bookOf,
  drawnOrder,
  drawnPlain,
  isNear,
  type Line,
  lossOf,
  orderOf,
  plain,
  plainOf,
} from '../../../test/simulation/risk-books.ts'
import { checkHeat } from './heat.ts'

const refusal = (limit: string, was: number, max: number) => ({ ok: false, limit, was, max })

describe('heat', () => {
  it('is nothing where nothing is held, though nobody knows its price', () => {
    const book = bookOf(plainOf([{}, { worth: Number.NaN }]), { heatMax: 0.125 })
    expect([book.exposure.heatOf(1), book.exposure.shareOf(1)]).toEqual([0, 0])
    expect(checkHeat(orderOf(0, 125), book)).toBeUndefined()
    expect(checkHeat(orderOf(1, 1), book)?.limit).toBe('heat')
  })

  it('counts in full what has no stop, and until its stop what has one', () => {
    const naked = bookOf(plain, { heatMax: 0.125 })
    expect(checkHeat(orderOf(0, 125), naked)).toBeUndefined()
    expect(checkHeat(orderOf(0, 126), naked)).toEqual(refusal('heat', 0.126, 0.125))
    const long = bookOf(plainOf([{ planned: 750 }]), { heatMax: 0.125 })
    expect(checkHeat(orderOf(0, 500), long)).toBeUndefined()
    expect(checkHeat(orderOf(0, 501), long)).toEqual(refusal('heat', 0.12525, 0.125))
    const short = bookOf(plainOf([{ planned: 1_250 }]), { heatMax: 0.125 })
    expect(checkHeat(orderOf(0, -500), short)).toBeUndefined()
    expect(checkHeat(orderOf(0, -501), short)?.limit).toBe('heat')
  })

  it('adds up what is held and what is in flight, everywhere', () => {
    const held = plainOf([{ held: 100, stop: 750, buys: 50, planned: 500 }, { sells: 40 }])
    const book = bookOf(held, { heatMax: 0.1 })
    // 25 until the stop of what is held, 25 of what is on its way, 40 elsewhere: 10 are left.
    expect(checkHeat(orderOf(0, 20), book)).toBeUndefined()
    expect(checkHeat(orderOf(0, 21), book)).toEqual(refusal('heat', 0.1005, 0.1))
  })

  it('goes by where a stop is now, whoever asked before it was moved', () => {
    const book = bookOf(plainOf([{ held: 100, stop: 750 }]), { heatMax: 0.1 })
    expect(checkHeat(orderOf(1, 76), book)).toEqual(refusal('heat', 0.101, 0.1))
    book.stopAt(0, 760)
    expect(checkHeat(orderOf(1, 76), book)).toBeUndefined()
    book.stopAt(0, 0)
    expect(checkHeat(orderOf(1, 1), book)).toEqual(refusal('heat', 0.101, 0.1))
  })

  it('takes the worse side of what is in flight on both', () => {
    // A plan of a sale above the market protects no purchase, and the other way round.
    const both = plainOf([{ buys: 1, sells: 400, planned: 1_250 }])
    expect(checkHeat(orderOf(1, 50), bookOf(both, { heatMax: 0.125 }))).toEqual(
      refusal('heat', 0.15, 0.125),
    )
  })
})

it('the loss of one position passes at its limit and is refused beyond', () => {
  const book = bookOf(plainOf([{ held: 20, planned: 500 }, { held: 900 }]), { tradeLossMax: 0.05 })
  expect(checkHeat(orderOf(0, 60), book)).toBeUndefined()
  expect(checkHeat(orderOf(0, 61), book)).toEqual(refusal('trade-loss', 0.0505, 0.05))
})

it('what is not known is refused', () => {
  const blind = [{ worth: Number.NaN }, { planned: Number.NaN }, { ticks: Number.NaN, planned: 9 }]
  for (const line of blind)
    expect(checkHeat(orderOf(0, 1), bookOf(plainOf([line])))?.limit).toBe('heat')
  const other = bookOf(plainOf([{}, { held: 1, stop: Number.NaN }]))
  expect(checkHeat(orderOf(0, 1), other)?.limit).toBe('heat')
  expect(checkHeat(orderOf(0, 1), bookOf(plain, { heatMax: Number.NaN }))).toBeDefined()
  expect(checkHeat(orderOf(0, 1), bookOf(plain, { tradeLossMax: Number.NaN }))).toBeDefined()
})

/** Loss of one instrument if every stop is met, of what is held and the worse side in flight. */
function lossIn(line: Line): number {
  const held = Math.abs(line.held) * lossOf(line, line.held > 0 ? 'buy' : 'sell', line.stop)
  const buys = line.buys * lossOf(line, 'buy', line.planned)
  return held + Math.max(buys, line.sells * lossOf(line, 'sell', line.planned))
}

it('agrees with the same figured by hand', () => {
  let passed = 0
  fc.assert(
    fc.property(drawnPlain, drawnOrder, (of, [i, lots]) => {
      const line = of.lines[i]
      if (line === undefined) return
      const side = lots > 0 ? 'buy' : 'sell'
      const own = lossIn(line) + Math.abs(lots) * lossOf(line, side, line.planned)
      const others = of.lines.reduce((sum, each, j) => (j === i ? sum : sum + lossIn(each)), 0)
      const heat = (own + others) / of.equity
      const trade = own / of.equity
      fc.pre(!isNear(heat, 0.8) && !isNear(trade, 0.3))
      const said = checkHeat(orderOf(i, lots), bookOf(of, { heatMax: 0.8, tradeLossMax: 0.3 }))
      expect(said?.limit).toBe(heat > 0.8 ? 'heat' : trade > 0.3 ? 'trade-loss' : undefined)
      if (said === undefined) passed += 1
    }),
    { seed: 4, numRuns: 1_000 },
  )
  expect(passed).toBeGreaterThan(20)
})
