import type { BarColumns } from '../domain/index.ts'
import { mean } from '../quant/index.ts'
import type { Ledger } from '../ledger/index.ts'
import {
  type MarketRisk,
  type RiskBook,
  stressLimits,
  type StressRow,
  stressTests,
} from '../risk/index.ts'
import type { DeskSetup } from './desk-setup.ts'

/** What a day of something nobody knows is taken for, as a deviation: half is lost in a bad one. */
const unknownVolatility = 0.19
/** Bars whose mean volume is the usual one. */
const usualBars = 40

/**
 * Plays the stress tests on what is held now. Depth is what our own share of the volume of bars
 * comes to, and spread twice the slippage that is reckoned with: a desk that sees bars knows no
 * better.
 */
export class StressWatch {
  readonly #setup: DeskSetup
  readonly #ledger: Ledger
  readonly #book: RiskBook
  readonly #market: MarketRisk | undefined
  readonly #columns: readonly BarColumns[]
  #rows: readonly StressRow[] = []

  constructor(
    setup: DeskSetup,
    columns: readonly BarColumns[],
    ledger: Ledger,
    book: RiskBook,
    market: MarketRisk | undefined,
  ) {
    this.#setup = setup
    this.#ledger = ledger
    this.#book = book
    this.#market = market
    this.#columns = columns
  }

  get rows(): readonly StressRow[] {
    return this.#rows
  }

  /**
   * Plays them, and tells risk of the one that is nearest to its limit, or furthest past it. What
   * has no limit is only shown.
   *
   * @param ts - Bars that closed before are known.
   */
  run(ts: number): void {
    const { equity, limits } = this.#book
    const { cash } = this.#ledger
    const positions = Array.from(this.#book.lots, (_, i) => this.#position(i, ts))
    const portfolio = { positions, cash: [Number(cash) / equity], venues: [1] }
    this.#rows = stressTests(portfolio, stressLimits(limits.stressMax))
    let worst: StressRow | undefined
    for (const row of this.#rows.filter(({ limit }) => limit < 1))
      if (worst === undefined || !(useOf(row) <= useOf(worst))) worst = row
    this.#book.stressLoss = worst?.lossWithStops ?? Number.NaN
    this.#book.stressLimit = worst?.limit ?? 0
  }

  #position(i: number, ts: number): Parameters<typeof stressTests>[0]['positions'][number] {
    const { lots, lotValue, ticks, stops, equity } = this.#book
    const { costs } = this.#setup
    const value = lotValue[i] as number
    const stop = stops[i] as number
    const known = this.#market?.volatility(i) ?? Number.NaN
    return {
      share: lots[i] === 0 ? 0 : ((lots[i] as number) * value) / equity,
      beta: Number.NaN,
      volatility: Number.isNaN(known) ? unknownVolatility : known,
      stop: stop === 0 ? Number.NaN : Math.abs(stop / (ticks[i] as number) - 1),
      spread: 2 * costs.slippage,
      depth:
        (costs.participationMax * usualVolume(this.#columns[i] as BarColumns, ts) * value) / equity,
    }
  }
}

function useOf({ lossWithStops, limit }: StressRow): number {
  return lossWithStops / limit
}

/** Mean volume of the last bars that closed before `ts`, lots; 0 of none. */
function usualVolume(bars: BarColumns, ts: number): number {
  const end = bars.rowAt(ts)
  return mean(bars.volume.subarray(Math.max(0, end - usualBars), end)) ?? 0
}
