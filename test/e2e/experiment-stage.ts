import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { drawPoisson, Random } from '../../src/base/index.ts'

const hourMs = 3_600_000
/** A Monday. */
const startMs = Date.UTC(2022, 0, 3)

export type PlantedMarket = {
  readonly seed: number
  readonly weeks: number
  /** By how much ln of the variance rises with what the commits of a day were six hours before. */
  readonly leads: number
}

/**
 * Bars of an hour and the commits of a repository, as files. Volatility and commits both remember
 * for days and are busier on workdays, whether or not the commits lead.
 */
export function writePlantedMarket(folder: string, name: string, planted: PlantedMarket): void {
  const { seed, weeks, leads } = planted
  const random = Random.stream(seed, `planted/${name}`)
  const hours = weeks * 168
  const activity = new Float64Array(hours)
  for (let hour = 1; hour < hours; hour += 1)
    activity[hour] = 0.99 * (activity[hour - 1] as number) + 0.1 * random.normal()
  const bars = ['ts,open,high,low,close,volume']
  const commits = ['commit_ts,author_ts,sha,author_hash,is_merge,n_files']
  let [price, memory] = [10_000, 0]
  for (let hour = 0; hour < hours; hour += 1) {
    const ms = startMs + hour * hourMs
    const workday = Math.floor(hour / 24) % 7 < 5 ? 0.5 : 0
    const count = drawPoisson(random, 0.5 * Math.exp(workday + (activity[hour] as number)))
    for (let n = 0; n < count; n += 1) {
      const ts = ms + Math.floor(random.next() * hourMs)
      commits.push(`${ts},${ts},${hour.toString(36)}x${n},a${random.below(9)},0,1`)
    }
    memory = 0.98 * memory + 0.06 * random.normal()
    const led = leads * (activity[Math.max(0, hour - 18)] as number)
    const spread = 0.004 * Math.exp(0.5 * (workday + memory + led))
    const close = price * (1 + spread * random.normal())
    const [top, bottom] = [Math.max(price, close), Math.min(price, close)]
    const [high, low] = [top * (1 + spread * random.next()), bottom * (1 - spread * random.next())]
    bars.push([ms, ...[price, high, low, close].map((value) => value.toFixed(2)), 50].join(','))
    price = Number(close.toFixed(2))
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${name}-bars.csv`), `${bars.join('\n')}\n`)
  writeFileSync(path.join(folder, `${name}-commits.csv.gz`), gzipSync(`${commits.join('\n')}\n`))
}

/** A hypothesis about those files, with some lines of it otherwise. */
export function hypothesisText(
  subjects: readonly string[],
  change: Readonly<Record<string, string>> = {},
  more = '',
): string {
  const lines = {
    name: '"planted"',
    claim: '"Commits lead volatility."',
    alpha: '0.05',
    correction: '"holm"',
    seed: '1',
    lagHours: '6',
    from: '"2022-01-03"',
    to: '"2024-12-31"',
    ...change,
  }
  return [
    ...Object.entries(lines).map(([key, value]) => `${key} = ${value}`),
    ...subjects.flatMap((name) => [
      '[[subjects]]',
      `name = "${name}"`,
      `bars = "${name}-bars.csv"`,
      `commits = "${name}-commits.csv.gz"`,
      'instrument = "BTC-USD.SIM"',
    ]),
    more === '' ? forecastPart : more,
  ].join('\n')
}

export const forecastPart: string = `
[forecast]
horizonHours = 6
trainDays = 140
refitDays = 28
columns = ["commits24h"]
loss = "qlike"
effectMin = 1
permutations = 99
curveHours = [1, 6, 24]
`
