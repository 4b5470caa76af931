import { expect, it } from 'vitest'
import { defined, Random } from '../base/index.ts'
import {
  type InstrumentId,
  instrument,
  micros,
  minorPerUnit,
  notional,
  price,
  quantity,
  type Side,
} from '../domain/index.ts'
import { feeOn, Ledger } from '../ledger/index.ts'
import { type AtEnd, collectTrades } from './collect-trades.ts'
import type { FillRow } from './run-result.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '0.0001')
const btc = defined(made.ok ? made.value : undefined, 'instrument')

/** As if the last price were this. */
const at = (ticks: number, feePpm = 0): AtEnd => ({ marks: [{ ts: micros(99), ticks }], feePpm })

/** Books fills in a ledger and gives the rows a report would see. */
class Booked {
  readonly ledger = new Ledger([btc])
  readonly rows: FillRow[] = []

  fill(side: Side, lots: number, ticks: number, fee: bigint): void {
    const { notional, realised } = this.ledger.fill(0, side, ticks, lots, fee)
    this.rows.push({
      ts: micros(this.rows.length),
      instrument: 0,
      side,
      role: 'entry',
      price: price(ticks),
      quantity: quantity(lots),
      arrival: price(ticks),
      notional,
      fee,
      realised,
    })
  }
}

it('gives every unit that was realised and every fee to one trade, crossings of zero included', () => {
  const random = Random.fromSeed(1)
  for (let run = 0; run < 300; run += 1) {
    const booked = new Booked()
    for (let n = 0; n < 40; n += 1)
      booked.fill(
        random.next() < 0.5 ? 'buy' : 'sell',
        1 + random.below(50),
        1 + random.below(10_000),
        BigInt(1 + random.below(99_999)),
      )
    const held = booked.ledger.positions.lots[0] as number
    if (held !== 0) booked.fill(held > 0 ? 'sell' : 'buy', Math.abs(held), 7, 3n)
    const { positions } = booked.ledger
    const trades = collectTrades([btc], booked.rows, at(100))
    const minor = (of: 'netPnl' | 'fees'): number =>
      trades.reduce((sum, trade) => sum + Math.round(trade[of] * minorPerUnit), 0)
    expect(minor('fees')).toBe(Number(positions.fees(0)))
    expect(minor('netPnl')).toBe(Number(positions.realised(0) - positions.fees(0)))
  }
})

it('sees one trade from flat to flat, whatever the number of fills', () => {
  const booked = new Booked()
  booked.fill('buy', 10_000, 100, 5n)
  booked.fill('buy', 10_000, 110, 5n)
  booked.fill('sell', 15_000, 120, 5n)
  const [held] = collectTrades([btc], booked.rows, at(100))
  expect(held).toMatchObject({ exitRole: 'open', quantity: 2, exitPrice: 115 })
  booked.fill('sell', 5_000, 100, 5n)
  const [trade, ...others] = collectTrades([btc], booked.rows, at(100))
  expect(others).toEqual([])
  expect(trade).toMatchObject({ side: 'long', entryPrice: 105, exitPrice: 115, quantity: 2 })
  expect(trade?.netPnl).toBeCloseTo(2 * 10, 6)
})

it('counts what is open at its last price, less the fee to leave it, so that all sums up', () => {
  const random = Random.fromSeed(2)
  for (let run = 0; run < 300; run += 1) {
    const booked = new Booked()
    for (let n = 0; n < 9; n += 1)
      booked.fill(
        random.next() < 0.5 ? 'buy' : 'sell',
        1 + random.below(50),
        1 + random.below(10_000),
        BigInt(1 + random.below(99_999)),
      )
    const { positions } = booked.ledger
    const held = positions.lots[0] as number
    const ticks = 1 + random.below(10_000)
    const trades = collectTrades([btc], booked.rows, at(ticks, 2_600))
    const value = notional(btc, ticks, Math.abs(held), 'floor')
    const leaving = held === 0 ? 0n : feeOn(value, 2_600)
    const sum = trades.reduce((all, { netPnl }) => all + Math.round(netPnl * minorPerUnit), 0)
    const booksSay = booked.ledger.equity([ticks]) - leaving
    expect(sum).toBe(Number(booksSay))
    const open = trades.filter(({ exitRole }) => exitRole === 'open')
    expect(open).toHaveLength(held === 0 ? 0 : 1)
    expect(trades.at(-1)?.side).toBe(held === 0 ? trades.at(-1)?.side : held > 0 ? 'long' : 'short')
  }
})

it('has a loser that is never sold in its trades, since when and until when it had a price', () => {
  const booked = new Booked()
  booked.fill('buy', 10_000, 100, 0n)
  booked.fill('sell', 10_000, 101, 0n)
  booked.fill('buy', 10_000, 100, 0n)
  const [won, lost] = collectTrades([btc], booked.rows, at(10, 10_000))
  expect([won?.exitRole, won?.netPnl]).toEqual(['entry', 1])
  expect(lost).toMatchObject({ exitRole: 'open', side: 'long', tsEntry: 2, tsExit: 99 })
  expect([lost?.entryPrice, lost?.exitPrice, lost?.netPnl]).toEqual([100, 10, -90.1])
})
