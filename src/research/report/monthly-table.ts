import { formatPlain, formatSigned } from '../format-figure.ts'
import type { YearOfReturns } from '../metrics/monthly-returns.ts'
import { type Html, html } from './html.ts'

const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** Returns by month and year. Colour is a second voice: the sign stands in every cell. */
export function monthlyTable(years: readonly YearOfReturns[]): Html {
  if (years.length === 0) return html`<p class="quiet">No bars.</p>`
  const sizes = years.flatMap(({ months }) => months.map((value) => Math.abs(value ?? 0)))
  const largest = Math.max(0, ...sizes)
  return html`<div class="wide"><table class="months"><thead><tr><th></th>
${names.map((name) => html`<th>${name}</th>`)}<th>Year</th></tr></thead>
<tbody>${years.map(
    ({ year, months, totalPct }) => html`<tr><th>${year}</th>
${months.map((value) => cell(value, largest))}
<td class="total">${formatSigned(totalPct, 1)}</td></tr>
`,
  )}</tbody></table></div>
<p class="heatkey quiet">${legend(largest)}</p>`
}

/** What the shades stand for, from the worst to the best. */
function legend(largest: number): Html {
  const end = formatPlain(largest, 1)
  const looks = ['down4', 'down3', 'down2', 'down1', '', 'up1', 'up2', 'up3', 'up4']
  return html`−${end} % ${looks.map((look) => html`<i class="${look}"></i>`)} +${end} %`
}

function cell(value: number | undefined, largest: number): Html {
  if (value === undefined) return html`<td></td>`
  // Four shades of each side; the palest begins at a sixteenth of the largest month.
  const share = largest === 0 ? 0 : Math.abs(value) / largest
  const shade = [0.0625, 0.25, 0.5, 0.75].filter((from) => share >= from).length
  const look = shade === 0 ? '' : `${value < 0 ? 'down' : 'up'}${shade}`
  return html`<td class="${look}">${formatSigned(value, 1)}</td>`
}
