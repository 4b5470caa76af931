import { formatDuration, formatPercent } from '../format-figure.ts'
import type { Drawdowns } from '../metrics/drawdowns.ts'
import { type Html, html } from './html.ts'
import { formatDay } from './time-scale.ts'

/** The deepest drawdowns, with when they began, bottomed and ended. */
export function drawdownTable(found: Drawdowns): Html {
  if (found.worst.length === 0) return html`<p class="quiet">Equity never stood below its peak.</p>`
  return html`<div class="wide"><table><thead><tr><th>Depth</th><th>Peak</th><th>Trough</th>
<th>Recovered</th><th>Length</th></tr></thead><tbody>${found.worst.map(
    (one) => html`<tr><td>${formatPercent(one.depth * 100)}</td><td>${formatDay(one.from)}</td>
<td>${formatDay(one.trough)}</td>
<td>${one.recovered === undefined ? 'not yet' : formatDay(one.recovered)}</td>
<td>${formatDuration(one.lengthUs)}</td></tr>
`,
  )}</tbody></table></div>`
}
