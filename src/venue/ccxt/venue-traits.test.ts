import { expect, it } from 'vitest'
import { traitsOf } from './venue-traits.ts'

const deadline = new Date('2024-01-01T00:00:03Z')

it('an order says until when it may arrive: 1.5 s at Binance, 3 s at Kraken', () => {
  const [binance, kraken] = ['binance', 'kraken'].map(traitsOf)
  expect(binance).toMatchObject({ lifeUs: 1_500_000, options: { recvWindow: 1_500 } })
  expect(kraken?.lifeUs).toBe(3_000_000)
  expect(kraken?.placing(deadline)).toEqual({
    oflags: 'fciq',
    deadline: '2024-01-01T00:00:03.000Z',
  })
  expect(binance?.placing(deadline)).toEqual({})
})

it('only at Kraken do calls wait for the one before, as their nonces must grow', () => {
  const venues = ['kraken', 'binance', 'coinbase', 'gate']
  expect(venues.filter((venue) => traitsOf(venue).countsNonces)).toEqual(['kraken'])
})

it('fills are booked from the stream only where they are named there as when asked', () => {
  const venues = ['kraken', 'binance', 'coinbase', 'gate', 'okx']
  expect(venues.filter((venue) => traitsOf(venue).hasOneTradeId)).toEqual(['kraken', 'binance'])
})
