import type { AnalysisGiven, AnalysisModule, AnalysisTable } from './analysis-module.ts'
import type { Json } from '../../base/index.ts'

const indicators = ['rsi14', 'ema_gap_atr', 'atr_share', 'volume_ratio', 'band'] as const

/** What the market is like, from scans alone. It has no imports but types: it may be rewritten. */
export const analysis: AnalysisModule = {
  name: 'market',
  summary: 'Prices, changes, how unusual indicators are, how near a usual signal is, scans missed.',
  queries: {
    newest: `SELECT instrument, time, close, change_24h, change_7d, regime, is_held,
      ${indicators.join(', ')} FROM scans
      WHERE ts_us = (SELECT MAX(ts_us) FROM readings r WHERE r.instrument = scans.instrument)`,
    deciles: `SELECT instrument, name, part, MAX(value) AS upper FROM (
      SELECT instrument, name, value,
        NTILE(10) OVER (PARTITION BY instrument, name ORDER BY value) AS part FROM (
        ${indicators
          .map((name) => `SELECT instrument, '${name}' AS name, ${name} AS value FROM readings`)
          .join(' UNION ALL ')}) WHERE value IS NOT NULL)
      GROUP BY instrument, name, part ORDER BY instrument, name, part`,
    regimes: `SELECT instrument, regime, COUNT(*) AS scans FROM readings
      GROUP BY instrument, regime ORDER BY instrument, scans DESC`,
    scans: `SELECT instrument, COUNT(*) AS scans, COUNT(signal) AS signals, MAX(time) AS last
      FROM scans GROUP BY instrument ORDER BY instrument`,
  },
  report: ({ truth, tables }: AnalysisGiven): Json => {
    const newest = records(tables['newest'])
    const deciles = records(tables['deciles'])
    const regimes = records(tables['regimes'])
    return {
      instruments: newest.map((at) => ({
        instrument: at['instrument'] ?? '',
        time: at['time'] ?? '',
        price: at['close'] ?? null,
        change24h: rounded(at['change_24h'], 4),
        change7d: rounded(at['change_7d'], 4),
        regime: at['regime'] ?? '',
        isHeld: at['is_held'] === 1,
        indicators: Object.fromEntries(
          indicators.map((name) => [name, placed(at, name, deciles)] as const),
        ),
        proximity: proximity(at),
        usualRegimes: regimes
          .filter((of) => of['instrument'] === at['instrument'])
          .slice(0, 3)
          .map((of) => ({ regime: of['regime'] ?? '', scans: of['scans'] ?? 0 })),
      })),
      scans: {
        received: truth['scans'] ?? null,
        expected: truth['scansExpected'] ?? null,
        byInstrument: records(tables['scans']).map((of) => ({ ...of })),
      },
    }
  },
}

type Cell = string | number | null
type Row = Readonly<Record<string, Cell>>

function records(table: AnalysisTable | undefined): readonly Row[] {
  const { columns = [], rows = [] } = table ?? {}
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null])))
}

/** A reading now, the middle of all there were, and in which tenth of them it is, 1 to 10. */
function placed(at: Row, name: string, deciles: readonly Row[]): Json {
  const value = at[name]
  if (typeof value !== 'number') return null
  const own = deciles.filter((of) => of['instrument'] === at['instrument'] && of['name'] === name)
  const uppers = own.flatMap(({ upper }) => (typeof upper === 'number' ? [upper] : []))
  const part = uppers.findIndex((upper) => value <= upper) + 1
  return {
    now: rounded(value, 4),
    median: rounded(uppers[4], 4),
    tenth: part === 0 ? uppers.length : part,
  }
}

/** How far from where usual rules speak, each in its own unit; 0 is at the rule. */
function proximity(at: Row): Json {
  const { rsi14, ema_gap_atr: gap, band } = at
  return {
    emaCrossAtr: rounded(gap, 3),
    rsiTo30: typeof rsi14 === 'number' ? rounded(rsi14 - 30, 1) : null,
    rsiTo70: typeof rsi14 === 'number' ? rounded(70 - rsi14, 1) : null,
    toUpperBand: typeof band === 'number' ? rounded(1 - band, 3) : null,
    toLowerBand: rounded(band, 3),
  }
}

function rounded(value: Json | undefined, places: number): number | null {
  return typeof value === 'number' ? Number(value.toFixed(places)) : null
}
