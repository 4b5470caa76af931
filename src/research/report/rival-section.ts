import { formatPercent, formatPlain, formatSigned, formatSignedPercent } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import type { RivalRow } from '../tearsheet/rival-comparison.ts'
import type { TearSheet } from '../tearsheet/tear-sheet.ts'
import { chart, type Layer, type RivalLook } from './chart.ts'
import { type Html, html } from './html.ts'
import { linearScale } from './scale.ts'
import { timeScale } from './time-scale.ts'

const looks: readonly RivalLook[] = ['first', 'second', 'third', 'fourth']

/** The run beside other strategies on the same bars. Empty without any. */
export function rivalSection({ run, metrics, rivals, about }: TearSheet): Html {
  if (rivals.length === 0) return html``
  return html`<section><h2>Beside other strategies</h2>
${rivalChart(run, about.agent, rivals)}
<div class="wide"><table class="rivals"><thead><tr><th>Strategy</th><th>Return</th><th>Sharpe</th>
<th>95 % interval</th><th>Drawdown</th><th>Turnover</th><th>Trades</th>
<th>This less it, per ${metrics.curve.sampled.every}</th></tr></thead><tbody>
${row(about.agent, metrics)}${rivals.map((rival) => row(rival.name, rival.metrics, rival))}
</tbody></table></div>
<p class="quiet">Same bars, costs and money. The last column is the mean difference of returns taken
in pairs, in basis points, with the 95 % interval of a block bootstrap: where it spans 0, these data
do not tell the two apart. Each of them is a trial on these data.</p></section>`
}

function row(name: string, { curve, turnover, trades }: Metrics, rival?: RivalRow): Html {
  const { sharpe } = curve
  const range = `${formatPlain(sharpe?.low, 2)} to ${formatPlain(sharpe?.high, 2)}`
  return html`<tr><th>${name}</th><td>${formatSignedPercent(curve.returnPct)}</td>
<td>${formatPlain(sharpe?.value, 2)}</td><td>${sharpe === undefined ? 'n/a' : range}</td>
<td>${formatPercent(100 * curve.drawdowns.max)}</td><td>${formatPlain(turnover, 1)} ×</td>
<td>${formatPlain(trades.count, 0)}</td>
<td>${rival === undefined ? '–' : differenceOf(rival)}</td></tr>
`
}

function differenceOf({ difference }: RivalRow): string {
  if (difference === undefined) return 'n/a'
  const { effect, low, high } = difference
  return `${formatSigned(effect, 1)} (${formatSigned(low, 1)} to ${formatSigned(high, 1)})`
}

/** Equity of all, over each other. More than four rivals stand in the table alone. */
function rivalChart(
  { equity, startEquity }: TearSheet['run'],
  name: string,
  rivals: readonly RivalRow[],
): Html {
  const of = (curve: TearSheet['run']['equity'], label: string, look: Layer['look']): Layer => {
    const values = curve.equity.map((value) => 100 * (value / startEquity - 1))
    return {
      ...{ name: label, look, places: 2, unit: ' %' },
      series: { length: curve.length, ts: curve.ts, values },
    }
  }
  const others = rivals.flatMap((rival, k) => {
    const look = looks[k]
    return look === undefined ? [] : [of(rival.run.equity, rival.name, look)]
  })
  const layers = [...others.reverse(), of(equity, name, 'own')]
  let [low, high] = [0, 0]
  for (const { series } of layers)
    for (let row = 0; row < series.length; row += 1) {
      low = Math.min(low, series.values[row] as number)
      high = Math.max(high, series.values[row] as number)
    }
  const margin = (high - low) * 0.04
  return chart({
    label: 'Return over time of the strategy and of its rivals',
    x: timeScale(equity.ts[0] ?? 0, equity.ts[equity.length - 1] ?? 1),
    y: linearScale(low - margin, high + margin, (value, places) =>
      value === 0 ? '0 %' : `${formatSigned(value, places)} %`,
    ),
    layers,
  })
}
