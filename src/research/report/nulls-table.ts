import type { CheckRow } from '../check-row.ts'
import { formatPlain } from '../format-figure.ts'
import type { NotRun } from '../tearsheet/tear-sheet.ts'
import { type Html, html } from './html.ts'
import { notRun } from './not-run.ts'

/** What the strategy has that nothing has, test by test. */
export function nullsTable(nulls: readonly CheckRow[] | NotRun): Html {
  if ('notRun' in nulls) return notRun(nulls)
  return html`<div class="wide"><table class="nulls"><thead><tr><th>Test</th><th>Answer</th>
<th>Why</th></tr></thead><tbody>${nulls.map(
    ({ name, status, why, figures }) => html`<tr><th>${name}</th>
<td><strong class="tag ${status === 'NOT RUN' ? '' : status}">${status}</strong></td>
<td>${why}${figuresText(figures)}</td></tr>
`,
  )}</tbody></table></div>`
}

function figuresText(figures: CheckRow['figures']): Html {
  const known = Object.entries(figures).map(
    ([name, value]) => `${name} ${formatPlain(value ?? undefined, 3)}`,
  )
  return known.length === 0 ? html`` : html`<br><small>${known.join(', ')}</small>`
}
