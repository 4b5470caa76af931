import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { type Instrument, type InstrumentId, instrument } from '../domain/index.ts'
import { feeOn, Ledger } from './ledger.ts'

function made(id: string, tick: string, lot: string): Instrument {
  const result = instrument(id as InstrumentId, tick, lot)
  if (!result.ok) throw new Error(result.error)
  return result.value
}

const btc = made('BTC-USD.SIM', '0.01', '0.000001')
const eth = made('ETH-USD.SIM', '0.05', '0.0001')
/** Eleven decimals together: notional does not fit the minor unit and has to round. */
const fine = made('XYZ-USD.SIM', '0.0000001', '0.0001')
const instruments = [btc, eth, fine]

/** What the ledger must say, kept as a fraction: cash in units of 1e-20 and lots as bigints. */
class Oracle {
  bought = 0n
  sold = 0n
  fees = 0n
  readonly lots = instruments.map(() => 0n)
}

function step(ledger: Ledger, oracle: Oracle, random: Random): void {
  const i = random.below(instruments.length)
  const side = random.next() < 0.5 ? 'buy' : 'sell'
  const lots = 1 + random.below(1_000_000)
  const ticks = 1 + random.below(8_000_000)
  const fee = BigInt(random.below(1_000_000)) - 100_000n
  const before = ledger.positions.lots[i] as number
  const { notional: value, realised } = ledger.fill(i, side, ticks, lots, fee)
  const exact = BigInt(ticks) * BigInt(lots) * (instruments[i] as Instrument).notionalFactor
  const scaled = value * (instruments[i] as Instrument).notionalDivisor
  if (side === 'buy' ? scaled < exact : scaled > exact) throw new Error('rounded in our favour')
  if (before === 0 && realised !== 0n) throw new Error('an opening fill realised something')
  if (side === 'buy') oracle.bought += value
  else oracle.sold += value
  oracle.fees += fee
  oracle.lots[i] = (oracle.lots[i] as bigint) + BigInt(side === 'buy' ? lots : -lots)
}

function verify(ledger: Ledger, oracle: Oracle, marks: readonly number[]): void {
  ledger.verify()
  const { positions } = ledger
  const sum = (of: (i: number) => bigint): bigint =>
    instruments.reduce((total, _, i) => total + of(i), 0n)
  const marked = sum((i) => ledger.markValue(i, marks[i] as number))
  const unrealised = marked - sum((i) => positions.openCost(i))
  const realised = sum((i) => positions.realised(i))
  if (ledger.cash !== ledger.deposits - oracle.bought + oracle.sold - oracle.fees)
    throw new Error('cash is not deposits − bought + sold − fees')
  if (realised + unrealised - oracle.fees !== ledger.equity(marks) - ledger.deposits)
    throw new Error('realised + unrealised − fees is not equity − deposits')
  instruments.forEach((_, i) => {
    if (BigInt(positions.lots[i] as number) !== oracle.lots[i]) throw new Error('lots differ')
    if (oracle.lots[i] === 0n && positions.openCost(i) !== 0n) throw new Error('flat but costs')
  })
}

const eventsPerSeed = 2_000

it.each([2, 500])('sums to zero and keeps its identity over random events, %i seeds', (seeds) => {
  let events = 0
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = Random.fromSeed(seed)
    const ledger = new Ledger(instruments)
    ledger.deposit(10n ** 15n)
    const oracle = new Oracle()
    for (let n = 0; n < eventsPerSeed; n += 1) {
      step(ledger, oracle, random)
      verify(ledger, oracle, [random.below(9_000_000), 40_000, 1 + random.below(100)])
      events += 1
    }
  }
  expect(events).toBe(seeds * eventsPerSeed)
})

const trade = fc.record({
  isBuy: fc.boolean(),
  lots: fc.integer({ min: 1, max: 50 }),
  ticks: fc.integer({ min: 1, max: 1_000 }),
})

it('realises what an average-cost book of rationals realises, to within one unit a close', () => {
  fc.assert(
    fc.property(fc.array(trade, { maxLength: 40 }), (trades) => {
      const ledger = new Ledger([btc])
      let lots = 0
      let cost = 0
      let realised = 0
      let closes = 0
      for (const { isBuy, lots: size, ticks } of trades) {
        ledger.fill(0, isBuy ? 'buy' : 'sell', ticks, size, 0n)
        const signed = isBuy ? size : -size
        const closing = lots * signed < 0 ? Math.min(Math.abs(lots), size) : 0
        if (closing > 0) {
          closes += 1
          const average = cost / lots
          realised += closing * (ticks - average) * Math.sign(lots)
          cost -= average * closing * Math.sign(lots)
        }
        cost += Math.sign(signed) * (size - closing) * ticks
        lots += signed
      }
      expect(ledger.positions.lots[0]).toBe(lots)
      const booked = Number(ledger.positions.realised(0))
      expect(Math.abs(booked - realised)).toBeLessThanOrEqual(closes + 1e-6)
    }),
  )
})

it('gets the sign of a short right, and of crossing zero', () => {
  const ledger = new Ledger([btc])
  ledger.fill(0, 'sell', 100, 10, 0n)
  expect(ledger.fill(0, 'buy', 90, 4, 0n).realised).toBe(40n)
  expect(ledger.fill(0, 'buy', 110, 10, 0n).realised).toBe(-60n)
  expect(ledger.positions.lots[0]).toBe(4)
  expect(ledger.positions.openCost(0)).toBe(440n)
})

it('rounds fees against us', () => {
  expect(feeOn(1n, 2_600)).toBe(1n)
  expect(feeOn(10_000n, 2_600)).toBe(26n)
  expect(feeOn(10_001n, 2_600)).toBe(27n)
})

it('continues from a saved state', () => {
  const ledger = new Ledger(instruments)
  ledger.deposit(10n ** 13n)
  ledger.fill(1, 'buy', 60_000, 12_345, 77n)
  const twin = new Ledger(instruments)
  twin.load(JSON.parse(JSON.stringify(ledger.save())))
  expect(twin.save()).toEqual(ledger.save())
  twin.mark(Float64Array.of(1, 61_000, 1))
  ledger.mark(Float64Array.of(1, 61_000, 1))
  expect(twin.equityFloat).toBe(ledger.equityFloat)
  expect(ledger.equityFloat).toBe(Number(ledger.equity([1, 61_000, 1])))
})

it('refuses instruments quoted in two currencies', () => {
  expect(() => new Ledger([btc, made('ETH-EUR.SIM', '0.01', '0.01')])).toThrow(/one currency/)
})

it('gives up whole lots for a fee in kind, and keeps what that was too much for the next', () => {
  const ledger = new Ledger(instruments)
  ledger.deposit(10n ** 15n)
  ledger.fill(0, 'buy', 100, 1_000, 0n)
  let taken = 0n
  for (const fee of [1n, 7n, 2_500_000n, 3n, 99n]) {
    const before = ledger.cash
    ledger.payInKind(0, 101, fee)
    taken += fee
    expect(ledger.cash).toBe(before)
    const held =
      BigInt(ledger.positions.lots[0] as number) * (instruments[0] as Instrument).baseFactor
    expect(held + ledger.spare(0)).toBe(1_000n * (instruments[0] as Instrument).baseFactor - taken)
    ledger.verify()
  }
})

it('books what a fee in kind is worth as a fee, at the price of the fill', () => {
  const ledger = new Ledger([btc])
  ledger.deposit(10n ** 15n)
  ledger.fill(0, 'buy', 100, 1_000, 5n)
  const { baseFactor } = btc
  const booked = ledger.payInKind(0, 110, 2n * baseFactor - 1n)
  expect(booked).toEqual({ lots: 2, value: 220n, realised: 20n })
  expect(ledger.accounts.balance(0, 'fees')).toBe(225n)
  expect([ledger.positions.lots[0], ledger.positions.fees(0)]).toEqual([998, 225n])
  expect(ledger.spare(0)).toBe(1n)
  expect(ledger.payInKind(0, 110, 1n)).toEqual({ lots: 0, value: 0n, realised: 0n })
  expect(ledger.payInKind(0, 110, 0n)).toEqual({ lots: 0, value: 0n, realised: 0n })
  expect(ledger.spare(0)).toBe(0n)
  ledger.verify()
})

it('counts what was paid elsewhere, and keeps it and spare units over a restart', () => {
  const [one, other, twin] = [0, 1, 2].map(() => new Ledger([btc, eth])) as [Ledger, Ledger, Ledger]
  one.payElsewhere(7n)
  one.payElsewhere(-2n)
  other.fill(0, 'buy', 100, 10, 0n)
  other.payInKind(0, 100, 1n)
  expect([one.elsewhere, other.elsewhere]).toEqual([5n, 0n])
  for (const of of [one, other, new Ledger([btc, eth])]) {
    twin.load(JSON.parse(JSON.stringify(of.save())))
    expect(twin.save()).toEqual(of.save())
    expect([twin.elsewhere, twin.spare(0)]).toEqual([of.elsewhere, of.spare(0)])
  }
  expect(new Ledger([btc]).save()).not.toHaveProperty('spare')
})

it('marks a short as what is owed, and what is flat as nothing, whatever its mark', () => {
  const ledger = new Ledger(instruments)
  ledger.deposit(10_000_000n)
  ledger.fill(0, 'sell', 100, 50, 0n)
  const nowhere = [120, Number.NaN, Number.NaN]
  expect(ledger.markValue(0, 120)).toBe(-6_000n)
  expect(ledger.markValue(1, Number.NaN)).toBe(0n)
  expect(ledger.equity(nowhere)).toBe(10_005_000n - 6_000n)
  ledger.mark(Float64Array.from(nowhere))
  expect([ledger.equityFloat, ledger.grossFloat]).toEqual([9_999_000, 6_000])
  ledger.fill(1, 'buy', 7, 2, 0n)
  ledger.mark(Float64Array.of(120, 8, Number.NaN))
  expect(ledger.grossFloat).toBe(6_000 + Number(ledger.markValue(1, 8)))
  expect(ledger.cashFloat).toBe(Number(ledger.cash))
})

it('shows the average price of an entry, long or short, and none of nothing', () => {
  const ledger = new Ledger([btc])
  expect(ledger.entryPrice(0)).toBeNaN()
  ledger.fill(0, 'buy', 10_000, 2_000_000, 0n)
  ledger.fill(0, 'buy', 20_000, 2_000_000, 0n)
  expect(ledger.entryPrice(0)).toBeCloseTo(150, 9)
  ledger.fill(0, 'sell', 30_000, 8_000_000, 0n)
  expect(ledger.entryPrice(0)).toBeCloseTo(300, 9)
})

it('crashes on books that do not sum to zero, or hold what no position says', () => {
  const [leaky, stray] = [new Ledger(instruments), new Ledger(instruments)]
  leaky.accounts.load({ ETH: { cash: '1' } })
  expect(() => leaky.verify()).toThrow(/ETH does not sum to zero/)
  stray.accounts.move(2, 'external', 'cash', 1n)
  expect(() => stray.verify()).toThrow(/holdings differ/)
})

it('has a currency without instruments too', () => {
  expect(new Ledger([]).accounts.currencies).toEqual(['USD'])
  const euros = new Ledger([made('BTC-EUR.SIM', '0.01', '0.01')])
  expect(euros.accounts.currencies).toEqual(['EUR', 'BTC'])
})

it('takes deposits and withdrawals', () => {
  const ledger = new Ledger([btc])
  ledger.deposit(100n)
  ledger.deposit(-30n)
  expect([ledger.deposits, ledger.cash, ledger.cashFloat]).toEqual([70n, 70n, 70])
})
