import { formatPlain } from '../format-figure.ts'
import type { OverfittingFigures } from '../overfitting/overfitting-figures.ts'
import type { SelectionFigures } from '../overfitting/selection-figures.ts'
import { selectionRows } from '../overfitting/selection-rows.ts'
import { type Html, html } from '../report/html.ts'
import { overfittingTable, rowsTable } from '../report/overfitting-table.ts'
import { pageFrame } from '../report/page-frame.ts'
import { parameterText } from './axis-label.ts'
import { heatMaps } from './heat-map.ts'
import { parallelChart } from './parallel-chart.ts'
import type { Standing } from './stability.ts'
import type { Objective } from './sweep-objective.ts'
import type { SweepAxis } from './sweep-axis.ts'
import type { SweepTrial } from './sweep-trial.ts'

export type SweepPage = {
  readonly title: string
  /** Sentences to stand above all figures. */
  readonly verdict: readonly string[]
  readonly axes: readonly SweepAxis[]
  readonly trials: readonly SweepTrial[]
  readonly standings: readonly Standing[]
  readonly objective: Objective
  /** `undefined` when there is no best. */
  readonly judged:
    | { readonly selection: SelectionFigures; readonly overfitting: OverfittingFigures }
    | undefined
  readonly hash: string
  readonly version: string
}

/** Rows of the table of the best. */
const rowsMax = 30

const sweepRules = `
.words { text-align: left }
.heat { margin: 18px 0 }
.heat figcaption, .parallel figcaption { color: var(--quiet) }
.heat table { border-collapse: collapse; font-size: 12px }
.heat td { min-width: 46px; padding: 5px 6px; text-align: right; border: 1px solid var(--page) }
.heat th { font-weight: 400; color: var(--quiet); padding: 3px 6px; text-align: right }
.parallel { margin: 0 } .parallel svg { width: 100%; height: 320px; display: block }
.parallel path { fill: none; stroke: var(--price); stroke-width: 1 }
.parallel path { vector-effect: non-scaling-stroke }
.parallel .rule { stroke: var(--rule) } .parallel .rest { opacity: .16 }
.parallel .best { stroke: var(--own); opacity: .8 }
.parallel .top { stroke: var(--loss); stroke-width: 3 }
.parallel .axes { display: flex; justify-content: space-between; gap: 8px; font-size: 12px }
.parallel .axes div { display: flex; flex-direction: column }
.parallel .axes div:last-child { text-align: right } .parallel .axes span { color: var(--quiet) }
@media (max-width: 600px) { .parallel .axes { flex-wrap: wrap } }
`

/** A page of a sweep: what is best, whether it stands alone, and the land around it. */
export function renderSweep(page: SweepPage): string {
  const { title, axes, trials, objective, hash } = page
  const sentences = page.verdict.map((sentence) => html`<p>${sentence}</p>`)
  const maps = heatMaps(axes, trials, objective)
  return pageFrame({
    title,
    summary: `${trials.length} trials for the best ${objective}. Hash ${hash.slice(0, 12)}.`,
    body: html`<section class="verdict">${sentences}</section>
<h2>The best, and what lies beside them</h2>${bestTable(page)}
${judgement(page)}
<h2>All parameters</h2>${parallelChart(axes, trials, objective)}
${maps.length === 0 ? html`` : html`<h2>Two at a time</h2>${maps}`}`,
    footer:
      'The best of many trials looks better than it is: chance alone makes one of them shine. ' +
      'What was found here was found on these bars.',
    version: page.version,
    rules: sweepRules,
  })
}

function judgement({ judged }: SweepPage): Html {
  if (judged === undefined) return html``
  const { selection, overfitting } = judged
  const choice = rowsTable(selectionRows(selection), selection.absent)
  return html`<h2>What choosing it is worth</h2>${choice}
<h2>What stands behind the best</h2>${overfittingTable(overfitting)}`
}

function bestTable({ standings, objective }: SweepPage): Html {
  const rows = standings.slice(0, rowsMax).map(({ trial, mean, worst, level }) => {
    const { figure, parameters, summary, n } = trial
    return html`<tr><td>${n}</td><td>${formatPlain(figure ?? undefined, 3)}</td>
<td>${formatPlain(mean, 3)}</td><td>${formatPlain(worst, 3)}</td><td>${formatPlain(level, 3)}</td>
<td>${formatPlain(summary?.trades, 0)}</td>
<td>${formatPlain(summary?.returnPct ?? undefined, 2)}</td>
<td class="words">${parameterText(parameters)}</td></tr>`
  })
  return html`<div class="wide"><table><thead><tr><th>trial</th><th>${objective}</th>
<th>neighbours</th><th>worst</th><th>level</th><th>trades</th><th>return, %</th>
<th class="words">parameters</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="quiet">Neighbours are the trials nearest to it, two for every axis: their mean and their
worst. Level is the mean of it and them.</p>`
}
