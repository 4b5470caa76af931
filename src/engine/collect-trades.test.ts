import { expect, it } from 'vitest'
import { defined, Random } from '../base/index.ts'
import {
  type InstrumentId,
  instrument,
  micros,
  minorPerUnit,
  price,
  quantity,
  type Side,
} from '../domain/index.ts'
import { Ledger } from '../ledger/index.ts'
import { collectTrades } from './collect-trades.ts'
import type { FillRow } from './run-result.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '0.0001')
const btc = defined(made.ok ? made.value : undefined, 'instrument')

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
    const trades = collectTrades([btc], booked.rows)
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
  expect(collectTrades([btc], booked.rows)).toEqual([])
  booked.fill('sell', 5_000, 100, 5n)
  const [trade, ...others] = collectTrades([btc], booked.rows)
  expect(others).toEqual([])
  expect(trade).toMatchObject({ side: 'long', entryPrice: 105, exitPrice: 115, quantity: 2 })
  expect(trade?.netPnl).toBeCloseTo(2 * 10, 6)
})
