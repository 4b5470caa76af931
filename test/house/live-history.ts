import type { Json } from '../../src/base/index.ts'
import { type BarClosed, micros, minuteUs } from '../../src/domain/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'

/** The header of a desk of one instrument and two agents on bars of a minute. */
export function headerOfTest(market: string): Json {
  const kind =
    market.startsWith('venue:') || market.startsWith('rehearsal:') ? 'venue' : 'generated'
  return {
    version: 1,
    desk: '0000000000000001',
    seed: 1,
    instruments: [{ id: 'BTC-USD.KRAKEN', tick: '0.1', lot: '0.0001' }],
    intervalsUs: [minuteUs],
    agents: ['trend', 'hold'],
    seats: [
      { from: 'trend', parameters: {} },
      { from: 'hold', parameters: {} },
    ],
    quorum: 1,
    limits: { ...wideLimits },
    costs: { ...defaultCosts },
    cash: '1',
    rebalanceMin: 0.05,
    source: { kind, label: market, market: [market] },
  }
}

/** Live bars of a minute each, the first closing at `from`. */
export function liveBars(
  from: number,
  count: number,
  phase: BarClosed['phase'] = 'live',
): BarClosed[] {
  return Array.from({ length: count }, (_, n) => ({
    kind: 'bar-closed',
    instrument: 0,
    ts: micros(from + n * minuteUs),
    open: 1,
    high: 1,
    low: 1,
    close: 1,
    volume: 1,
    phase,
  }))
}
