import { dayUs } from '../../src/domain/index.ts'
import { MarketRisk } from '../../src/risk/index.ts'
import type { Closes } from './closes.ts'
import { inOrder } from './merged.ts'
import { table } from '../markdown-table.ts'
import { percent } from './percent.ts'

/** When Bitcoin alone was in a crisis, and how near to one all coins were by their correlation. */
export function crisisTable(series: readonly Closes[]): string {
  const bitcoin = series.filter(({ name }) => name === 'binance_btcusdt')
  const coins = series.filter(({ name }) => name.startsWith('binance_'))
  const { share, begins } = crisesOf(bitcoin)
  return table(
    ['', 'value'],
    [
      ['Bitcoin: share of hours in a crisis', percent(share, 1)],
      ['Bitcoin: days on which one began', begins.join(', ')],
      ['highest mean correlation of all coins', highestCorrelation(coins).toFixed(2)],
    ],
  )
}

function crisesOf(series: readonly Closes[]): { share: number; begins: readonly string[] } {
  const risk = new MarketRisk(series.length)
  const begins: string[] = []
  let [hours, inCrisis, was] = [0, 0, false]
  inOrder(series, (i, ts, close) => {
    risk.onClose(i, ts, close)
    hours += 1
    if (risk.isCrisis) inCrisis += 1
    if (risk.isCrisis && !was) begins.push(new Date(ts / 1_000).toISOString().slice(0, 10))
    was = risk.isCrisis
  })
  return { share: inCrisis / hours, begins }
}

/** At midnights, of three coins or more. */
function highestCorrelation(series: readonly Closes[]): number {
  const risk = new MarketRisk(series.length)
  let highest = 0
  inOrder(series, (i, ts, close) => {
    const isMidnight = ts % dayUs === 0 && series[i]?.name === 'binance_btcusdt'
    if (isMidnight) highest = Math.max(highest, meanCorrelation(risk, series.length))
    risk.onClose(i, ts, close)
  })
  return highest
}

function meanCorrelation(risk: MarketRisk, size: number): number {
  let [sum, pairs] = [0, 0]
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1) {
      const correlation = risk.correlation(i, j)
      if (Number.isNaN(correlation)) continue
      sum += correlation
      pairs += 1
    }
  return pairs < 3 ? 0 : sum / pairs
}
