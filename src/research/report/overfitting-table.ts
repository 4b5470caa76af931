import type { OverfittingFigures } from '../overfitting/overfitting-figures.ts'
import { type OverfittingRow, overfittingRows } from '../overfitting/overfitting-rows.ts'
import { type Html, html } from './html.ts'

/** How far the figures can be believed after all that was tried, and why some are missing. */
export function overfittingTable(figures: OverfittingFigures): Html {
  return rowsTable(overfittingRows(figures), figures.absent)
}

/** Figures with what they mean. @param absent - Why some are missing, in sentences. */
export function rowsTable(named: readonly OverfittingRow[], absent: readonly string[]): Html {
  const rows = named.map(
    ([name, value, meaning]) => html`<tr><th>${name}</th><td>${value}</td><td>${meaning}</td></tr>
`,
  )
  const why = absent.map((sentence) => html`<p class="quiet">${sentence}</p>`)
  return html`<div class="wide"><table class="overfitting"><tbody>${rows}</tbody></table></div>
${why}`
}
