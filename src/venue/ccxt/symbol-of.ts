import type { InstrumentId } from '../../domain/index.ts'

/** `BTC-USD.KRAKEN` in ccxt's words: `BTC/USD`. */
export function symbolOf(id: InstrumentId): string {
  return (id.split('.')[0] ?? '').replace('-', '/')
}
