import { expectedMaximumSharpe, normalCdf, normalQuantile } from '../../src/quant/index.ts'
import { gateThresholds } from '../../src/research/index.ts'
import { table } from '../markdown-table.ts'
import { wilsonInterval } from '../wilson-interval.ts'
import { type GateCase, gateRate, type GateRate, yearsOfMarket } from './calibrate-gate.ts'

/** What is put to the gate for `docs/gate.md`. */
export const gateCases: readonly GateCase[] = [
  { name: 'noise, at cost', family: 1, sharpe: 0, markets: 1_000 },
  { name: 'noise, trading free', family: 1, sharpe: 0, isFree: true, markets: 1_000 },
  { name: 'noise, trading free', family: 100, sharpe: 0, isFree: true, markets: 50 },
  { name: 'planted, Sharpe 1.5', family: 1, sharpe: 1.5, markets: 500 },
  { name: 'planted, Sharpe 1.5', family: 100, sharpe: 1.5, markets: 100 },
  { name: 'planted, Sharpe 3', family: 100, sharpe: 3, markets: 200 },
]

/** The tables of the page. @param onMarket - Told after each market. */
export function gateTables(draws: number, onMarket: () => void): string {
  const rates = gateCases.map((of) => gateRate(of, draws, onMarket))
  return `${ratesTable(rates)}\n${failsTable(rates)}`
}

function ratesTable(rates: readonly GateRate[]): string {
  const header = [
    ...['strategies', 'tried on each market', 'markets', 'passed the whole gate'],
    ...['95 % interval', 'passed, of all strategies', 'deflated Sharpe alone', 'closed form'],
  ]
  const rows = rates.map((rate) => {
    const { name, family, markets, passes, deflated, sharpe } = rate
    const [low, high] = wilsonInterval(passes, markets)
    return [
      ...[name, `${family}`, `${markets}`, share(passes / markets)],
      ...[
        `${share(low)} to ${share(high)}`,
        sharpe === 0 ? share(passes / (markets * family)) : '',
      ],
      ...[share(deflated / markets), sharpe === 0 ? '' : share(closedForm(sharpe, family))],
    ]
  })
  return table(header, rows)
}

/** Which questions said no to those that had passed the deflated ratio. */
function failsTable(rates: readonly GateRate[]): string {
  const names = [...new Set(rates.flatMap(({ fails }) => [...fails.keys()]))]
  const header = ['asked after it', ...rates.map(({ name, family }) => `${name}, ${family}`)]
  return table(
    header,
    names.map((name) => [name, ...rates.map(({ fails }) => `${fails.get(name) ?? 0}`)]),
  )
}

/** Probability that the deflated ratio of a strategy of this ratio passes, if all is normal. */
function closedForm(sharpe: number, trials: number): number {
  const years = yearsOfMarket
  const luckiest = expectedMaximumSharpe({ trials, sharpeVariance: 1 / years })
  return normalCdf(
    (sharpe - luckiest) * Math.sqrt(years) - normalQuantile(gateThresholds.deflatedMin),
  )
}

function share(value: number): string {
  return `${(100 * value).toFixed(value < 0.01 ? 2 : 1)} %`
}
