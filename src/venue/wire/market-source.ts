import { defined } from '../../base/index.ts'
import { type BarColumns, minorPerUnit, minuteUs, secondUs } from '../../domain/index.ts'
import {
  type BarStream,
  GeneratedMarket,
  generatedFrom,
  generateMarket,
  type LoadedBars,
  simulatedInstrument,
} from '../../market/index.ts'
import { type Listing, openRules } from '../sim/exchange/listing.ts'
import { FileBarStream } from './file-bar-stream.ts'

/** A market to serve: what is listed, what was, and what comes. The same options give the same. */
export type MarketSource = {
  /** For people, and to tell one market from another. */
  readonly label: string
  readonly listings: readonly Listing[]
  /** Bars that were over when the market opens, by instrument, with their length. */
  readonly past: readonly { readonly bars: BarColumns; readonly intervalUs: number }[]
  /** The bars to come, from the beginning. */
  readonly open: () => BarStream & { readonly isOver?: boolean }
  /** Lots on a side of the book as a share of those traded in a bar. */
  readonly depthShare: number
  readonly seed: number
}

/** Minutes made up from before the market opens: a month. */
const pastRows = 30 * 24 * 60

/** A made-up market of three instruments that moves every second. */
export function generatedSource(seed: number, quote: string): MarketSource {
  const made = [
    simulatedInstrument(`BTC-${quote}.SIM`, '0.01', '0.00001', 60_000, 0.03, 1, 400e6),
    simulatedInstrument(`ETH-${quote}.SIM`, '0.01', '0.0001', 3_000, 0.038, 1.15, 250e6),
    simulatedInstrument(`XRP-${quote}.SIM`, '0.0001', '0.1', 0.6, 0.045, 1.2, 60e6),
  ]
  const past = generateMarket({ seed, instruments: made, intervalUs: minuteUs, rows: pastRows })
  const now = made.map((of, i) => {
    const { bars } = past[i] as LoadedBars
    return { ...of, price: (bars.close[bars.length - 1] as number) * of.instrument.tickSize }
  })
  return {
    label: `generated market, seed ${seed}, in ${quote}`,
    listings: made.map((of) => listingOf(of.instrument)),
    past: past.map(({ bars, intervalUs }) => ({ bars, intervalUs })),
    open: () =>
      new GeneratedMarket({ seed, instruments: now, intervalUs: secondUs, from: generatedFrom }),
    depthShare: 60,
    seed,
  }
}

/** Most recorded bars given as the past. */
const pastMax = 1_000

/** Recorded bars: at most a thousand, and no more than half, are the past; the rest is played. */
export function recordedSource(loaded: readonly LoadedBars[], seed: number): MarketSource {
  const first = defined(loaded[0], 'a recorded market has an instrument')
  const row = Math.min(pastMax, Math.floor(first.bars.length / 2))
  const from = (first.bars.ts[row] as number) - first.intervalUs
  const ids = loaded.map(({ instrument: { id } }) => id)
  return {
    label: `recorded bars of ${ids.join(', ')} (${loaded.map(({ sha256 }) => sha256.slice(0, 12)).join(' ')})`,
    listings: loaded.map((each) => listingOf(each.instrument)),
    past: loaded.map(({ bars, intervalUs }) => ({
      bars: bars.slice(0, bars.rowAt(from + 1)),
      intervalUs,
    })),
    open: () => new FileBarStream(loaded, from),
    depthShare: 2,
    seed,
  }
}

/** Five units of the quote currency, as the venues ask. */
const notionalMin = BigInt(5 * minorPerUnit)

function listingOf(of: Listing['instrument']): Listing {
  return { instrument: of, rules: { ...openRules, notionalMin }, perpetual: undefined }
}
