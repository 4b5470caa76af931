import { formatPlain, formatSigned, plural } from '../format-figure.ts'
import { type Html, html } from '../report/html.ts'
import { pageFrame } from '../report/page-frame.ts'
import { formatDay } from '../report/time-scale.ts'
import { claimWords } from './claim-words.ts'
import { differenceCharts } from './difference-chart.ts'
import type { ClaimReport, ExperimentReport } from './experiment-report.ts'
import { experimentStyle } from './experiment-style.ts'
import { forestPlot } from './forest-plot.ts'
import { lagCharts } from './lag-chart.ts'

export type ExperimentPage = ExperimentReport & { readonly version: string }

/** One HTML page of one look: what was claimed, what came of it, and how far to believe it. */
export function renderExperiment(page: ExperimentPage): string {
  const { name, text, registeredAt, hash, look, looks, claims } = page
  const since = registeredAt.slice(0, 16).replace('T', ' ')
  return pageFrame({
    title: `On trial: ${text}`,
    summary: `${name}, registered ${since} UTC as ${hash.slice(0, 12)}. Look ${look} of ${looks}.`,
    body: html`<section class="verdict">
${sentences(page).map((sentence) => html`<p>${sentence}</p>`)}</section>
${claims.map((claim) => claimSections(claim, page))}
<section><h2>Sources</h2>${sourceTable(page)}</section>
<section><h2>How these figures are made</h2>${method(page)}</section>`,
    footer: `Result ${page.resultHash.slice(0, 16)}. A look at the past, and no promise.`,
    ...{ version: page.version, rules: experimentStyle, hasTooltips: true },
  })
}

function sentences({ verdict, claims, alpha }: ExperimentPage): readonly string[] {
  const answer = {
    effect: 'Yes, as far as these data can say.',
    'no effect': 'No: whatever there is, is smaller than what would be worth having.',
    undecided: claims.every((claim) => claim.verdict === 'undecided')
      ? 'Undecided: these data can neither show it nor rule it out.'
      : 'Not all of it is decided.',
  }[verdict]
  return [
    answer,
    ...claims.map(({ claim, verdict: of, rows, effectMin }) => {
      const { title, unit } = claimWords[claim]
      const found = rows.filter((row) => row.adjusted <= alpha).length
      const tests = `${found === 0 ? 'None' : found} of ${plural(rows.length, 'test')}`
      return (
        `${title}: ${of}. ${tests} rules chance out after the correction; worth having is ` +
        `${effectMin} ${unit}.`
      )
    }),
  ]
}

function claimSections(claim: ClaimReport, { alpha, lagHours }: ExperimentPage): Html {
  const { title, unit } = claimWords[claim.claim]
  const confidence = formatPlain(100 * (1 - alpha), 1)
  const curves = claim.rows.some(({ curve }) => curve.length > 0)
  return html`<section><h2>${title}</h2>${forestPlot(claim, confidence)}${claimTable(claim)}
${claim.unasked.map(({ subject, why }) => html`<p class="quiet">${subject}: not asked, ${why}.</p>`)}
${
  claim.others === 0
    ? html``
    : html`<p class="quiet">Corrected for
${plural(claim.others, 'test')} of other hypotheses on these instruments as well.</p>`
}</section>
<section><h2>${title}: where the difference came from</h2>${differenceCharts(claim)}</section>
${
  curves
    ? html`<section><h2>${title}: other lags</h2><p class="quiet">Exploratory: looked at beside the
claim of ${lagHours} hours, and no test. Of so many points some look good by chance. The band is the
${confidence} % interval of each, ${unit}.</p>${lagCharts(claim, lagHours)}</section>`
    : html``
}`
}

function claimTable({ claim, rows }: ClaimReport): Html {
  const { unit, pairs } = claimWords[claim]
  const body = rows.map(
    (row) => html`<tr><td>${row.subject}</td><td>${formatPlain(row.samples, 0)}</td>
<td>${formatSigned(row.effect, 2)}</td><td>${formatSigned(row.nullMean, 2)}</td>
<td>${formatSigned(row.standardised, 3)}</td><td>${formatPlain(row.probability, 4)}</td>
<td>${formatPlain(row.adjusted, 4)}</td><td>${formatPlain(row.dieboldMariano, 3)}</td>
<td>${formatPlain(100 * row.absent, 1)}</td><td class="words">${row.verdict}</td></tr>`,
  )
  return html`<div class="wide"><table><thead><tr><th>subject</th><th>${pairs}</th>
<th>effect, ${unit}</th><th>shifted, mean</th><th>d</th><th>p</th><th>p corrected</th><th>p DM</th>
<th>silent, %</th><th class="words">verdict</th></tr></thead><tbody>${body}</tbody></table></div>`
}

function sourceTable({ sources }: ExperimentPage): Html {
  const rows = sources.map(({ subject, commits, contributors, alarms }) => {
    const [longest] = alarms.toSorted((a, b) => b.to - b.from - (a.to - a.from))
    const said =
      longest === undefined
        ? 'none'
        : `${alarms.length}; longest ${longest.kind} ${formatDay(longest.from)} to ` +
          formatDay(longest.to)
    return html`<tr><td>${subject}</td><td>${formatPlain(commits, 0)}</td>
<td>${formatPlain(contributors, 0)}</td><td class="words">${said}</td></tr>`
  })
  return html`<div class="wide"><table><thead><tr><th>subject</th><th>commits</th>
<th>contributors</th><th class="words">alarms</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function method({ alpha, lagHours }: ExperimentPage): Html {
  return html`<p class="quiet">Both arms run on the same times; all figures are of paired
differences, above 0 when the treatment is better. p is the share of circular shifts of the source,
by whole weeks, under which the treatment does as well: a shifted source keeps its days, hours and
memory and knows nothing of the market. It is corrected for all subjects. d is the mean difference
over its deviation; intervals are stationary bootstraps of the pairs and not corrected. p DM is
Diebold and Mariano's, which is too cautious for models that contain each other. A commit is known
${lagHours} hours after its time. An effect is one with a corrected p of at most
${formatPlain(alpha, 4)} and an interval above 0 that reaches what is worth having; no effect is an
interval that lies below what is worth having; anything else is undecided.</p>`
}
