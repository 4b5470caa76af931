import { decimals } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import type { RunResult, Trade } from '../../engine/index.ts'
import { formatDuration, formatPlain, formatSigned } from '../format-figure.ts'
import { tradeReturn } from '../metrics/trade-figures.ts'
import { type Html, html } from './html.ts'
import { formatMoment } from './time-scale.ts'

const shownBest = 10
const shownLast = 200

/** The best and worst trades, and the last two hundred. */
export function tradeTables(run: RunResult): Html {
  const { trades } = run
  if (trades.length === 0) return html`<p class="quiet">No trade was closed.</p>`
  const ranked = [...trades].sort((a, b) => b.netPnl - a.netPnl)
  const ends = Math.min(shownBest, Math.ceil(trades.length / 2))
  const best = ranked.slice(0, ends)
  const worst = ranked.slice(ends).reverse().slice(0, shownBest)
  const last = trades.slice(-shownLast).reverse()
  const lastTitle =
    last.length === trades.length
      ? `All ${formatPlain(last.length, 0)}`
      : `Last ${shownLast} of ${formatPlain(trades.length, 0)}`
  return html`${folded('Best', best, run, true)}${folded('Worst', worst, run, true)}
${folded(`${lastTitle}, newest first`, last, run, false)}`
}

function folded(title: string, trades: readonly Trade[], run: RunResult, isOpen: boolean): Html {
  if (trades.length === 0) return html``
  const currency = run.instruments[0]?.quote ?? ''
  return html`<details${isOpen ? html` open` : ''}><summary>${title}</summary><div class="wide">
<table class="trades"><thead><tr><th>Instrument</th><th>Side</th><th>Entry, UTC</th><th>Held</th>
<th>Size</th><th>Entry price</th><th>Exit price</th><th>Exit by</th><th>Net, ${currency}</th>
<th>Return</th></tr></thead>
<tbody>${trades.map((trade) => row(trade, run.instruments[trade.instrument]))}</tbody></table></div>
</details>`
}

function row(trade: Trade, of: Instrument | undefined): Html {
  if (of === undefined) return html``
  const places = decimals(of.tick)
  const side = trade.netPnl < 0 ? 'minus' : 'plus'
  return html`<tr><td>${of.id}</td><td>${trade.side}</td><td>${formatMoment(trade.tsEntry)}</td>
<td>${formatDuration(trade.tsExit - trade.tsEntry)}</td>
<td>${formatPlain(trade.quantity, decimals(of.lot))}</td>
<td>${formatPlain(trade.entryPrice, places)}</td>
<td>${formatPlain(trade.exitPrice, places)}</td><td>${trade.exitRole}</td>
<td class="${side}">${formatSigned(trade.netPnl, 2)}</td>
<td class="${side}">${formatSigned(tradeReturn(trade) * 100, 2)} %</td></tr>
`
}
