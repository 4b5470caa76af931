import { formatPercent, formatPlain, formatSigned } from '../format-figure.ts'
import type { Attribution } from '../tearsheet/attribution.ts'
import { unitsOf } from '../tearsheet/cost-waterfall.ts'
import { type Html, html } from './html.ts'

/** Which instruments made the net P&L. @param currency - All money is in it. */
export function instrumentTable({ instruments, net }: Attribution, currency: string): Html {
  const total = (of: (one: Attribution['instruments'][number]) => bigint): bigint =>
    instruments.reduce((sum, one) => sum + of(one), 0n)
  const sum = {
    id: 'together',
    gross: total(({ gross }) => gross),
    fees: total(({ fees }) => fees),
    slippage: total(({ slippage }) => slippage),
    net,
    fills: instruments.reduce((count, { fills }) => count + fills, 0),
    trades: instruments.reduce((count, { trades }) => count + trades, 0),
    wins: instruments.reduce((count, { wins }) => count + wins, 0),
  }
  const largest = Math.max(...instruments.map((one) => Math.abs(unitsOf(one.net))), 0)
  const rows = instruments.length > 1 ? [...instruments, sum] : instruments
  return html`<div class="wide"><table class="shares"><thead><tr><th>Instrument</th><th>Trades</th>
<th>Won</th><th>Gross, ${currency}</th><th>Fees</th><th>Slippage</th><th>Net, ${currency}</th>
<th class="bar"></th></tr></thead><tbody>${rows.map(
    (one) => html`<tr${one === sum ? html` class="sum"` : ''}><th>${one.id}</th>
<td>${formatPlain(one.trades, 0)}</td>
<td>${formatPercent(one.trades === 0 ? undefined : (100 * one.wins) / one.trades)}</td>
<td>${money(one.gross)}</td><td>${money(-one.fees)}</td><td>${money(-one.slippage)}</td>
<td>${money(one.net)}</td>${bar(one === sum ? undefined : one.net, largest)}</tr>
`,
  )}</tbody></table></div>`
}

/** In which regimes of its instruments the net P&L was made. */
export function regimeTable({ regimes, net }: Attribution, currency: string): Html {
  const bars = regimes.reduce((count, regime) => count + regime.bars, 0)
  const held = regimes.reduce((count, { heldBars }) => count + heldBars, 0)
  const largest = Math.max(...regimes.map((regime) => Math.abs(unitsOf(regime.net))), 0)
  const share = (part: number, whole: number): string =>
    formatPercent(whole === 0 ? undefined : (100 * part) / whole)
  return html`<div class="wide"><table class="shares"><thead><tr><th>Regime</th><th>Of all bars</th>
<th>Held in it</th><th>Net, ${currency}</th><th class="bar"></th></tr></thead>
<tbody>${regimes.map(
    (regime) => html`<tr><th>${regime.name}</th><td>${share(regime.bars, bars)}</td>
<td>${share(regime.heldBars, regime.bars)}</td><td>${money(regime.net)}</td>
${bar(regime.net, largest)}</tr>
`,
  )}<tr class="sum"><th>together</th><td>100 %</td><td>${share(held, bars)}</td>
<td>${money(net)}</td>${bar(undefined, largest)}</tr></tbody></table></div>`
}

function money(minor: bigint): string {
  return formatSigned(unitsOf(minor), 2)
}

/** A bar from the middle: to the left when below 0. */
function bar(net: bigint | undefined, largest: number): Html {
  if (net === undefined || largest === 0) return html`<td class="bar"></td>`
  const width = (Math.abs(unitsOf(net)) / largest) * 50
  const left = net < 0n ? 50 - width : 50
  const place = `left:${left.toFixed(2)}%;width:${width.toFixed(2)}%`
  return html`<td class="bar"><i class="zero" style="left:50%"></i>
<i class="${net < 0n ? 'loss' : 'gain'}" style="${place}"></i></td>`
}
