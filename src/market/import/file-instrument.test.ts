import fc from 'fast-check'
import { expect, it } from 'vitest'
import { instrument } from '../../domain/index.ts'
import { fileInstrument } from './file-instrument.ts'

it('reads venue and pair out of a name', () => {
  const names = {
    'data/binance_btcusdt_1m_2021.csv.gz': 'BTC-USDT.BINANCE',
    'kraken_xbtusdc_1m_2023q1.csv': 'XBT-USDC.KRAKEN',
    'eth-usd.parquet': 'ETH-USD.FILE',
    'SOLUSD_1h.csv': 'SOL-USD.FILE',
    'C:\\bars\\ada_usdt.csv': 'ADA-USDT.FILE',
    'my bars.csv': 'MYBARS-USD.FILE',
    '...': 'X-USD.FILE',
  }
  expect(Object.keys(names).map(fileInstrument)).toEqual(Object.values(names))
})

it('makes an instrument of any name at all', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(instrument(fileInstrument(name), '0.01', '0.01').ok).toBe(true)
    }),
  )
})
