import {
  formatDuration,
  formatPercent,
  formatPlain,
  formatSigned,
  formatSignedPercent,
} from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import { type Html, html } from './html.ts'

type Entry = readonly [name: string, value: string]

/** The four figures a reader looks for first, each with what it rests on. */
export function headline(metrics: Metrics): Html {
  const { curve, trades } = metrics
  const { sharpe } = curve
  const interval =
    sharpe === undefined
      ? 'too few returns'
      : `95 %: ${formatPlain(sharpe.low, 2)} to ${formatPlain(sharpe.high, 2)}, ` +
        `${formatPlain(sharpe.count, 0)} ${curve.sampled.every === 'bar' ? 'bars' : `${curve.sampled.every}s`}`
  const card = (name: string, value: string, note: string): Html =>
    html`<div><span>${name}</span><strong>${value}</strong><small>${note}</small></div>`
  return html`<div class="cards">
${card('Return', formatSignedPercent(curve.returnPct), `${formatSigned(curve.netPnl, 2)} after costs`)}
${card('Sharpe, annual', formatPlain(sharpe?.value, 2), interval)}
${card('Deepest drawdown', formatPercent(curve.drawdowns.max * 100), `longest ${formatDuration(curve.drawdowns.longestUs)}`)}
${card('Closed trades', formatPlain(trades.count, 0), trades.count === 0 ? 'none' : `${formatPercent(scaled(trades.winRate, 100))} won`)}
</div>`
}

/** Everything counted of the trades. */
export function tradeFigureList({ trades, costs }: Metrics): Html {
  const [low, high] = trades.expectancyInterval ?? []
  return list([
    ['Closed trades', `${formatPlain(trades.count, 0)} from ${formatPlain(costs.fills, 0)} fills`],
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

/** Names and values as a list that folds into columns. Left out where the value is empty. */
export function list(entries: readonly Entry[]): Html {
  const shown = entries.filter(([, value]) => value !== '')
  return html`<dl>${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor
}
