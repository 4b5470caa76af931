import { formatPlain } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import type { TearSheet } from '../tearsheet/tear-sheet.ts'
import { aboutList } from './about-list.ts'
import { instrumentTable, regimeTable } from './attribution-tables.ts'
import { capacitySection } from './capacity-section.ts'
import { comparisonTable } from './comparison-table.ts'
import { costTable } from './cost-table.ts'
import { drawdownChart } from './drawdown-chart.ts'
import { drawdownTable } from './drawdown-table.ts'
import { equityChart } from './equity-chart.ts'
import { exposureChart } from './exposure-chart.ts'
import { exposureFigureList, headline, tradeFigureList } from './figure-lists.ts'
import { type Html, html } from './html.ts'
import { monthlyTable } from './monthly-table.ts'
import { nullsTable } from './nulls-table.ts'
import { overfittingTable } from './overfitting-table.ts'
import { pageFrame } from './page-frame.ts'
import { priceChart } from './price-chart.ts'
import { returnSection } from './return-section.ts'
import { rivalSection } from './rival-section.ts'
import { rollingChart } from './rolling-chart.ts'
import { sheetRules } from './sheet-rules.ts'
import { formatDay } from './time-scale.ts'
import { tradeCsvLink } from './trade-csv.ts'
import { tradeHistogram } from './trade-histogram.ts'
import { tradeTables } from './trade-table.ts'
import { trialStrip } from './trial-strip.ts'

/** Price charts drawn; the page says so when a run had more instruments. */
const priceChartsMax = 8

/**
 * One HTML page that says what a run was, what came of it, and how far to believe it. It asks for
 * nothing from outside, and the same input gives the same bytes.
 */
export function renderReport(sheet: TearSheet): string {
  const { run, about } = sheet
  const names = run.instruments.map(({ id }) => id).join(', ')
  const title = `${about.agent} on ${names}`
  const first = run.equity.ts[0]
  const days = first === undefined ? 'no bars' : `${formatDay(first)} to ${formatDay(run.to)}`
  const bars = `${formatPlain(run.bars, 0)} bars, ${about.market}`
  return pageFrame({
    title,
    summary: `${sheet.origin}, ${days}. ${bars}. Seed ${run.seed}, hash ${run.hash.slice(0, 12)}.`,
    body: sections(sheet),
    footer: sheet.caveat,
    rules: sheetRules,
    version: about.version,
    hasTooltips: true,
  })
}

function sections(sheet: TearSheet): Html {
  const { run, metrics, hold, random } = sheet
  const paragraphs = sheet.verdict.map((sentence) => html`<p>${sentence}</p>`)
  const quote = run.instruments[0]?.quote ?? ''
  return html`<section class="verdict">${paragraphs}</section>
${headline(metrics)}
${section('Beside doing nothing, and beside chance', comparisonTable(metrics, hold, random))}
${rivalSection(sheet)}
${run.equity.length === 0 ? html`` : charts(sheet)}
${section('What it cost', costTable(sheet.costs, metrics, quote))}
${section('Where it was made', shares(sheet, quote))}
${section('Capacity', capacitySection(sheet.capacity, quote))}
${section('What stands behind it', evidence(sheet))}
${section('Null tests', nullsTable(sheet.nulls))}
${run.equity.length === 0 ? html`` : prices(sheet)}
${section('Trades', trades(sheet))}
${section('What was run', aboutList(run, sheet.about))}
${section('How these figures are made', method(metrics))}`
}

/** All that is drawn over the time of the run, and how its returns are spread. */
function charts({ run, metrics, hold, cone, rolling, distribution }: TearSheet): Html {
  const { every } = metrics.curve.sampled
  const from = run.equity.ts[0] ?? 0
  const to = run.equity.ts[run.equity.length - 1] ?? 1
  return html`${section('Equity', equityChart(run, hold, cone, every))}
${section(
  'Drawdowns',
  html`${drawdownChart(run, metrics, hold)}${drawdownTable(metrics.curve.drawdowns)}`,
)}
${section('Rolling Sharpe', rollingChart(rolling, every, { from, to }))}
${section('Months, % after costs', monthlyTable(metrics.months))}
${section(`Returns per ${every}`, returnSection(distribution, every))}
${section('Exposure', html`${exposureChart(run, metrics)}${exposureFigureList(metrics)}`)}`
}

function shares({ attribution }: TearSheet, quote: string): Html {
  return html`${instrumentTable(attribution, quote)}
<h3>By regime of the instrument</h3>${regimeTable(attribution, quote)}
<p class="quiet">Each bar counts to the regime known before its day (hour, bar) began: where its
instrument went over the last 20 of them, against half the deviation of a walk without direction,
and whether it was more restless than at its median so far. Both tables sum to the net P&L.</p>`
}

function evidence({ overfitting, tried, metrics }: TearSheet): Html {
  return html`${overfittingTable(overfitting)}
<h3>The trials on these data</h3>
${trialStrip(tried, metrics.curve.sharpe?.value, overfitting)}`
}

function prices({ run, bars }: TearSheet): Html {
  const drawn = bars.slice(0, priceChartsMax)
  const left = bars.length - drawn.length
  return html`${section(
    'Price and fills',
    html`${drawn.map((columns, index) => priceChart(run, index, columns))}`,
  )}
${left > 0 ? html`<p class="quiet">${left} more instruments are not drawn.</p>` : html``}`
}

function trades({ run, metrics }: TearSheet): Html {
  return html`${tradeFigureList(metrics)}
<h3>Returns of trades, after costs, on notional at entry</h3>${tradeHistogram(run.trades)}
<h3>One by one</h3>${tradeTables(run)}${tradeCsvLink(run)}`
}

function section(title: string, body: Html): Html {
  return html`<section><h2>${title}</h2>${body}</section>`
}

function method({ curve }: Metrics): Html {
  const { sharpe, sampled } = curve
  const corrected = formatPlain(sharpe?.autocorrelated, 2)
  return html`<p class="quiet">Returns are sampled once per ${sampled.every} (UTC),
${formatPlain(sampled.returns.length, 0)} of them, and annualised over 365 days; the risk-free
return is 0. The Sharpe interval (Mertens 2002) allows any shape of returns but takes them as
independent; corrected for ten autocorrelations (Lo 2002) the ratio would be ${corrected}. Sortino
divides by the deviation below 0. Drawdown is 1 − equity / running peak, on every bar. Slippage is
the fill against the price at which the order was decided, or its own stop or limit. Holding buys
once, at the open after the first bar and at the same cost, and is marked, not sold, at the end.
Profit factor is the sum of wins over the sum of losses. Lines show the lowest and highest bar of
every column of pixels.</p>`
}
