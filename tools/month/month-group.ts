import { existsSync } from 'node:fs'
import path from 'node:path'
import { defined } from '../../src/base/index.ts'
import {
  BarColumns,
  dayUs,
  hourUs,
  type InstrumentId,
  instrument,
  type Micros,
  micros,
  minuteUs,
} from '../../src/domain/index.ts'
import { generateMarket, type LoadedBars, loadMarket } from '../../src/market/index.ts'

/** Series that are traded together by one desk, and the month in which they are. */
export type MonthGroup = {
  readonly name: 'hours' | 'five-minutes'
  readonly title: string
  readonly folder: string
  /** Files by what is bought there, as the desk names it. */
  readonly files: readonly (readonly [base: string, file: string])[]
  readonly intervalUs: number
  /** When the month begins. */
  readonly from: Micros
  /** Days before it on which indicators fill. */
  readonly warmDays: number
  /** What strategies are bred on at night, and how many days of it there are before the month. */
  readonly evolves: { readonly file: string; readonly daysBefore: number }
}

const hourly = [
  ...['AAVE', 'ADA', 'ATOM', 'BNB', 'BTC', 'DOGE', 'DOT', 'EOS', 'ETH', 'FTM', 'LINK', 'MATIC'],
  ...['SOL', 'XTZ'],
].map((base) => [base, `binance_${base.toLowerCase()}usdt_1h.csv.gz`] as const)

const quarter = ['ADA', 'DOT', 'LINK', 'SOL'].map(
  (base) => [base, `binance_${base.toLowerCase()}usdt_5m_2022-12_2023-10.csv.gz`] as const,
)

/** The two months. What two venues quote of one coin has two names: one account holds both. */
export const monthGroups: readonly MonthGroup[] = [
  {
    name: 'hours',
    title: 'Fifteen coins by the hour, May 2022',
    folder: path.join('..', 'shared', 'data', 'candles', '1h'),
    files: [...hourly, ['XBT', 'kraken_xbtusd_1h.csv.gz']],
    intervalUs: hourUs,
    from: micros(Date.UTC(2022, 4, 1) * 1_000),
    warmDays: 30,
    evolves: { file: 'binance_btcusdt_1h.csv.gz', daysBefore: 365 },
  },
  {
    name: 'five-minutes',
    title: 'Six series by five minutes, March 2023',
    folder: path.join('..', 'shared', 'data', 'candles', '5m'),
    files: [
      ...quarter,
      ['XBT', 'kraken_xbtusd_5m_2023q1.csv.gz'],
      ['XBTC', 'kraken_xbtusdc_5m_2023q1.csv.gz'],
    ],
    intervalUs: 5 * minuteUs,
    from: micros(Date.UTC(2023, 2, 1) * 1_000),
    warmDays: 14,
    evolves: { file: 'binance_solusdt_5m_2022-12_2023-10.csv.gz', daysBefore: 90 },
  },
]

/** Whether the recorded bars of a group are beside the repository. */
export function isRecorded({ folder }: MonthGroup): boolean {
  return existsSync(folder)
}

/**
 * Bars of a group from the first warm one to the end of its days, all quoted in dollars: what is
 * quoted in Tether or USDC is read as if these were dollars.
 *
 * @param seed - Of made-up bars, where the recorded ones are not there.
 */
export async function loadGroup(
  group: MonthGroup,
  days: number,
  seed: number,
): Promise<readonly LoadedBars[]> {
  const { folder, files, intervalUs, warmDays } = group
  const from = micros(group.from - warmDays * dayUs)
  const to = micros(group.from + days * dayUs)
  if (!isRecorded(group))
    return generateMarket({ seed, intervalUs, from, rows: Math.round((to - from) / intervalUs) })
  const loaded: LoadedBars[] = []
  for (const [base, file] of files) {
    const [of] = await loadMarket([path.join(folder, file)], { from, to })
    loaded.push(inDollars(defined(of, file), base))
  }
  return loaded
}

function inDollars(of: LoadedBars, base: string): LoadedBars {
  const { bars, tick } = onGrid(of)
  const made = instrument(`${base}-USD.SIM` as InstrumentId, tick, of.instrument.lot)
  return { ...of, bars, instrument: defined(made.ok ? made.value : undefined, base) }
}

/** Kraken's own step of Bitcoin: a few rows of its files are finer than the exchange ever was. */
const krakenTick = '0.1'
const ticksMax = 2 ** 30

/** Bars whose prices are whole steps of what the exchange has; finer ones are rounded outwards. */
function onGrid({ bars, instrument: { tick, tickSize } }: LoadedBars): {
  readonly bars: BarColumns
  readonly tick: string
} {
  if (bars.high.every((ticks) => ticks < ticksMax)) return { bars, tick }
  const steps = Math.round(Number(krakenTick) / tickSize)
  const rounded = new BarColumns(bars.length)
  for (let row = 0; row < bars.length; row += 1) {
    const [open, high, low, close] = (['open', 'high', 'low', 'close'] as const).map(
      (name) => Number(bars[name][row]) / steps,
    ) as [number, number, number, number]
    const prices = [Math.round(open), Math.ceil(high), Math.floor(low), Math.round(close)] as const
    rounded.push(Number(bars.ts[row]), ...prices, Number(bars.volume[row]))
  }
  return { bars: rounded, tick: krakenTick }
}
