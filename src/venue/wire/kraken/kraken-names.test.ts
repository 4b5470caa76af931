import { expect, it } from 'vitest'
import { defined } from '../../../base/index.ts'
import { type InstrumentId, instrument } from '../../../domain/index.ts'
import { type Listing, openRules } from '../../sim/exchange/listing.ts'
import { KrakenNames } from './kraken-names.ts'

function listing(id: string): Listing {
  const made = instrument(id as InstrumentId, '0.01', '0.001')
  const of = defined(made.ok ? made.value : undefined, id)
  return { instrument: of, rules: openRules, perpetual: undefined }
}

const terms = {
  leverageMax: 1,
  initialMarginPpm: 1,
  maintenanceMarginPpm: 1,
  liquidationFeePpm: 0,
  fundingEveryUs: 1,
}
const spot = ['BTC-USD', 'ETH-BTC', 'BTC-USDT', 'SOL-EUR', 'DOGE-USD', 'BTC-CHF']
const names = new KrakenNames([
  ...spot.map((id) => listing(`${id}.KRAKEN`)),
  { ...listing('BTC-USD-PERP.KRAKEN'), perpetual: terms },
])

it('names pairs as Kraken does', () => {
  expect(names.pairs.map(({ id, altname, wsname }) => [id, altname, wsname])).toEqual([
    ['XXBTZUSD', 'XBTUSD', 'XBT/USD'],
    ['XETHXXBT', 'ETHXBT', 'ETH/XBT'],
    ['XBTUSDT', 'XBTUSDT', 'XBT/USDT'],
    ['SOLEUR', 'SOLEUR', 'SOL/EUR'],
    ['XXDGZUSD', 'XDGUSD', 'XDG/USD'],
    ['XBTCHF', 'XBTCHF', 'XBT/CHF'],
  ])
})

it('finds a pair by every name it has, and a currency too', () => {
  for (const name of ['XXBTZUSD', 'XBTUSD', 'XBT/USD', 'BTC/USD', 'xbtusd'])
    expect(names.pair(name)?.index).toBe(0)
  expect(names.bySymbol('BTC/USD')?.index).toBe(0)
  expect(names.bySymbol('XBT/USD')).toBeUndefined()
  expect(names.asset('ZUSD')?.code).toBe('USD')
  expect(names.asset('xbt')?.code).toBe('BTC')
  expect(names.pair('__proto__')).toBeUndefined()
})

it('leaves out what is not traded spot', () => {
  expect(names.byIndex(6)).toBeUndefined()
  expect(names.pairs).toHaveLength(6)
})
