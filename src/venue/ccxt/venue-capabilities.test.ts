import ccxt from 'ccxt'
import { describe, expect, it } from 'vitest'
import { allVenueCapabilities, venueCapabilities } from './venue-capabilities.ts'
import { noteOf } from './venue-notes.ts'

const venues: Readonly<Record<string, unknown>> = ccxt

/** Whether a method of ccxt's reads our name of an order from its parameters. */
function readsName(venue: string, method: string): boolean {
  const Venue = venues[venue]
  if (typeof Venue !== 'function') return false
  const code = String(Venue.prototype[method])
  return /(safe\w+\(params, .*(clientOrderId|clientOid))/.test(code)
}

describe('what is noted of a venue', () => {
  it.each(ccxt.exchanges.filter((venue) => noteOf(venue).findsByName))(
    'of %s is that it finds orders by name, as ccxt does',
    (venue) => {
      const looksUp = venue === 'kraken' ? ['fetchOpenOrders', 'fetchClosedOrders'] : ['fetchOrder']
      for (const method of [...looksUp, 'cancelOrder'])
        expect(`${method} ${readsName(venue, method)}`).toBe(`${method} true`)
    },
  )
})

describe('what a venue can do', () => {
  it('is enough at Kraken and Binance, where it was tried', async () => {
    expect(await venueCapabilities('kraken')).toEqual({
      venue: 'kraken',
      name: 'Kraken',
      hasClientIds: true,
      hasStops: true,
      findsStops: true,
      hasReduceOnly: false,
      hasDeadManSwitch: true,
      changes: 'in-place',
      batchMax: 15,
      fillsByOrder: 'asked',
      hasOrderStream: true,
      hasFillStream: true,
      hasTestNetwork: false,
      hasDeadline: true,
      provesKeys: true,
      isProved: true,
      refusal: undefined,
    })
    expect(await venueCapabilities('binance')).toMatchObject({
      hasDeadManSwitch: false,
      changes: 'by-replacing',
      batchMax: 1,
      hasTestNetwork: true,
      refusal: undefined,
    })
  })

  it.each([
    ['coinbase', 'Coinbase Advanced cannot be asked for an order by the name we gave it'],
    ['gate', 'its names of orders hold 28 characters'],
    ['okx', 'OKX keeps stop orders apart'],
    ['binanceus', 'Nobody knows how to ask Binance US whether a key may withdraw'],
    ['bitstamp', 'Bitstamp cannot be asked for an order by the name we gave it'],
  ])('is not enough at %s, which says so', async (venue, sentence) => {
    expect((await venueCapabilities(venue)).refusal).toContain(sentence)
  })

  it('is told of every venue ccxt knows, and an unknown one is declined', async () => {
    const all = await allVenueCapabilities()
    expect(all.map(({ venue }) => venue)).toEqual(ccxt.exchanges)
    const open = all.filter(({ refusal }) => refusal === undefined).map(({ venue }) => venue)
    expect(open).toEqual(['binance', 'kraken'])
    await expect(venueCapabilities('krakne')).rejects.toThrow('not a venue ccxt knows')
  })
})
