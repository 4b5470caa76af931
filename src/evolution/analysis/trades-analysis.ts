import type { AnalysisGiven, AnalysisModule, AnalysisTable } from './analysis-module.ts'
import type { Json } from '../../base/index.ts'

/** How a group of trades is told, whatever it is grouped by. */
const figures = `COUNT(*) AS trades, SUM(net > 0) AS wins, SUM(net) AS net, SUM(fees) AS fees,
  AVG(CASE WHEN net > 0 THEN held_seconds END) AS win_seconds,
  AVG(CASE WHEN net < 0 THEN held_seconds END) AS loss_seconds`

const week = '(SELECT MAX(ts_us) FROM readings) - 604800000000'
const month = '(SELECT MAX(ts_us) FROM readings) - 2592000000000'

/** How trading went, and what it is losing to. No imports but types: it may be rewritten. */
export const analysis: AnalysisModule = {
  name: 'trades',
  summary: 'Trades by instrument, regime, version and exit; acts, refusals, fees, time held.',
  queries: {
    by_instrument: `SELECT instrument AS name, ${figures} FROM trades GROUP BY 1 ORDER BY net`,
    by_regime: `SELECT regime AS name, ${figures} FROM trades GROUP BY 1 ORDER BY net LIMIT 20`,
    by_version: `SELECT version AS name, ${figures} FROM trades GROUP BY 1 ORDER BY net`,
    by_exit: `SELECT exit AS name, ${figures} FROM trades GROUP BY 1 ORDER BY net`,
    recent: `SELECT '7 days' AS name, ${figures} FROM trades WHERE closed_us > ${week}
      UNION ALL SELECT '30 days', ${figures} FROM trades WHERE closed_us > ${month}`,
    refused: `SELECT reason AS name, COUNT(*) AS times FROM refusals GROUP BY 1
      ORDER BY times DESC LIMIT 5`,
    last: `SELECT instrument, side, opened, closed, net, exit, regime FROM trades
      ORDER BY closed_us DESC LIMIT 5`,
  },
  report: ({ truth, tables }: AnalysisGiven): Json => ({
    actRate: truth['actRate'] ?? null,
    feesOfGrossWins: truth['feesOfGrossWins'] ?? null,
    breakEvenBps: truth['breakEvenBps'] ?? null,
    winHeldSeconds: truth['winHeldSeconds'] ?? null,
    lossHeldSeconds: truth['lossHeldSeconds'] ?? null,
    losingRunNow: truth['losingRunNow'] ?? null,
    topRefusals: records(tables['refused']),
    byInstrument: records(tables['by_instrument']),
    byRegime: records(tables['by_regime']),
    byVersion: records(tables['by_version']),
    byExit: records(tables['by_exit']),
    recent: records(tables['recent']),
    last: records(tables['last']),
  }),
}

/** Rows by the names of their columns, numbers to four places. */
function records(table: AnalysisTable | undefined): Json {
  const { columns = [], rows = [] } = table ?? {}
  return rows.map((row) =>
    Object.fromEntries(columns.map((name, i) => [name, plain(row[i] ?? null)])),
  )
}

function plain(value: string | number | null): string | number | null {
  return typeof value === 'number' ? Number(value.toFixed(4)) : value
}
