import { formatPercent, formatPlain, formatSigned, formatSignedPercent } from '../format-figure.ts'
import type { RandomComparison } from '../metrics/compare-with-random.ts'
import type { CurveFigures } from '../metrics/curve-figures.ts'
import type { HoldControl } from '../metrics/hold-control.ts'
import type { Metrics } from '../metrics/measure.ts'
import { type Html, html } from './html.ts'

type Row = readonly [name: string, ...cells: string[]]

/** The strategy beside holding, at 100 % and at its own exposure, and beside random traders. */
export function comparisonTable(
  metrics: Metrics,
  hold: HoldControl,
  random: RandomComparison | undefined,
): Html {
  const columns = [metrics.curve, hold.full, hold.scaled]
  const row = (name: string, show: (curve: CurveFigures) => string, last = ''): Row => [
    name,
    ...columns.map(show),
    last,
  ]
  const rows: readonly Row[] = [
    row('Net P&L', (curve) => formatSigned(curve.netPnl, Math.abs(curve.netPnl) < 1_000 ? 2 : 0)),
    row('Return', (curve) => formatSignedPercent(curve.returnPct), returnOf(random)),
    row('Growth per year', (curve) => formatSignedPercent(curve.cagrPct)),
    row('Volatility per year', (curve) => formatPercent(curve.volatilityPct)),
    row('Sharpe', (curve) => formatPlain(curve.sharpe?.value, 2), sharpeOf(random)),
    row('95 % interval', sharpeInterval),
    row('Sortino', (curve) => formatPlain(curve.sortino, 2)),
    row('Calmar', (curve) => formatPlain(curve.calmar, 2)),
    row(
      'Deepest drawdown',
      (curve) => formatPercent(curve.drawdowns.max * 100),
      random && formatPercent(random.drawdownMax.mean * 100),
    ),
    [
      'Turnover',
      turnoverOf(metrics.turnover),
      '',
      '',
      random ? turnoverOf(random.turnover.mean) : '',
    ],
  ]
  const scaledName = `Hold at ${formatPercent(hold.exposure * 100)}`
  const randomName = random === undefined ? 'Random' : `Random, mean of ${random.runs}`
  return html`<div class="wide"><table class="compare"><thead><tr><th></th><th>Strategy</th>
<th>Hold at 100 %</th><th>${scaledName}</th><th>${randomName}</th></tr></thead>
<tbody>${rows.map(tableRow)}</tbody></table></div>
${random?.absent === undefined ? '' : html`<p class="quiet">${random.absent}</p>`}
${excessLine(metrics, hold)}`
}

function returnOf(random: RandomComparison | undefined): string {
  if (random?.returnPct === undefined) return ''
  return `${formatSignedPercent(random.returnPct.mean)} ± ${formatPercent(random.returnPct.sd)}`
}

function tableRow([name, ...cells]: Row): Html {
  const columns = cells.map((cell) => html`<td>${cell === '' ? '–' : cell}</td>`)
  return html`<tr><th>${name}</th>${columns}</tr>
`
}

function sharpeInterval({ sharpe }: CurveFigures): string {
  if (sharpe === undefined) return 'n/a'
  return `${formatPlain(sharpe.low, 2)} to ${formatPlain(sharpe.high, 2)}`
}

function sharpeOf(random: RandomComparison | undefined): string {
  if (random?.sharpe === undefined) return ''
  return `${formatPlain(random.sharpe.mean, 2)} ± ${formatPlain(random.sharpe.sd, 2)}`
}

function turnoverOf(times: number): string {
  return `${formatPlain(times, 1)} ×`
}

function excessLine(metrics: Metrics, { excess, exposure }: HoldControl): Html {
  if (excess === undefined) return html``
  const { every } = metrics.curve.sampled
  return html`<p class="quiet">Against holding at ${formatPercent(exposure * 100)}, it returned
${formatSigned(excess.meanPct, 3)} % per ${every} on average (95 % interval
${formatPlain(excess.lowPct, 3)} % to ${formatPlain(excess.highPct, 3)} %).</p>`
}
