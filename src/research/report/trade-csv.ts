import { decimals } from '../../base/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { formatPlain } from '../format-figure.ts'
import { type Html, html } from './html.ts'

/** As many of the newest trades stand in the file: a page is to stay small enough to be sent. */
const rowsMax = 2_000

/** The trades as a CSV file inside the page: nothing is asked for from outside to save it. */
export function tradeCsvLink(run: RunResult): Html {
  const { trades } = run
  if (trades.length === 0) return html``
  const kept = trades.slice(-rowsMax)
  const all = formatPlain(trades.length, 0)
  const which =
    kept.length === trades.length ? `all ${all}` : `the last ${formatPlain(rowsMax, 0)} of ${all}`
  const href = `data:text/csv;base64,${Buffer.from(tradeCsv(run, kept)).toString('base64')}`
  return html`<p class="quiet"><a download="trades.csv" href="${href}">Save ${which}
trades as CSV</a></p>`
}

/** One line a trade, oldest first; times are ISO 8601, money is in the quote currency. */
export function tradeCsv(run: RunResult, trades: RunResult['trades']): string {
  const head = 'instrument,side,entry,exit,quantity,entryPrice,exitPrice,exitBy,fees,netPnl'
  const lines = trades.map((trade) => {
    const of = run.instruments[trade.instrument]
    const places = decimals(of?.tick ?? '1')
    return [
      of?.id ?? '',
      trade.side,
      isoOf(trade.tsEntry),
      isoOf(trade.tsExit),
      trade.quantity.toFixed(decimals(of?.lot ?? '1')),
      trade.entryPrice.toFixed(places),
      trade.exitPrice.toFixed(places),
      trade.exitRole,
      trade.fees.toFixed(2),
      trade.netPnl.toFixed(2),
    ].join(',')
  })
  return `${[head, ...lines].join('\n')}\n`
}

function isoOf(ts: number): string {
  return new Date(ts / 1_000).toISOString()
}
