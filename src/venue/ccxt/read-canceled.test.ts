import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defined } from '../../base/index.ts'
import { type InstrumentId, instrument } from '../../domain/index.ts'
import { readCanceled, readEnded } from './read-canceled.ts'
import { traitsOf } from './venue-traits.ts'

const made = instrument('BTC-USDT.BINANCE' as InstrumentId, '0.01', '0.00001')
const of = defined(made.ok ? made.value : undefined, 'BTC')
const name = '00000000000000070000000000030000'
const [binance, kraken] = [traitsOf('binance'), traitsOf('kraken')]
const answer = {
  id: '12',
  symbol: 'BTC/USDT',
  status: 'canceled',
  filled: 0.5,
  amount: 1,
  price: 30_000,
  clientOrderId: 'of the cancel',
  info: { origClientOrderId: name },
}

describe('the answer to a cancel', () => {
  it('tells what became of the order, where a venue says so', () => {
    const order = { status: 'canceled', filled: 50_000, fills: [], name }
    expect(readCanceled(answer, name, of, binance)).toMatchObject({ kind: 'found', order })
    expect(readCanceled(answer, name, of, kraken)).toBeUndefined()
  })

  it('tells nothing when it is of another order, another market, or not of an end', () => {
    const others: readonly object[] = [
      { ...answer, info: { origClientOrderId: `${name.slice(1)}1` } },
      { ...answer, info: {} },
      { ...answer, symbol: 'ETH/USDT' },
      { ...answer, status: 'open' },
      { ...answer, filled: undefined },
      { ...answer, filled: -1 },
      { ...answer, id: 'x' },
    ]
    for (const other of others) expect(readCanceled(other, name, of, binance)).toBeUndefined()
  })
})

describe('a message of a stream', () => {
  it('tells the end of an order and what it filled, by the field of the venue', () => {
    const message = { status: 'canceled', filled: undefined, info: { cum_qty: 0.25 } }
    expect(readEnded(message, name, of, kraken)).toMatchObject({ filled: 25_000, name })
    expect(readEnded({ ...message, filled: 1 }, name, of, binance)).toMatchObject({ filled: 1e5 })
    const others: readonly object[] = [
      { ...message, status: 'closed' },
      { ...message, info: {} },
      { ...message, info: { cum_qty: Number.NaN } },
    ]
    for (const other of others) expect(readEnded(other, name, of, kraken)).toBeUndefined()
    expect(readEnded({ ...message, filled: 0 }, name, of, traitsOf('okx'))).toBeUndefined()
  })
})

it('nothing that is no answer is taken for one', () => {
  fc.assert(
    fc.property(fc.anything(), (wire) => {
      expect(readCanceled(wire, name, of, binance)).toBeUndefined()
      expect(readEnded(wire, name, of, kraken)).toBeUndefined()
    }),
    { seed: 1, numRuns: 300 },
  )
})
