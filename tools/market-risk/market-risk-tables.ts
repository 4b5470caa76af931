import { dayUs } from '../../src/domain/index.ts'
import { dailyCloses, hourlyCloses } from './closes.ts'
import { coverageOf, failsUnder, hitsByThird, hitsByYear, hitsOf, shortfallOf } from './coverage.ts'
import { type DayRecord, type Portfolio, recordDays } from './day-record.ts'
import { crisisTable } from './crisis-table.ts'
import { modelsTable } from './models-table.ts'
import { table } from '../markdown-table.ts'
import { chance, percent } from './percent.ts'
import { targetTable, volatilityTarget } from './target-table.ts'

/** Every known instrument alike; and Bitcoin against Ether, which correlation makes small. */
const portfolios: readonly Portfolio[] = [
  {
    name: 'all alike',
    sharesOf: (known, names) => names.map((_, i) => (known.includes(i) ? 1 / known.length : 0)),
  },
  {
    name: 'BTC less ETH',
    sharesOf: (_, names) =>
      names.map((name) => Number(name === 'binance_btcusdt') - Number(name === 'binance_ethusdt')),
  },
]

const panels = ['coinbase_usd_panel_1d_2020_2025', 'binance_usdt_panel_1d_2018_2024']
/** Days without which 1 % says nothing. */
const panelDaysMin = 500

/** The desk's forecasts for every coin with hours, then for the portfolios of them. */
export function recordHourly(): readonly DayRecord[] {
  const free = { volatilityTarget, volatilityScaleMax: Number.MAX_VALUE }
  return recordDays(hourlyCloses(), free, portfolios)
}

/** Those of the coins alone. */
export function coinsOf(hourly: readonly DayRecord[]): readonly DayRecord[] {
  return hourly.slice(0, -portfolios.length)
}

/** Everything that `docs/market-risk.md` says in numbers, from the recorded closes. */
export function marketRiskTables(hourly: readonly DayRecord[]): string {
  const coins = coinsOf(hourly)
  return [
    section('Models', modelsTable(coins)),
    section('Instruments and portfolios', instrumentTable(hourly)),
    section('Thirds of forecast volatility', thirdsTable(hourly)),
    section('Years', yearsTable(coins)),
    section('Other instruments', panelsTable()),
    section('Bitcoin less Ether, by how far a hedge is believed', hedgeTable()),
    section('Crises', crisisTable(hourlyCloses())),
    section('Volatility targeting', targetTable(coins)),
  ].join('\n')
}

function section(title: string, rows: string): string {
  return `### ${title}\n\n${rows}`
}

function instrumentTable(records: readonly DayRecord[]): string {
  const head = [
    ...['', 'days', 'beyond', 'share', 'Kupiec', 'independence', 'conditional'],
    ...['shortfall Z', 'chance of Z', 'short: share', 'Kupiec of short'],
  ]
  const rows = records.map((record) => {
    const long = coverageOf(hitsOf(record, 1))
    const short = coverageOf(hitsOf(record, -1))
    const { statistic, probability } = shortfallOf(record)
    return [
      ...[record.name, `${long.days}`, `${long.beyond}`, percent(long.beyond / long.days)],
      ...[chance(long.coverage), chance(long.independence), chance(long.conditional)],
      ...[statistic.toFixed(2), chance(probability)],
      ...[percent(short.beyond / short.days), chance(short.coverage)],
    ]
  })
  return table(head, rows)
}

function thirdsTable(records: readonly DayRecord[]): string {
  const rows = records.map((record) => {
    const thirds = hitsByThird(record).map((hits) => coverageOf(hits))
    const cells = thirds.flatMap(({ beyond, days, coverage, conditional }) => [
      `${beyond} of ${days}`,
      chance(coverage),
      chance(conditional),
    ])
    return [record.name, ...cells]
  })
  const each = ['calm', 'usual', 'wild'].flatMap((third) => [third, 'Kupiec', 'conditional'])
  return table(['', ...each], rows)
}

/** Coins move together, so no chance is given for many of them in one year. */
function yearsTable(records: readonly DayRecord[]): string {
  const shares = (sign: number): Map<number, number[]> => {
    const all = new Map<number, number[]>()
    for (const record of records)
      for (const [year, hits] of hitsByYear(record, sign))
        all.set(year, [...(all.get(year) ?? []), ...hits])
    return all
  }
  const [long, short] = [shares(1), shares(-1)]
  const share = (hits: readonly number[]): string =>
    percent(hits.reduce((sum, hit) => sum + hit, 0) / hits.length)
  const rows = [...long.keys()]
    .sort((a, b) => a - b)
    .map((year) => {
      const hits = long.get(year) ?? []
      return [`${year}`, `${hits.length}`, share(hits), share(short.get(year) ?? [])]
    })
  return table(['year', 'days of instruments', 'long: share', 'short: share'], rows)
}

function hedgeTable(): string {
  const pair = hourlyCloses().filter(({ name }) => /^binance_(btc|eth)usdt$/.test(name))
  const rows = [1, 0.95, 0.9, 0.8].map((hedgeTrust) => {
    const record = recordDays(pair, { hedgeTrust }, portfolios).at(-1)
    return [`${hedgeTrust}`, ...[1, -1].flatMap((sign) => hedgeCells(record, sign))]
  })
  const head = ['believed', 'BTC less ETH', 'Kupiec', 'ETH less BTC', 'Kupiec']
  return table(head, rows)
}

function hedgeCells(record: DayRecord | undefined, sign: number): string[] {
  const { beyond, days, coverage } = coverageOf(record ? hitsOf(record, sign) : [])
  return [percent(beyond / days), chance(coverage)]
}

function panelsTable(): string {
  const rows = panels.map((file) => {
    const records = recordDays(dailyCloses(file), { gridUs: dayUs })
    const long = records
      .filter(({ starts }) => starts.length >= panelDaysMin)
      .map((record) => coverageOf(hitsOf(record, 1)))
    const days = long.reduce((sum, one) => sum + one.days, 0)
    const beyond = long.reduce((sum, one) => sum + one.beyond, 0)
    const failed = long.filter(({ coverage }) => coverage < failsUnder)
    const tooMany = failed.filter((one) => one.beyond > 0.01 * one.days).length
    const conditional = long.filter((one) => one.conditional < failsUnder).length
    return [
      ...[file, `${long.length}`, `${days}`, percent(beyond / days)],
      ...[`${tooMany}`, `${failed.length - tooMany}`, `${conditional}`],
    ]
  })
  const fails = ['Kupiec: too many', 'Kupiec: too few', 'conditional fails']
  return table(['panel of days', 'instruments', 'days', 'share beyond', ...fails], rows)
}
