import type { OverfittingFigures } from '../overfitting/overfitting-figures.ts'
import { overfittingRows } from '../overfitting/overfitting-rows.ts'
import { type Html, html } from './html.ts'

/** How far the figures can be believed after all that was tried, and why some are missing. */
export function overfittingTable(figures: OverfittingFigures): Html {
  const rows = overfittingRows(figures).map(
    ([name, value, meaning]) => html`<tr><th>${name}</th><td>${value}</td><td>${meaning}</td></tr>
`,
  )
  const absent = figures.absent.map((sentence) => html`<p class="quiet">${sentence}</p>`)
  return html`<div class="wide"><table class="overfitting"><tbody>${rows}</tbody></table></div>
${absent}`
}
