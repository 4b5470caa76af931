import { createHash } from 'node:crypto'
import { assert, Random } from '../../base/index.ts'
import { dayUs, hourUs, micros } from '../../domain/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { CommitLog } from '../commits/commit-log.ts'
import type { LoadedSource } from '../files/load-sources.ts'
import { columnNamed } from '../files/source-table.ts'
import { ObservationLog } from '../observations/observation-log.ts'
import { futureReturns } from './future-returns.ts'
import { type GeneratedProcess, generatedProcesses } from './generated-process.ts'

export type GeneratedOptions = {
  readonly seed: number
  /**
   * How much of a column is the move of the price over the next six hours, as a correlation, and
   * how much is chance. 0 for nothing to be found; above 0 an edge is planted, to be found.
   */
  readonly planted: number
}

/** What a made-up market knows beside its bars. */
export type GeneratedSources = {
  readonly label: string
  readonly sources: readonly LoadedSource[]
  readonly code: readonly { readonly coin: string; readonly log: CommitLog }[]
}

/** How far ahead a planted edge looks. */
const plantedAheadUs = 6 * hourUs

/**
 * Makes up sources for a made-up market, out of the seed: each column draws from a stream of its
 * own, so one more moves no other. All are labelled as generated. Commits are never planted.
 *
 * @param market - At least one instrument; all of the same times.
 */
export function generatedSources(
  market: readonly LoadedBars[],
  { seed, planted }: GeneratedOptions,
): GeneratedSources {
  assert(planted >= 0 && planted <= 1, `planted must be from 0 to 1, was ${planted}`)
  const label = `generated, seed ${seed}, ${planted === 0 ? 'nothing planted' : `planted ${planted}`}`
  const coins = market.map((of) => of.instrument.base)
  const sources = generatedProcesses.flatMap((each) =>
    coinsOf(each, coins).map((coin) => {
      const of = coin === '' ? market : market.filter(({ instrument }) => instrument.base === coin)
      return sourceOf(each, coin, logOf(each, of, { seed, planted, label, coin }), label)
    }),
  )
  const code = [...new Set(coins)].map((coin) => ({ coin, log: commitsOf(market, coin, seed) }))
  return { label, sources, code }
}

function coinsOf({ about }: GeneratedProcess, coins: readonly string[]): readonly string[] {
  if (about === 'market') return ['']
  return [...new Set(coins)].filter((coin) => about === 'coin' || about === coin)
}

function logOf(
  wanted: GeneratedProcess,
  market: readonly LoadedBars[],
  {
    seed,
    planted,
    label,
    coin,
  }: GeneratedOptions & { readonly label: string; readonly coin: string },
): ObservationLog {
  const { name, everyUs, memory } = wanted
  const random = Random.stream(seed, `generated-sources/${name}/${coin}`)
  const log = new ObservationLog([name])
  const [first, last] = spanOf(market)
  const times: number[] = []
  for (let ts = Math.ceil(first / everyUs) * everyUs; ts <= last; ts += everyUs) times.push(ts)
  const future = planted === 0 ? undefined : futureReturns(market, times, plantedAheadUs)
  let noise = random.normal()
  for (const [i, ts] of times.entries()) {
    noise = memory * noise + Math.sqrt(1 - memory * memory) * random.normal()
    const told = planted * (future?.[i] ?? 0) + Math.sqrt(1 - planted * planted) * noise
    const at = micros(ts)
    const values = [valueOf(wanted, told)]
    log.append({ tsEvent: at, tsInit: at, values, said: '', origin: label, line: 0 })
  }
  return log
}

function valueOf({ level, deviation, min, max, isWhole }: GeneratedProcess, z: number): number {
  const value = Math.min(max, Math.max(min, level + deviation * z))
  return isWhole ? Math.round(value) : value
}

/** Open of the first bar to close of the last, over all. */
function spanOf(market: readonly LoadedBars[]): readonly [number, number] {
  const begins = market.map(({ bars, intervalUs }) => (bars.ts[0] as number) - intervalUs)
  const ends = market.map(({ bars }) => bars.ts[bars.length - 1] as number)
  return [Math.min(...begins), Math.max(...ends)]
}

/** As if it had been read from a file, but that its column is taken as it stands. */
function sourceOf(
  { name, everyUs }: GeneratedProcess,
  coin: string,
  log: ObservationLog,
  label: string,
): LoadedSource {
  const known = columnNamed(name)
  assert(known !== undefined, `${name} is a column of the table`)
  const column = { ...known.column, take: 'last', staleUs: 3 * everyUs } as const
  const format = { ...known.format, title: label, columns: [column] }
  return { format, coin, files: [label], log }
}

const commitsPerDay = 12
const authors = 9

/** Commits that come by chance, from forty days before the market begins. */
function commitsOf(market: readonly LoadedBars[], coin: string, seed: number): CommitLog {
  const random = Random.stream(seed, `generated-sources/commits/${coin}`)
  const [first, last] = spanOf(market)
  const ts: number[] = []
  const author: number[] = []
  for (let at = first - 40 * dayUs; at <= last; ) {
    at += Math.ceil((-Math.log(1 - random.next()) * dayUs) / commitsPerDay)
    ts.push(at)
    author.push(random.below(authors))
  }
  const [tsEvent, who] = [Float64Array.from(ts), Int32Array.from(author)]
  const hash = createHash('sha256').update(new Uint8Array(tsEvent.buffer))
  return {
    ...{ path: `generated, seed ${seed}`, tsEvent, author: who },
    sha256: hash.update(new Uint8Array(who.buffer)).digest('hex'),
  }
}
