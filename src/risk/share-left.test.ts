import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  bookOf,
  drawnPlain,
  isNear,
  knownMarket,
  limitsOf,
  type Line,
  orderOf,
  type Plain,
} from '../../test/simulation/risk-books.ts'
import { defined } from '../base/index.ts'
import { type InstrumentId, instrument, price } from '../domain/index.ts'
import { checkOrder } from './check-order.ts'
import type { Limits } from './limits.ts'
import type { LimitName } from './refusal.ts'
import type { SizeWish } from './size-wish.ts'
import { type Sizing, sizeTarget } from './size.ts'

const market = knownMarket()
/** Even over its range, as doubles of fast-check are not. */
const share = (max: number) => fc.integer({ min: 10, max: 1_000 }).map((n) => (n / 1_000) * max)

const drawn = fc.record({
  // Ten times as rich now and then, so that there is room.
  of: fc
    .tuple(drawnPlain, fc.constantFrom(1, 10))
    .map(([of, n]): Plain => ({ ...of, equity: n * of.equity, cash: n * of.cash })),
  i: fc.integer({ min: 0, max: 3 }),
  exposure: fc.integer({ min: -1_000, max: 1_000 }).map((n) => n / 1_000),
  stop: fc.oneof(fc.constant(0), share(0.4)),
  target: fc.oneof(fc.constant(0), share(0.4)),
  confidence: fc.oneof(fc.constant(Number.NaN), share(1)),
  trust: fc.constantFrom(1, 1, 0.5, 0),
  breaker: fc.constantFrom(1, 1, 0.25, 0),
  isKnown: fc.boolean(),
  limits: fc.record({
    positionMax: share(1),
    grossMax: share(3),
    leverageMax: share(3),
    concentrationMax: share(1),
    heatMax: share(2),
    tradeLossMax: share(1),
    varMax: share(0.5),
    shortfallMax: share(0.5),
    kellyMax: fc.constantFrom(0, 0.25),
    volatilityTarget: fc.constantFrom(0, 0.3),
    drawdownSoft: fc.constantFrom(0, 0.5),
    correlationMax: fc.constantFrom(0.7, 2),
    orderNotionalMin: fc.constantFrom(0, 100),
    isLongOnly: fc.boolean(),
  }),
})
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

/** A thousandth a tick: what a lot is worth follows from its price, as in a market. */
function onGrid(line: Line): Line {
  return { ...line, worth: (line.worth * line.ticks) / 1_000 }
}

/** What a desk asks for: more of what is held, or anew, and nothing of it on its way. */
function plainOfWish({ of, i, exposure }: Drawn): Plain {
  const way = exposure < 0 ? -1 : 1
  const lines = of.lines.map((line, j) => {
    const own = { ...line, held: way * Math.abs(line.held), buys: 0, sells: 0 }
    return onGrid(j === i ? own : line)
  })
  return { ...of, lines }
}

function wishOf(each: Drawn): SizeWish {
  const { i, exposure, confidence, trust, stop, target } = each
  const { ticks, worth } = defined(each.of.lines[i], 'a line')
  const made = instrument('BTC-USD.SIM' as InstrumentId, '0.001', `${worth}`)
  const of = defined(made.ok ? made.value : undefined, 'an instrument')
  const level = (away: number): number => Math.round(ticks * (1 + Math.sign(exposure) * away))
  const levels = { stop: stop === 0 ? 0 : level(-stop), target: target === 0 ? 0 : level(target) }
  return { of, instrument: i, exposure, confidence, trust, ticks, levels }
}

function bookFor(each: Drawn, over: Partial<Limits> = {}) {
  const known = each.isKnown ? market : undefined
  const book = bookOf(plainOfWish(each), { ...each.limits, ...over }, known)
  book.breaker[each.i] = each.breaker
  return book
}

/** What comes of a wish, and what is said of the order that would make it so. */
function outcome(each: Drawn): { readonly sizing: Sizing; readonly said: LimitName | 'ok' | '' } {
  const book = bookFor(each)
  const wish = wishOf(each)
  const sizing = sizeTarget(wish, book)
  const delta = sizing.lots - (book.lots[each.i] as number)
  book.planned[each.i] = wish.levels.stop
  if (delta === 0) return { sizing, said: '' }
  const order = orderOf(each.i, delta, { arrival: price(wish.ticks) })
  const verdict = checkOrder(order, book)
  return { sizing, said: verdict.ok ? 'ok' : verdict.limit }
}

it.each([200, 5_000])(
  'what is left of %i wishes passes, unless too little or of no size',
  (numRuns) => {
    const heard = new Map<string, number>()
    fc.assert(
      fc.property(drawn, (each) => {
        const { said } = outcome(each)
        heard.set(said, (heard.get(said) ?? 0) + 1)
        const yesOrNo = ['', 'ok', 'order-notional-min', 'correlation']
        // Half of everything counts while nobody knows: that is judged with the order alone. Cash
        // that others on their way will need is counted with it, too.
        if (!each.isKnown) yesOrNo.push('value-at-risk', 'shortfall')
        if (each.of.lines.some(({ buys }, j) => j !== each.i && buys > 0))
          yesOrNo.push('buying-power')
        expect(yesOrNo).toContain(said)
      }),
      { seed: 1, numRuns },
    )
    expect(heard.get('ok')).toBeGreaterThan(numRuns / 10)
    expect(heard.get('order-notional-min')).toBeGreaterThan(numRuns / 500)
  },
)

it.each([200, 3_000])(
  'of %i, is never larger than was wished, nor on the other side, and a cut is named',
  (numRuns) => {
    fc.assert(
      fc.property(drawn, (each) => {
        const { sizing } = outcome(each)
        const { lots, cut, wished, allowed } = sizing
        const worth = Math.abs(lots) * (plainOfWish(each).lines[each.i]?.worth ?? 0)
        expect(worth).toBeLessThanOrEqual(Math.abs(each.exposure) * each.of.equity * (1 + 1e-9))
        expect(lots * each.exposure).toBeGreaterThanOrEqual(0)
        expect(allowed).toBeLessThanOrEqual(wished)
        expect(cut !== undefined).toBe(allowed < wished)
      }),
      { seed: 2, numRuns },
    )
  },
)

/** Limits that leave room, and what a wide one is. */
const wide: Partial<Record<LimitName, Partial<Limits>>> = {
  position: { positionMax: 1e9 },
  gross: { grossMax: 1e9 },
  leverage: { leverageMax: 1e9 },
  concentration: { concentrationMax: 1e9 },
  heat: { heatMax: 1e9 },
  'trade-loss': { tradeLossMax: 1e9 },
  kelly: { kellyMax: 0 },
  'value-at-risk': { varMax: 1, shortfallMax: 1 },
}

it.each([300, 2_000])(
  'of %i limits that are named each is the tightest: with it wide there is more, without another there is not',
  (numRuns) => {
    const named = new Set<string>()
    fc.assert(
      fc.property(drawn, (each) => {
        const wish = wishOf(each)
        const { cut, allowed } = sizeTarget(wish, bookFor(each))
        const own = cut === undefined ? undefined : wide[cut]
        if (cut === undefined || own === undefined) return
        named.add(cut)
        for (const [name, over] of Object.entries(wide)) {
          const without = sizeTarget(wish, bookFor(each, over)).allowed
          if (name === cut) expect(without > allowed || isNear(without, allowed)).toBe(true)
          else expect(without <= allowed || isNear(without, allowed)).toBe(true)
        }
        const free = sizeTarget(wish, bookFor(each, own))
        if (free.cut === cut) throw new Error(`${cut} cuts when it is wide`)
      }),
      { seed: 3, numRuns },
    )
    expect([...named].sort()).toEqual(Object.keys(wide).sort())
  },
)

it('of several that cut to a part, the one with the smallest is named', () => {
  const flat = { held: 0, buys: 0, sells: 0, worth: 1, ticks: 1_000, stop: 0, planned: 0 }
  const of: Plain = { lines: [flat], equity: 1_000, cash: 1_000, assets: [0], venues: [0] }
  const made = instrument('BTC-USD.SIM' as InstrumentId, '0.001', '1')
  const wish = {
    ...{ of: defined(made.ok ? made.value : undefined, 'an instrument'), instrument: 0 },
    ...{ exposure: 0.8, confidence: Number.NaN, ticks: 1_000, levels: { stop: 0, target: 0 } },
  }
  const named = (trust: number, breaker: number): Sizing => {
    const book = bookOf(of)
    book.breaker[0] = breaker
    return sizeTarget({ ...wish, trust }, book)
  }
  expect(named(0.5, 0.25)).toMatchObject({ cut: 'breaker', lots: 100 })
  expect(named(0.25, 0.5)).toMatchObject({ cut: 'probation', lots: 100 })
  expect(named(0, 0.5)).toMatchObject({ cut: 'probation', lots: 0 })
  expect(named(1, Number.NaN)).toMatchObject({ cut: 'breaker', lots: 0 })
})

it('an unknown price, loss or limit leaves nothing', () => {
  const flat = { held: 0, buys: 0, sells: 0, worth: 1, ticks: 1_000, stop: 0, planned: 0 }
  const of: Plain = { lines: [flat], equity: 1_000, cash: 1_000, assets: [0], venues: [0] }
  const made = instrument('BTC-USD.SIM' as InstrumentId, '0.001', '1')
  const wish = {
    ...{ of: defined(made.ok ? made.value : undefined, 'an instrument'), instrument: 0 },
    ...{ exposure: 0.5, confidence: 0.9, trust: 1, ticks: 1_000 },
    levels: { stop: 900, target: 1_200 },
  }
  expect(sizeTarget(wish, bookOf(of)).lots).toBe(500)
  const numbers = Object.entries(limitsOf({})).filter(([, value]) => typeof value === 'number')
  // Of these an order is judged alone; the crisis is one where somebody knows of it.
  const judged = ['correlationMax', 'shortfallMax', 'stressMax', 'collarMax', 'orderNotionalMax']
  judged.push('orderNotionalMin', 'dailyLossMax', 'drawdownHalt', 'ordersPerDayMax')
  judged.push('tradesPerDayMax', 'lossesInRowMax', 'crisisShare', 'varMax')
  for (const [key] of numbers) {
    if (judged.includes(key)) continue
    const { lots } = sizeTarget(wish, bookOf(of, { [key]: Number.NaN }))
    if (key === 'drawdownSoft') expect(lots).toBe(250)
    else expect(lots, `${key}`).toBeFalsy()
  }
  for (const key of ['exposure', 'ticks', 'trust'] as const)
    expect(sizeTarget({ ...wish, [key]: Number.NaN }, bookOf(of)).lots, `${key}`).toBeFalsy()
  expect(sizeTarget(wish, bookOf({ ...of, equity: Number.NaN })).lots).toBe(0)
  expect(sizeTarget(wish, bookOf({ ...of, cash: Number.NaN })).lots).toBe(0)
})
