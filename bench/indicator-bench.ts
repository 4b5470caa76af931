import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ADX, ATR, BollingerBands, EMA, MACD, RSI, WSMA } from 'trading-signals'
import {
  adx,
  atr,
  type BarArrays,
  blockRows,
  bollinger,
  elliottWaves,
  harmonics,
  type IndicatorSpec,
  ichimoku,
  macd,
  rsi,
} from '../src/features/index.ts'
import { defined } from '../src/base/index.ts'
import { millionBars } from './bench-market.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { besidePeer } from './beside-peer.ts'
import { measurePairs, rates, timed, times } from './measure.ts'
import { openC } from './peers/c-program.ts'

/** Its modules are said to be CommonJS and are not: only `require` finds the part that works. */
const fast: typeof import('fast-technical-indicators') = createRequire(import.meta.url)(
  'fast-technical-indicators',
)

const tolerance = 1e-9
const unit = 'bars/s'

/** The five that are compared: lines of ours that peers have, in one order. */
const specs = [rsi(14), macd(), bollinger(), atr(14), adx(14)] as const

/** Columns in the unit of the price, and where they came from. */
type Input = { readonly bars: BarArrays; readonly note: string }

async function input(size: BenchSize): Promise<Input> {
  const { market, note } = await millionBars(size)
  const { bars, instrument } = defined(market[0], 'the market')
  const scaled = (column: Float64Array): Float64Array =>
    column.slice(0, bars.length).map((ticks) => ticks * instrument.tickSize)
  return {
    note: `${note}, ${bars.length} bars`,
    bars: {
      ts: bars.ts.slice(0, bars.length),
      open: scaled(bars.open),
      high: scaled(bars.high),
      low: scaled(bars.low),
      close: scaled(bars.close),
      volume: bars.volume.slice(0, bars.length),
    },
  }
}

/** All five in batches, into arrays that exist. @returns Every line, in the order of `specs`. */
function batchRunner({ bars }: Input): () => readonly Float64Array[] {
  const rows = bars.close.length
  const outs = specs.map(({ lines }) => lines.map(() => new Float64Array(rows).fill(1)))
  return () => {
    specs.forEach((spec, i) => {
      const stream = spec.stream()
      const out = outs[i] ?? []
      for (let from = 0; from < rows; from += blockRows)
        stream.fold(bars, { from, to: Math.min(rows, from + blockRows), at: from }, out)
    })
    return outs.flat()
  }
}

/**
 * Each as its readme says, one bar at a time. @returns The lines in our order; bands without %B.
 */
function tradingSignals({ bars }: Input): () => readonly (readonly (number | undefined)[])[] {
  const { high, low, close } = bars
  const candles = Array.from(close, (value, row) => ({
    high: high[row] as number,
    low: low[row] as number,
    close: value,
  }))
  return () => {
    const [strength, range, trend] = [new RSI(14, WSMA), new ATR(14), new ADX(14)]
    const lines = new MACD(new EMA(12), new EMA(26), new EMA(9))
    const bands = new BollingerBands(20, 2)
    const out: (number | undefined)[][] = Array.from({ length: 9 }, () => [])
    for (const candle of candles) {
      const move = lines.add(candle.close)
      const band = bands.add(candle.close)
      out[0]?.push(strength.add(candle.close) ?? undefined)
      out[1]?.push(move?.macd)
      out[2]?.push(move?.signal)
      out[3]?.push(move?.histogram)
      out[4]?.push(band?.middle)
      out[5]?.push(band?.upper)
      out[6]?.push(band?.lower)
      out[7]?.push(range.add(candle) ?? undefined)
      out[8]?.push(trend.add(candle) ?? undefined)
    }
    return out
  }
}

/** Each in its batch form, which is its fastest. Same order. */
function fastIndicators({ bars }: Input): () => readonly (readonly (number | undefined)[])[] {
  const [high, low, values] = [bars.high, bars.low, bars.close].map((column) => [...column])
  if (high === undefined || low === undefined || values === undefined) throw new Error('no bars')
  return () => {
    const lines = fast.macd({ values, fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 })
    const bands = fast.bollingerbands({ values, period: 20, stdDev: 2 })
    return [
      fast.rsi({ values, period: 14 }),
      lines.map(({ MACD: line }) => line),
      lines.map(({ signal }) => signal),
      lines.map(({ histogram }) => histogram),
      bands.map(({ middle }) => middle),
      bands.map(({ upper }) => upper),
      bands.map(({ lower }) => lower),
      fast.atr({ high, low, close: values, period: 14 }),
      fast.adx({ high, low, close: values, period: 14 }).map((each) => each.adx),
    ]
  }
}

const peerLines = [0, 1, 2, 3, 4, 5, 6, 9, 10]

/** Names of lines whose last values differ; a peer may begin otherwise, and end elsewhere. */
function differing(
  ours: readonly Float64Array[],
  theirs: readonly (readonly (number | undefined)[])[],
): readonly string[] {
  const names = specs.flatMap(({ lines }) => lines.map(({ name }) => name))
  return peerLines.flatMap((line, i) => {
    for (let back = 1; back <= 1_000; back += 37) {
      const own = ours[line]?.at(-back) ?? Number.NaN
      const gap = Math.abs(own - (theirs[i]?.at(-back) ?? Number.NaN)) / Math.max(1, Math.abs(own))
      if (!(gap <= tolerance)) return [`${names[line]} (${gap.toExponential(1)})`]
    }
    return []
  })
}

/** The five beside two npm packages and a plain loop in C. */
export async function featuresBatch(size: BenchSize): Promise<BenchRow[]> {
  const market = await input(size)
  const run = batchRunner(market)
  const lines = run()
  const common = { unit, hash: workHash(...lines) }
  const rows = market.bars.close.length
  const peers = [
    ['trading-signals 8.3.0', tradingSignals(market)],
    ['fast-technical-indicators 1.1.4', fastIndicators(market)],
  ] as const
  const found = peers.map(([peer, theirs], i): BenchRow => {
    const others = differing(lines, theirs())
    return {
      name: i === 0 ? 'features.batch' : 'features.batch.fast',
      peer,
      ...common,
      goal: 'ratio >= 8',
      note:
        `RSI, MACD, Bollinger, ATR, ADX together; ${market.note}; ` +
        (others.length === 0 ? 'all lines equal to 1e-9' : `it differs in ${others.join(', ')}`),
      ...rates(
        measurePairs(
          size,
          15,
          () => void run(),
          () => void theirs(),
        ),
        rows,
      ),
    }
  })
  return [...found, await besideC(size, market, run, common)]
}

function besideC(
  size: BenchSize,
  { bars, note }: Input,
  run: () => readonly Float64Array[],
  common: { readonly unit: string; readonly hash: string },
): Promise<BenchRow> {
  const rows = bars.close.length
  const peerName = 'the same loops by hand in C'
  return besidePeer({
    size,
    row: { name: 'features.batch.c', ...common, goal: 'ratio >= 0.3', note },
    peerName,
    open: (folder) => {
      const file = `${folder}/bars.f64`
      const columns = [bars.open, bars.high, bars.low, bars.close]
      writeFileSync(file, Buffer.concat(columns.map((each) => Buffer.from(each.buffer))))
      return openC('indicators.c', folder, [file, String(rows)])
    },
    agree: async (program) => {
      const wrong = differingFromC(run(), (await program.ask('run'))['last'])
      if (wrong !== undefined) return { wrong: `it is not the same in C: ${wrong}` }
      return { peer: `${peerName}, cc -O2, all lines equal to 1e-9` }
    },
    ours: () => timed(() => void run()),
    amount: rows,
    pairs: 15,
  })
}

/** The first line whose last value is another in C, in words. */
function differingFromC(lines: readonly Float64Array[], last: unknown): string | undefined {
  const others = Array.isArray(last) ? last.map(Number) : []
  const names = specs.flatMap((spec) => spec.lines.map(({ name }) => `${spec.key} ${name}`))
  for (const [i, line] of lines.entries()) {
    const value = line.at(-1) ?? Number.NaN
    const gap = Math.abs(value - (others[i] ?? Number.NaN))
    if (!(gap <= tolerance * Math.max(1, Math.abs(value))))
      return `${names[i]} ${value}, ${others[i]}`
  }
  return undefined
}

/** Streams one at a time: nanoseconds a bar of the dear ones. */
export async function featuresStream(size: BenchSize): Promise<BenchRow[]> {
  const market = await input(size)
  const cases: readonly (readonly [string, string, IndicatorSpec])[] = [
    ['features.ichimoku', '< 150', ichimoku()],
    ['features.elliott', '< 500', elliottWaves()],
    ['features.harmonics', '< 500', harmonics(0.003)],
  ]
  return cases.map(([name, goal, spec]) => streamRow(size, market, name, `${goal} ns`, spec))
}

function streamRow(
  size: BenchSize,
  { bars, note }: Input,
  name: string,
  goal: string,
  spec: IndicatorSpec,
): BenchRow {
  const rows = bars.close.length
  const out = spec.lines.map(() => new Float64Array(blockRows).fill(1))
  const run = (): void => {
    const stream = spec.stream()
    for (let from = 0; from < rows; from += blockRows)
      stream.fold(bars, { from, to: Math.min(rows, from + blockRows), at: 0 }, out)
  }
  run()
  const alone = new Float64Array(rows)
  // What reading five columns and writing one costs, whatever is computed between.
  const copy = (): void => {
    const { open, high, low, close, volume } = bars
    for (let row = 0; row < rows; row += 1)
      alone[row] =
        (open[row] as number) +
        (high[row] as number) +
        (low[row] as number) +
        (close[row] as number) +
        (volume[row] as number)
  }
  return {
    name,
    unit: 'ns/bar',
    peer: 'reading the five columns',
    hash: workHash(...out),
    goal,
    note: `${spec.key}, ${spec.lines.length} lines; ${note}`,
    ...times(measurePairs(size, 15, run, copy), rows, 1e9),
  }
}
