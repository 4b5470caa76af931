import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterLots,
  bookOf,
  drawnOrder,
  drawnPlain,
  isNear,
  mostLots,
  orderOf,
  type Plain,
  plain,
  plainOf,
} from '../../../test/simulation/risk-books.ts'
import { checkPosition } from './position.ts'

const refusal = (limit: string, was: number, max: number) => ({ ok: false, limit, was, max })

describe('each of them passes at the limit and is refused a lot beyond', () => {
  it('position', () => {
    const book = bookOf(plain, { positionMax: 0.5 })
    for (const lots of [500, -500]) expect(checkPosition(orderOf(0, lots), book)).toBeUndefined()
    for (const lots of [501, -501])
      expect(checkPosition(orderOf(0, lots), book)).toEqual(refusal('position', 0.501, 0.5))
  })

  it('gross, over everything held either way', () => {
    const book = bookOf(plainOf([{}, { held: -200 }]), { grossMax: 0.5 })
    expect(checkPosition(orderOf(0, 300), book)).toBeUndefined()
    expect(checkPosition(orderOf(0, 301), book)).toEqual(refusal('gross', 0.501, 0.5))
  })

  it('leverage, of one venue alone', () => {
    const here = bookOf(plainOf([{}, { held: 200 }]), { leverageMax: 0.5 })
    expect(checkPosition(orderOf(0, 300), here)).toBeUndefined()
    expect(checkPosition(orderOf(0, 301), here)).toEqual(refusal('leverage', 0.501, 0.5))
    const apart = bookOf(plainOf([{}, { held: 200 }], { venues: [0, 1] }), { leverageMax: 0.5 })
    expect(checkPosition(orderOf(0, 500), apart)).toBeUndefined()
  })

  it('buying power, with the worst cost of a fill, and of buys alone', () => {
    const book = bookOf(plainOf([], { cash: 505 }), { costBuffer: 0.01 })
    expect(checkPosition(orderOf(0, 500), book)).toBeUndefined()
    const beyond = checkPosition(orderOf(0, 501), book)
    expect(beyond).toMatchObject({ limit: 'buying-power', max: 505 })
    expect(beyond?.was).toBeCloseTo(506.01, 9)
    expect(checkPosition(orderOf(0, -501), book)).toBeUndefined()
  })
})

describe('what is in flight', () => {
  it('counts as filled, and makes no room on the other side', () => {
    const book = bookOf(plainOf([{ buys: 400 }]), { positionMax: 0.5 })
    expect(checkPosition(orderOf(0, 100), book)).toBeUndefined()
    expect(checkPosition(orderOf(0, 101), book)?.limit).toBe('position')
    expect(checkPosition(orderOf(0, -500), book)).toBeUndefined()
    expect(checkPosition(orderOf(0, -501), book)?.limit).toBe('position')
  })

  it('counts on its worse side in every other instrument, and all buys for cash', () => {
    const book = bookOf(plainOf([{}, { buys: 100, sells: 300 }]), { grossMax: 0.5 })
    expect(checkPosition(orderOf(0, 200), book)).toBeUndefined()
    expect(checkPosition(orderOf(0, 201), book)?.limit).toBe('gross')
    const poor = bookOf(plainOf([{}, { buys: 400 }], { cash: 500 }))
    expect(checkPosition(orderOf(0, 100), poor)).toBeUndefined()
    expect(checkPosition(orderOf(0, 101), poor)).toEqual(refusal('buying-power', 501, 500))
  })
})

it('what is not known is refused', () => {
  const worthless = bookOf(plainOf([{ worth: Number.NaN }]))
  expect(checkPosition(orderOf(0, 1), worthless)?.limit).toBe('position')
  const other = bookOf(plainOf([{}, { worth: Number.NaN, held: 1 }]))
  expect(checkPosition(orderOf(0, 1), other)?.limit).toBe('gross')
  expect(checkPosition(orderOf(0, 1), bookOf({ ...plain, equity: Number.NaN }))).toBeDefined()
  expect(checkPosition(orderOf(0, 1), bookOf({ ...plain, cash: Number.NaN }))).toBeDefined()
  for (const key of ['positionMax', 'grossMax', 'leverageMax', 'costBuffer'] as const)
    expect(
      checkPosition(orderOf(0, 1), bookOf(plain, { [key]: Number.NaN })),
      `${key}`,
    ).toBeDefined()
})

/** What the four limits are about, from plain numbers. */
function figures(of: Plain, i: number, lots: number): readonly number[] {
  const own = of.lines.map(
    (line, j) => Math.abs(j === i ? afterLots(line, lots) : mostLots(line)) * line.worth,
  )
  const sum = (isOne: (j: number) => boolean): number =>
    own.reduce((all, each, j) => (isOne(j) ? all + each : all), 0) / of.equity
  const buys = of.lines.reduce((all, line) => all + line.buys * line.worth, 0)
  const more = lots > 0 ? lots * (of.lines[i]?.worth ?? 0) : Number.NEGATIVE_INFINITY
  return [
    sum((j) => j === i),
    sum(() => true),
    sum((j) => of.venues[j] === of.venues[i]),
    (buys + more) * 1.01,
  ]
}

it('agrees with the same figured by hand', () => {
  const limits = { positionMax: 0.6, grossMax: 1.5, leverageMax: 1.1, costBuffer: 0.01 }
  let passed = 0
  fc.assert(
    fc.property(drawnPlain, drawnOrder, (of, [i, lots]) => {
      const seen = figures(of, i, lots)
      const allowed = [0.6, 1.5, 1.1, of.cash]
      fc.pre(seen.every((each, n) => !isNear(each, allowed[n] ?? 0)))
      const first = seen.findIndex((each, n) => each > (allowed[n] ?? 0))
      const names = ['position', 'gross', 'leverage', 'buying-power']
      const said = checkPosition(orderOf(i, lots), bookOf(of, limits))
      expect(said?.limit).toBe(names[first])
      if (said === undefined) passed += 1
    }),
    { seed: 3, numRuns: 1_000 },
  )
  expect(passed).toBeGreaterThan(20)
})
