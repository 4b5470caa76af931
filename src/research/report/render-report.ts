import type { BarColumns } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { formatPlain } from '../format-figure.ts'
import type { RandomComparison } from '../metrics/compare-with-random.ts'
import type { HoldControl } from '../metrics/hold-control.ts'
import type { Metrics } from '../metrics/measure.ts'
import type { OverfittingFigures } from '../overfitting/overfitting-figures.ts'
import { aboutList, type RunDescription } from './about-list.ts'
import { comparisonTable } from './comparison-table.ts'
import { costTable } from './cost-table.ts'
import { drawdownChart } from './drawdown-chart.ts'
import { drawdownTable } from './drawdown-table.ts'
import { equityChart } from './equity-chart.ts'
import { exposureChart } from './exposure-chart.ts'
import { exposureFigureList, headline, tradeFigureList } from './figure-lists.ts'
import { type Html, html } from './html.ts'
import { monthlyTable } from './monthly-table.ts'
import { overfittingTable } from './overfitting-table.ts'
import { pageFrame } from './page-frame.ts'
import { priceChart } from './price-chart.ts'
import { formatDay } from './time-scale.ts'
import { tradeHistogram } from './trade-histogram.ts'
import { tradeTables } from './trade-table.ts'

export type ReportInput = {
  readonly run: RunResult
  /** One per instrument of the run. */
  readonly bars: readonly BarColumns[]
  readonly metrics: Metrics
  readonly hold: HoldControl
  readonly random: RandomComparison | undefined
  readonly overfitting: OverfittingFigures
  /** Sentences to stand above all figures, the weightiest first. */
  readonly verdict: readonly string[]
  readonly about: RunDescription
}

/** Price charts drawn; the page says so when a run had more instruments. */
const priceChartsMax = 8

/**
 * One HTML page that says what a run was, what came of it, and how far to believe it. It asks for
 * nothing from outside, and the same input gives the same bytes.
 */
export function renderReport(input: ReportInput): string {
  const { run, about } = input
  const names = run.instruments.map(({ id }) => id).join(', ')
  const title = `${about.agent} on ${names}`
  const first = run.equity.ts[0]
  const days = first === undefined ? 'no bars' : `${formatDay(first)} to ${formatDay(run.to)}`
  const bars = `${formatPlain(run.bars, 0)} bars, ${about.market}`
  return pageFrame({
    title,
    summary: `Backtest, ${days}. ${bars}. Seed ${run.seed}, hash ${run.hash.slice(0, 12)}.`,
    body: sections(input),
    footer:
      'A backtest measures the past under assumptions: fills come from bars, costs are estimates, ' +
      'and the strategy was chosen by someone who had seen data like these. It is not a promise.',
    version: about.version,
    hasTooltips: true,
  })
}

function sections(input: ReportInput): Html {
  const { run, metrics, hold, random, about } = input
  const paragraphs = input.verdict.map((sentence) => html`<p>${sentence}</p>`)
  return html`<section class="verdict">${paragraphs}</section>
${headline(metrics)}
${section('Beside doing nothing, and beside chance', comparisonTable(metrics, hold, random))}
${run.equity.length === 0 ? html`` : charts(input)}
${section('What stands behind it', overfittingTable(input.overfitting))}
${section('Months, % after costs', monthlyTable(metrics.months))}
${section('Worst drawdowns', drawdownTable(metrics.curve.drawdowns))}
${section('What it cost', costTable(metrics, run.instruments[0]?.quote ?? ''))}
${section('Trades', tradeFigureList(metrics))}
${section('Spread of trade returns, after costs, on notional at entry', tradeHistogram(run.trades))}
${section('Trades one by one', tradeTables(run))}
${section('What was run', aboutList(run, about))}
${section('How these figures are made', method(metrics))}`
}

function charts({ run, bars, metrics, hold }: ReportInput): Html {
  const drawn = bars.slice(0, priceChartsMax)
  const prices = drawn.map((columns, index) => priceChart(run, index, columns))
  const left = bars.length - drawn.length
  return html`${section('Equity', equityChart(run, hold))}
${section('Drawdown', drawdownChart(run, metrics, hold))}
${section('Price and fills', html`${prices}`)}
${left > 0 ? html`<p class="quiet">${left} more instruments are not drawn.</p>` : html``}
${section('Exposure', html`${exposureChart(run, metrics)}${exposureFigureList(metrics)}`)}`
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
