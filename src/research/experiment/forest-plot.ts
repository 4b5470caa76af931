import { formatSigned } from '../format-figure.ts'
import { type Html, html, trusted } from '../report/html.ts'
import { linearScale, type Scale } from '../report/scale.ts'
import { claimWords } from './claim-words.ts'
import type { ClaimReport, ExperimentRow } from './experiment-report.ts'

/** Effects with their intervals, a subject a line, beside nothing and the least worth having. */
export function forestPlot({ claim, rows, effectMin }: ClaimReport, confidence: string): Html {
  if (rows.length === 0) return html``
  const { unit } = claimWords[claim]
  const scale = scaleOver(rows, effectMin)
  const ticks = scale.ticks.map(
    ({ at, label }) => html`<span style="left:${percent(at)}">${label}</span>`,
  )
  return html`<figure class="forest" aria-label="Effects with their intervals">
<figcaption>Effect, ${unit}, with its ${confidence} % interval. Solid line: nothing. Dashed: the
least worth having.</figcaption>${rows.map((row) => line(row, scale, effectMin))}
<div class="axis"><span></span><div class="track">${ticks}</div><span></span></div></figure>`
}

function line(row: ExperimentRow, scale: Scale, effectMin: number): Html {
  const { subject, effect, low, high } = row
  const [left, width] = [scale.at(low), scale.at(high) - scale.at(low)]
  const bar = trusted(`left:${percent(left)};width:${percent(width)}`)
  return html`<div><b>${subject}</b><div class="track">
<i class="zero" style="left:${percent(scale.at(0))}"></i>
<i class="least" style="left:${percent(scale.at(effectMin))}"></i>
<i class="bar" style="${bar}"></i><i class="dot" style="left:${percent(scale.at(effect))}"></i></div>
<span>${formatSigned(effect, 2)} (${formatSigned(low, 2)} to ${formatSigned(high, 2)})</span></div>`
}

function scaleOver(rows: readonly ExperimentRow[], effectMin: number): Scale {
  const low = Math.min(0, ...rows.map((row) => row.low))
  const high = Math.max(effectMin, ...rows.map((row) => row.high))
  const room = 0.04 * (high - low)
  return linearScale(low - room, high + room, formatSigned)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}
