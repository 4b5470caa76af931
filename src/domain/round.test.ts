import { describe, expect, it } from 'vitest'
import { defined, InvariantError, Random } from '../base/index.ts'
import { type Instrument, type InstrumentId, instrument, notional } from './instrument.ts'
import { clientOrderId, orderId } from './order.ts'
import { parseInstrumentId } from './instrument.ts'
import { price } from './price.ts'
import { quantity } from './quantity.ts'
import { slipped, toPrice, toQuantity } from './round.ts'

function made(tick: string, lot: string): Instrument {
  const result = instrument('BTC-USD.SIM' as InstrumentId, tick, lot)
  return defined(result.ok ? result.value : undefined, 'instrument')
}

const grids = [
  made('0.1', '0.0001'),
  made('0.01', '0.001'),
  made('0.0000001', '0.0001'),
  made('0.25', '1'),
  made('5', '0.00000001'),
]
const draws = 100_000
const notNumbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300]

describe('the crossing from floats to integers', () => {
  it('rounds a price to the side asked for, and by less than a tick', () => {
    const random = Random.fromSeed(1)
    for (let n = 0; n < draws; n += 1) {
      const of = grids[n % grids.length] as Instrument
      const value = (random.next() - 0.2) * 1e6 * of.tickSize
      const exact = value / of.tickSize
      const slack = 2e-9 * Math.max(1, Math.abs(exact))
      const floor = toPrice(of, value, 'floor') ?? Number.NaN
      const ceil = toPrice(of, value, 'ceil') ?? Number.NaN
      const near = toPrice(of, value, 'nearest') ?? Number.NaN
      const isFloor = floor <= exact + slack && floor > exact - 1
      const isCeil = ceil >= exact - slack && ceil < exact + 1
      if (!isFloor || !isCeil || Math.abs(near - exact) > 0.5)
        throw new Error(`draw ${n}: ${value}`)
    }
  })

  it('takes a price that is on the grid but for the last bit as it is', () => {
    for (const of of grids)
      for (let ticks = 1; ticks < 5_000; ticks += 1)
        for (const rounding of ['floor', 'ceil', 'nearest'] as const)
          if (toPrice(of, ticks * of.tickSize, rounding) !== ticks)
            throw new Error(`${of.tick} × ${ticks} ${rounding}`)
  })

  it('never gives more lots than were asked for', () => {
    const random = Random.fromSeed(2)
    for (let n = 0; n < draws; n += 1) {
      const of = grids[n % grids.length] as Instrument
      const units = random.next() * 1e5 * of.lotSize
      const lots = toQuantity(of, units) ?? Number.NaN
      if (!(lots <= units / of.lotSize && lots > units / of.lotSize - 1))
        throw new Error(`${units}`)
    }
  })

  it('has nothing to say of what is no number, or too large for one', () => {
    for (const value of notNumbers) {
      expect(toPrice(made('0.1', '1'), value, 'nearest')).toBeUndefined()
      expect(toQuantity(made('0.1', '1'), value)).toBeUndefined()
    }
    expect(toQuantity(made('0.1', '1'), -1)).toBeUndefined()
  })

  it('moves ticks against the side that trades', () => {
    expect([slipped(1_000, 0.0011, 'buy'), slipped(1_000, 0.0011, 'sell')]).toEqual([1_002, 998])
    expect([slipped(1_000, 0, 'buy'), slipped(1_000, 0, 'sell')]).toEqual([1_000, 1_000])
  })
})

it('mints prices and quantities of whole numbers only', () => {
  for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    expect(() => price(value)).toThrow(InvariantError)
    expect(() => quantity(value)).toThrow(InvariantError)
    expect(() => orderId(value)).toThrow(InvariantError)
  }
  expect(() => quantity(-1)).toThrow(InvariantError)
  expect(price(-1)).toBe(-1)
})

it('gives the exact notional, in bigints beyond 2^53 and where it has to round', () => {
  const random = Random.fromSeed(3)
  for (let n = 0; n < draws; n += 1) {
    const of = grids[n % grids.length] as Instrument
    const [ticks, lots] = [random.below(2e9), random.below(n % 2 === 0 ? 1_000 : 4e9)]
    const exact = BigInt(ticks) * BigInt(lots) * of.notionalFactor
    const floor = notional(of, ticks, lots, 'floor')
    const ceil = notional(of, ticks, lots, 'ceil')
    const isFloor = floor * of.notionalDivisor <= exact
    const isCeil = ceil * of.notionalDivisor >= exact
    const isTight = ceil - floor === (exact % of.notionalDivisor === 0n ? 0n : 1n)
    if (!isFloor || !isCeil || !isTight) throw new Error(`${of.tick}: ${ticks} × ${lots}`)
  }
})

describe('a client order id', () => {
  it('is 32 hex digits from which desk, order and attempt can be read back', () => {
    const random = Random.fromSeed(4)
    const seen = new Set<string>()
    for (let n = 0; n < draws; n += 1) {
      const desk = (BigInt(random.below(2 ** 32)) << 32n) + BigInt(random.below(2 ** 32))
      const order = random.below(2 ** 32) * 2 ** 16 + random.below(2 ** 16)
      const attempt = random.below(2 ** 16)
      const id = clientOrderId(desk, orderId(order), attempt)
      seen.add(id)
      const parts = [id.slice(0, 16), id.slice(16, 28), id.slice(28)].map((hex) =>
        BigInt(`0x${hex}`),
      )
      const isSame = parts[0] === desk && parts[1] === BigInt(order) && parts[2] === BigInt(attempt)
      if (!isSame || !/^[0-9a-f]{32}$/.test(id)) throw new Error(id)
    }
    expect(seen.size).toBe(draws)
  })
})

describe('an instrument as a person names it', () => {
  it.each([
    ['BTC/USD', 'BTC-USD.SIM'],
    [' btc-usd ', 'BTC-USD.SIM'],
    ['BTC-USD.KRAKEN', 'BTC-USD.KRAKEN'],
    ['eth/eur.kraken', 'ETH-EUR.KRAKEN'],
    ['BTC-USD-PERP.SIM', 'BTC-USD-PERP.SIM'],
  ])('%s is %s', (text, id) => {
    expect(parseInstrumentId(text)).toEqual({ ok: true, value: id })
  })

  it.each([
    '',
    'BTC',
    'BTC-',
    '-USD',
    'BTC--USD',
    'A/B/C/D',
    '../etc.SIM',
    'BTC-USD.',
    'ВТС-USD',
    'BTC-USD.SIM.SIM',
  ])('%j is none', (text) => {
    expect(parseInstrumentId(text).ok).toBe(false)
  })

  it('takes the venue it is given', () => {
    expect(parseInstrumentId('btc/usd', 'kraken')).toEqual({ ok: true, value: 'BTC-USD.KRAKEN' })
  })

  it('declines a grid that is none', () => {
    for (const step of ['0', '-1', '', 'x', '1e-3', 'NaN', '0.000'])
      for (const [tick, lot] of [
        [step, '1'],
        ['1', step],
      ] as const)
        expect(instrument('BTC-USD.SIM' as InstrumentId, tick, lot).ok).toBe(false)
    expect(instrument('BTC-USD.SIM' as InstrumentId, '1', '0.000000001').ok).toBe(false)
  })
})
