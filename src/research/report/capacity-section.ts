import { formatPercent, formatPlain, formatSigned, formatSignedPercent } from '../format-figure.ts'
import type { Capacity, CapacityPoint, HalfLife } from '../tearsheet/capacity.ts'
import type { NotRun } from '../tearsheet/tear-sheet.ts'
import { xLabels, yLabels } from './chart.ts'
import { type Html, html, trusted } from './html.ts'
import { notRun } from './not-run.ts'
import { linearScale, logScale, type Scale } from './scale.ts'

/** What more money would have made of it, when its own orders move the price. */
export function capacitySection(capacity: Capacity | NotRun, currency: string): Html {
  if ('notRun' in capacity) return notRun(capacity)
  const { points, halfLife, impactFactor } = capacity
  return html`<p>${halfLifeText(halfLife, currency)}</p>
<div class="pair">${capacityChart(points, 'sharpe', 'Sharpe after impact')}
${capacityChart(points, 'netPnl', `Net P&L, ${currency}`)}</div>
<div class="wide"><table><thead><tr><th>Capital, ${currency}</th><th>Sharpe</th>
<th>95 % interval</th><th>Return</th><th>Net P&L</th><th>Slippage and impact</th><th>Fills</th></tr>
</thead><tbody>${points.map(pointRow)}</tbody></table></div>
<p class="quiet">The same configuration run again with each capital; nothing is chosen by it, so it
is no trial. An order that takes moves the price by ${formatPlain(impactFactor, 2)} × the daily
volatility × √(what it has taken / what is traded a day), on top of the assumed slippage
(square-root law, Tóth and others 2011), and takes no more of a bar than the run may. Volume and
volatility are the means of the whole run: a day of crisis holds less. Half-life is counted from the
best capital on: below it whole lots and smallest orders hold a strategy back.</p>`
}

function pointRow(point: CapacityPoint): Html {
  const range = `${formatPlain(point.sharpeLow, 2)} to ${formatPlain(point.sharpeHigh, 2)}`
  return html`<tr><td>${formatPlain(point.capital, 0)}</td><td>${formatPlain(point.sharpe, 2)}</td>
<td>${point.sharpe === undefined ? 'n/a' : range}</td><td>${formatSignedPercent(point.returnPct)}</td>
<td>${formatSigned(point.netPnl, 0)}</td><td>${bps(point.slippageBps)}</td>
<td>${formatPlain(point.fills, 0)}</td></tr>
`
}

function bps(value: number | undefined): string {
  return value === undefined ? 'n/a' : `${formatPlain(value, 1)} bps`
}

/** The half-life in a sentence. */
export function halfLifeText(halfLife: HalfLife, currency: string): string {
  if (halfLife.kind === 'undefined') return `Half-life: not defined, ${halfLife.why}.`
  if (halfLife.kind === 'not-reached')
    return 'Half-life: not reached; even with the most money more than half of the best Sharpe is left.'
  const capital = formatPlain(Number(halfLife.capital.toPrecision(2)), 0)
  return `Half-life: about ${capital} ${currency}; there half of the best Sharpe ratio is left.`
}

/** One figure against capital. Capital is no time, so no tooltip: the table has the figures. */
function capacityChart(
  points: readonly CapacityPoint[],
  figure: 'sharpe' | 'netPnl',
  title: string,
): Html {
  const known = points.flatMap((point) => {
    const value = point[figure]
    return value === undefined ? [] : [{ capital: point.capital, value }]
  })
  if (known.length === 0) return html``
  const [first, last] = [known[0]?.capital ?? 1, known.at(-1)?.capital ?? 10]
  const x = logScale(first * 0.8, last * 1.25, shortMoney)
  const values = known.map(({ value }) => value)
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const margin = (high - low) * 0.06 || 1
  const floor = low < 0 ? low - margin : 0
  const label = figure === 'sharpe' ? formatPlain : shortMoney
  const y = linearScale(floor, high + margin, label)
  const places = known.map(({ capital, value }) => ({ at: x.at(capital), up: y.at(value) }))
  const line = places.map(
    ({ at, up }) => `${(1000 * at).toFixed(1)},${(1000 - 1000 * up).toFixed(1)}`,
  )
  return html`<figure class="chart" aria-label="${title} against capital"><figcaption>
<span class="key"><i class="own"></i>${title}</span></figcaption>
<div class="plot low"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
${gridOf(y)}${trusted(`<path class="zero" d="M0,${(1000 - 1000 * y.at(0)).toFixed(1)}H1000"/>`)}
${trusted(`<path class="line own" d="M${line.join(' ')}"/>`)}</svg>
${places.map(({ at, up }) => html`<b class="dot" style="left:${share(at)};top:${share(1 - up)}"></b>`)}
${yLabels(y)}${xLabels(x)}</div></figure>`
}

function gridOf(y: Scale): readonly Html[] {
  return y.ticks.map(({ at }) =>
    trusted(`<path class="grid" d="M0,${(1000 - 1000 * at).toFixed(1)}H1000"/>`),
  )
}

function share(value: number): string {
  return formatPercent(100 * value)
    .replace(' ', '')
    .replace('−', '-')
}

/** `30k`, `1M`, `−2.5M`. */
function shortMoney(value: number): string {
  const size = Math.abs(value)
  const [divisor, unit] = size >= 1e6 ? [1e6, 'M'] : size >= 1e3 ? [1e3, 'k'] : [1, '']
  const scaled = value / divisor
  return `${formatPlain(scaled, Number.isInteger(scaled) ? 0 : 1)}${unit}`
}
