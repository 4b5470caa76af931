import { formatPlain, formatSigned } from '../format-figure.ts'
import { xLabels } from '../report/chart.ts'
import { type Html, html, trusted } from '../report/html.ts'
import { linearScale } from '../report/scale.ts'
import type { PathSpread } from './path-spread.ts'

/** Rows that dots are spread over, so that paths alike do not hide each other. */
const rows = 5

/** The Sharpe ratio of every path as a dot on one line, with its median and its 5 and 95 %. */
export function pathStrip({ sharpes, low, median, high, belowZero }: PathSpread): Html {
  const [least, most] = [Math.min(0, ...sharpes), Math.max(0, ...sharpes)]
  const margin = (most - least) * 0.06
  const x = linearScale(least - margin, most + margin, formatSigned)
  const ranked = sharpes.toSorted((a, b) => a - b)
  const dots = ranked.map((value, n) => {
    const top = (100 * ((n % rows) + 1)) / (rows + 1)
    const style = `left:${(100 * x.at(value)).toFixed(2)}%;top:${top.toFixed(1)}%`
    const look = value < 0 ? 'dot minus' : 'dot'
    return html`<i class="${look}" ${trusted(`style="${style}"`)} title="${value.toFixed(2)}"></i>`
  })
  const marks = [low, median, high, 0].map((value, n) => {
    const style = `left:${(100 * x.at(value)).toFixed(2)}%`
    return html`<i class="mark${n === 3 ? ' zero' : ''}" ${trusted(`style="${style}"`)}></i>`
  })
  const said =
    `Sharpe of ${sharpes.length} paths: median ${formatPlain(median, 2)}, 5 to 95 % from ` +
    `${formatPlain(low, 2)} to ${formatPlain(high, 2)} (dashed), ` +
    `${formatPlain(100 * belowZero, 0)} % below 0.`
  return html`<figure class="chart dots" aria-label="${said}"><figcaption>${said}</figcaption>
<div class="plot">${marks}${dots}${xLabels(x)}</div></figure>`
}
