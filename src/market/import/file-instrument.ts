import { type InstrumentId, parseInstrumentId } from '../../domain/index.ts'

const quotes = '(USDT|USDC|USD|EUR|GBP|BTC|XBT|ETH)'
const venuePairPattern = new RegExp(`^([A-Z]+)_([A-Z0-9]{2,10}?)${quotes}(?:_|$)`)
const pairPattern = new RegExp(`^([A-Z0-9]{2,10}?)[-_]?${quotes}(?:[-_]|$)`)

/**
 * The instrument a file is about, told by its name: `binance_btcusdt_1m_2021.csv.gz` is
 * `BTC-USDT.BINANCE`, `eth-usd.csv` is `ETH-USD.FILE`. A name that says nothing becomes the base
 * of a pair against USD, so that a file can always be tried without naming its instrument.
 */
export function fileInstrument(path: string): InstrumentId {
  const name = (path.split(/[\\/]/).at(-1) ?? '').replace(/\..*$/, '').toUpperCase()
  const venuePair = venuePairPattern.exec(name)
  if (venuePair !== null) return id(`${venuePair[2]}-${venuePair[3]}`, venuePair[1] as string)
  const pair = pairPattern.exec(name)
  if (pair !== null) return id(`${pair[1]}-${pair[2]}`, 'FILE')
  return id(`${name.replace(/[^A-Z0-9]/g, '').slice(0, 16) || 'X'}-USD`, 'FILE')
}

function id(pair: string, venue: string): InstrumentId {
  const parsed = parseInstrumentId(pair, venue)
  return parsed.ok ? parsed.value : ('X-USD.FILE' as InstrumentId)
}
