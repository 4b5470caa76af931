import { hourUs } from '../../domain/index.ts'
import { formatPlain, formatSigned } from '../format-figure.ts'
import { xLabels, yLabels } from '../report/chart.ts'
import { type Html, html, trusted } from '../report/html.ts'
import { linearScale, type Scale } from '../report/scale.ts'
import type { ClaimReport, ExperimentRow } from './experiment-report.ts'

/** The effect over lags with its intervals, a small chart for each subject, all on one scale. */
export function lagCharts({ rows }: ClaimReport, lagHours: number): Html {
  const drawn = rows.filter(({ curve }) => curve.length > 1)
  const points = drawn.flatMap(({ curve }) => curve)
  const lags = points.map(({ lagUs }) => lagUs / hourUs)
  const x = linearScale(Math.min(...lags), Math.max(...lags), formatPlain)
  const y = linearScale(
    Math.min(0, ...points.map(({ low }) => low)),
    Math.max(0, ...points.map(({ high }) => high)),
    formatSigned,
  )
  const charts = drawn.map((row) => lagChart(row, { x, y, lagHours }))
  return html`<div class="small">${charts}</div>`
}

type Axes = { readonly x: Scale; readonly y: Scale; readonly lagHours: number }

function lagChart({ subject, curve }: ExperimentRow, { x, y, lagHours }: Axes): Html {
  const at = (lagUs: number, value: number): string =>
    `${pixel(x.at(lagUs / hourUs))},${pixel(1 - y.at(value))}`
  const line = curve.map(({ lagUs, effect }) => at(lagUs, effect))
  const top = curve.map(({ lagUs, high }) => at(lagUs, high))
  const floor = curve.map(({ lagUs, low }) => at(lagUs, low)).toReversed()
  const grid = y.ticks.map((tick) => `<path class="grid" d="M0,${pixel(1 - tick.at)}H1000"/>`)
  const band = `<path class="area own" d="M${[...top, ...floor].join(' ')}Z"/>`
  const claimed = trusted(`left:${(100 * x.at(lagHours)).toFixed(2)}%`)
  const none = trusted(`top:${(100 * (1 - y.at(0))).toFixed(2)}%`)
  return html`<figure class="chart" aria-label="Effect on ${subject} over lags">
<figcaption><span class="key"><i class="own"></i>${subject}, by hours of lag</span></figcaption>
<div class="plot low"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
${trusted(grid.join(''))}${trusted(band)}
${trusted(`<path class="line own" d="M${line.join(' ')}"/>`)}</svg>
<i class="none" style="${none}"></i><i class="claimed" style="${claimed}"></i>
${yLabels(y)}${xLabels(x)}</div></figure>`
}

function pixel(share: number): string {
  return String(Math.round(share * 10_000) / 10)
}
