import {
  formatDuration,
  formatPercent,
  formatPlain,
  formatSigned,
  formatSignedPercent,
  plural,
} from '../format-figure.ts'
import type { CurveFigures } from '../metrics/curve-figures.ts'
import type { Metrics } from '../metrics/measure.ts'
import { type Html, html } from './html.ts'

type Entry = readonly [name: string, value: string]

/** The four figures a reader looks for first, each with what it rests on. */
export function headline(metrics: Metrics): Html {
  const { curve, trades } = metrics
  const net = formatSigned(curve.netPnl, 2)
  const won = formatPercent(scaled(trades.winRate, 100))
  const open = trades.open === 0 ? '' : `, ${formatPlain(trades.open, 0)} still open`
  const { longestUs, max } = curve.drawdowns
  return html`<div class="cards">
${card('Return', formatSignedPercent(curve.returnPct), `${net} after costs`)}
${card('Sharpe, annual', formatPlain(curve.sharpe?.value, 2), intervalOf(curve))}
${card('Deepest drawdown', formatPercent(max * 100), `longest ${formatDuration(longestUs)}`)}
${card('Trades', formatPlain(trades.count, 0), trades.count === 0 ? 'none' : `${won} won${open}`)}
</div>`
}

function card(name: string, value: string, note: string): Html {
  return html`<div><span>${name}</span><strong>${value}</strong><small>${note}</small></div>`
}

function intervalOf({ sharpe, sampled }: CurveFigures): string {
  if (sharpe === undefined) return 'too few returns'
  const range = `${formatPlain(sharpe.low, 2)} to ${formatPlain(sharpe.high, 2)}`
  return `95 %: ${range}, ${plural(sharpe.count, sampled.every)}`
}

/** Everything counted of the trades. */
export function tradeFigureList({ trades, costs }: Metrics): Html {
  const [low, high] = trades.expectancyInterval ?? []
  return list([
    ['Trades', `${formatPlain(trades.count, 0)} from ${formatPlain(costs.fills, 0)} fills`],
    ['Still open', `${formatPlain(trades.open, 0)}, ${formatSigned(trades.openPnl, 2)} at the end`],
    ['Sold short', formatPlain(trades.shorts, 0)],
    [
      'Win rate',
      `${formatPercent(scaled(trades.winRate, 100))} of ${formatPlain(trades.count, 0)}`,
    ],
    ['Profit factor', trades.profitFactorAbsent ?? formatPlain(trades.profitFactor, 2)],
    ['Expectancy', `${formatSigned(trades.expectancy, 2)} a trade`],
    ['95 % interval', `${formatPlain(low, 2)} to ${formatPlain(high, 2)}`],
    ['Average win', `${formatSigned(trades.averageWin, 2)} (${formatPlain(trades.wins, 0)})`],
    ['Average loss', `${formatSigned(trades.averageLoss, 2)} (${formatPlain(trades.losses, 0)})`],
    ['Payoff', formatPlain(trades.payoff, 2)],
    ['Longest streaks', `${trades.winStreak} wins, ${trades.lossStreak} losses`],
    ['Held, median', formatDuration(trades.holding.medianUs)],
    ['Held, mean', formatDuration(trades.holding.meanUs)],
    ['Held, longest', formatDuration(trades.holding.longestUs)],
  ])
}

/** How much was at risk and how much changed hands. */
export function exposureFigureList(metrics: Metrics): Html {
  const { exposure, turnover, turnoverPerYear } = metrics
  return list([
    ['Mean exposure', formatPercent(exposure.mean * 100)],
    ['Highest exposure', formatPercent(exposure.max * 100)],
    ['Time in the market', formatPercent(exposure.timeInMarket * 100)],
    ['Turnover', `${formatPlain(turnover, 1)} × mean equity`],
    ['Turnover per year', `${formatPlain(turnoverPerYear, 1)} ×`],
  ])
}

/** Names and values as a list that folds into columns. */
export function list(entries: readonly Entry[]): Html {
  const items = entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)
  return html`<dl>${items}</dl>`
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor
}
