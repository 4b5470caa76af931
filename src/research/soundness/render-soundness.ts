import { formatPercent, formatPlain, formatSignedPercent } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import { type Html, html } from '../report/html.ts'
import { pageFrame } from '../report/page-frame.ts'
import type { SoundnessCategory, SoundnessCheck } from './soundness-check.ts'
import type { Soundness } from './soundness-verdict.ts'

export type SoundnessPage = {
  readonly strategy: string
  readonly soundness: Soundness
  readonly metrics: Metrics
  /** What it was tried on, in a few words. */
  readonly market: string
  readonly hash: string
  readonly version: string
  /** When the certificate was issued, and until when it holds: UTC, for people. */
  readonly issued: string
  readonly expires: string
}

const soundnessRules = `
.checks td:not(:last-child), .checks th { text-align: left }
.checks td { white-space: normal; text-align: left; vertical-align: top; overflow-wrap: anywhere }
.checks td:first-child { width: 24% } .checks td:nth-child(2) { width: 13%; white-space: nowrap }
.checks td:nth-child(3) { width: 33% } .checks td:last-child { color: var(--quiet) }
.mark { border-radius: 3px; padding: 1px 7px; font-size: 12px; border: 1px solid var(--rule) }
.mark { white-space: nowrap; display: inline-block; line-height: 1.5 }
.mark.pass { border-color: var(--gain); color: var(--gain) }
.mark.fail { background: var(--loss); border-color: var(--loss); color: var(--page) }
.mark.fail { font-weight: 600 }
.mark.review, .mark.open { border-color: var(--hold); color: var(--hold); font-weight: 600 }
.mark.told { color: var(--quiet) }
h2 .mark { margin-left: 8px; vertical-align: 2px; font-weight: 500 }
.seven { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0; padding: 0; list-style: none }
.seven li { background: var(--card); border-radius: 6px; padding: 8px 12px; font-size: 13.5px }
.seven .mark { margin-left: 8px }
.reasons li { margin: 3px 0; overflow-wrap: anywhere }
@media (max-width: 640px) {
  .checks thead { display: none }
  .checks tr { display: block; border-bottom: 1px solid var(--rule); padding: 7px 0 }
  .checks td, .checks td:first-child, .checks td:nth-child(2), .checks td:nth-child(3) {
    border: 0; padding: 1px 0; width: auto; display: block;
  }
  .checks td:first-child, .checks td:nth-child(2) { display: inline-block; margin-right: 8px }
  .checks td:first-child { font-weight: 600 }
  .checks td:last-child::before { content: 'asked: ' }
  .seven li { width: 100%; display: flex; justify-content: space-between }
}
@media print {
  .mark.fail { color: #000; background: none; border: 2px solid #000 }
  .mark.pass { color: #000; border-color: #000 }
}
`

/** One page of a strategy: what it comes to, the seven categories, every figure with its bound. */
export function renderSoundness(page: SoundnessPage): string {
  const { strategy, soundness, market, issued, expires } = page
  const { categories, reasons } = soundness
  const seven = categories.map(({ name, status }) => html`<li>${name}${mark(status)}</li>`)
  return pageFrame({
    title: `Soundness of ${strategy}`,
    summary: market,
    body: html`<section class="verdict">
${verdictOf(soundness).map((sentence) => html`<p>${sentence}</p>`)}</section>
${cards(page.metrics)}
<ul class="seven">${seven}</ul>
${categories.map(section)}
${reasons.length === 0 ? html`` : whyNot(reasons)}`,
    footer:
      `Issued ${issued} UTC, holds until ${expires} UTC for this strategy, these settings and ` +
      `this version alone. Hash of the run ${page.hash.slice(0, 12)}. NOT RUN and inconclusive ` +
      'answer nothing, which is no pass. What was sound once promises nothing.',
    version: page.version,
    rules: soundnessRules,
  })
}

/** What a soundness comes to, in two sentences. */
function verdictOf({ verdict, mayLeavePaper, categories }: Soundness): readonly string[] {
  const passed = categories.filter(({ status }) => status === 'pass').length
  return [
    `It is ${verdict}: ${passed} of ${categories.length} categories passed.`,
    mayLeavePaper
      ? 'It may leave paper, as far as soundness is asked.'
      : 'It may not leave paper: what stands in the way is listed at the end.',
  ]
}

function cards({ curve, trades, turnoverPerYear }: Metrics): Html {
  const card = (name: string, value: string, note: string): Html =>
    html`<div><span>${name}</span><strong>${value}</strong><small>${note}</small></div>`
  const { sharpe } = curve
  const range =
    sharpe === undefined
      ? 'too few returns'
      : `95 %: ${formatPlain(sharpe.low, 2)} to ${formatPlain(sharpe.high, 2)}`
  const won = formatPercent(trades.winRate === undefined ? undefined : 100 * trades.winRate)
  return html`<div class="cards">
${card('Return', formatSignedPercent(curve.returnPct), 'after costs')}
${card('Sharpe, annual', formatPlain(sharpe?.value, 2), range)}
${card('Deepest drawdown', formatPercent(100 * curve.drawdowns.max), 'of equity')}
${card('Closed trades', formatPlain(trades.count, 0), `${won} won, ${formatPlain(turnoverPerYear, 1)} × a year`)}
</div>`
}

function section({ name, status, checks }: SoundnessCategory): Html {
  return html`<h2>${name}${mark(status)}</h2>
<table class="checks"><thead><tr><th>check</th><th>status</th><th>found</th><th>asked</th></tr></thead>
<tbody>${checks.map(
    (check) => html`<tr><td>${check.name}</td><td>${mark(check.status)}</td>
<td>${check.found}</td><td>${check.asked}</td></tr>`,
  )}</tbody></table>`
}

const looks: Readonly<Record<SoundnessCheck['status'], string>> = {
  pass: 'pass',
  review: 'review',
  inconclusive: 'open',
  'NOT RUN': 'open',
  fail: 'fail',
  told: 'told',
}

function mark(status: SoundnessCheck['status']): Html {
  return html`<span class="mark ${looks[status]}">${status}</span>`
}

function whyNot(reasons: readonly string[]): Html {
  return html`<h2>What stands in the way</h2>
<ul class="reasons">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`
}
