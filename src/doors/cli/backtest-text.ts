import { formatTime } from '../../domain/index.ts'
import { riskLines } from './backtest-risk-text.ts'
import type { JudgedBacktest, ReadingFigures } from '../../app/index.ts'
import {
  type CurveFigures,
  type Metrics,
  overfittingRows,
  type RandomComparison,
} from '../../research/index.ts'

/** A backtest as lines for a terminal: the strategy beside its controls, then the verdict. */
export function printBacktest(judged: JudgedBacktest): string[] {
  const { run, metrics, hold, random } = judged
  const { curve, trades, costs, exposure } = metrics
  const names = run.instruments.map((of) => of.id).join(', ')
  const row = (label: string, ...cells: readonly string[]): string =>
    label.padEnd(18) + cells.map((cell) => cell.padStart(18)).join('')
  const both = (label: string, of: (curve: CurveFigures) => string): string =>
    row(label, of(curve), of(hold.full), of(hold.scaled))
  return [
    `${names}: ${count(run.bars)} bars, ${formatTime(run.from)} to ${formatTime(run.to)} UTC`,
    '',
    row('', 'strategy', 'hold', `hold ${percent(100 * hold.exposure)}`),
    both('net P&L', (of) => money(of.netPnl)),
    both('return', (of) => percent(of.returnPct)),
    both('CAGR', (of) => percent(of.cagrPct)),
    both('Sharpe', (of) => figure(of.sharpe?.value)),
    both('  95 % interval', (of) => interval(of.sharpe)),
    both('Sortino', (of) => figure(of.sortino)),
    both('Calmar', (of) => figure(of.calmar)),
    both('max drawdown', (of) => percent(100 * of.drawdowns.max)),
    '',
    row('fills, trades', `${count(costs.fills)}, ${count(trades.count)}`),
    ...(trades.open === 0
      ? []
      : [row('  still open', `${count(trades.open)}, ${money(trades.openPnl)}`)]),
    row('win rate', percent(scaled(trades.winRate, 100))),
    row('profit factor', figure(trades.profitFactor)),
    row('expectancy', money(trades.expectancy)),
    row('turnover', `${figure(metrics.turnover)} x`),
    row('mean exposure', percent(100 * exposure.mean)),
    ...(trades.shorts === 0 ? [] : [row('  longs less shorts', percent(100 * hold.exposure))]),
    row('fees', money(costs.fees)),
    row('slippage', money(costs.slippage)),
    ...(random === undefined ? [] : [row('random traders', `${random.runs}`, randomText(random))]),
    ...riskLines(run),
    ...standing(judged),
    '',
    ...judged.verdict,
    '',
    `seed ${run.seed}  hash ${run.hash.slice(0, 16)}  trials on these data: ${judged.trials}`,
  ]
}

function randomText({ returnPct }: RandomComparison): string {
  return returnPct === undefined ? 'not ranked' : `mean ${percent(returnPct.mean)}`
}

/** How far the figures can be believed after all that was tried. */
function standing({ overfitting }: JudgedBacktest): string[] {
  const rows = overfittingRows(overfitting).map(
    ([name, value, meaning]) => `${name.padEnd(18)}${value.padStart(18)}  ${meaning}`,
  )
  return ['', 'What stands behind it', ...rows, ...overfitting.absent]
}

/** The same strategy under every reading of its fills, side by side. */
export function printReadings(readings: readonly ReadingFigures[] | undefined): string[] {
  if (readings === undefined) return []
  const row = (label: string, of: (metrics: Metrics) => string): string =>
    label.padEnd(18) + readings.map(({ metrics }) => of(metrics).padStart(18)).join('')
  return [
    '',
    'fills read as'.padEnd(18) + readings.map(({ reading }) => reading.padStart(18)).join(''),
    row('net P&L', ({ curve }) => money(curve.netPnl)),
    row('return', ({ curve }) => percent(curve.returnPct)),
    row('Sharpe', ({ curve }) => figure(curve.sharpe?.value)),
    row('max drawdown', ({ curve }) => percent(100 * curve.drawdowns.max)),
    row('fills', ({ costs }) => count(costs.fills)),
    row('fees', ({ costs }) => money(costs.fees)),
    row('slippage', ({ costs }) => money(costs.slippage)),
  ]
}

function interval(sharpe: CurveFigures['sharpe']): string {
  return sharpe === undefined ? '-' : `${figure(sharpe.low)} to ${figure(sharpe.high)}`
}

function scaled(value: number | undefined, by: number): number | undefined {
  return value === undefined ? undefined : value * by
}

function figure(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '-' : value.toFixed(2)
}

function percent(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '-' : `${value.toFixed(2)} %`
}

function money(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '-' : count(Math.round(value * 100) / 100)
}

/** Thousands apart, whatever the machine's language is. */
function count(value: number): string {
  const [whole = '', fraction] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction.padEnd(2, '0')}`
}
