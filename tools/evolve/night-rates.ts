import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { table } from '../markdown-table.ts'
import { wilsonInterval } from '../wilson-interval.ts'
import type { NightCase, NightSeed } from './night-seed.ts'

/**
 * Up a fifth of the time: who holds it then has little of what the market loses in a month in which
 * it falls, which is asked of what is sound. Why not half of it: `docs/decisions/0032`.
 */
const edge = { upShare: 0.2, signal: 1, middleFrom: 0.2, middleTo: 0.6 }

/** What years of nights are counted on for `docs/strategist.md`. */
export const nightCases: readonly NightCase[] = [
  { name: 'planted', edge: { ...edge, drift: 0.0088 }, seeds: 50 },
  { name: 'noise', edge: { ...edge, drift: 0 }, seeds: 60 },
]

/** Where every year that was made is written down, a line of JSON each. */
export const nightRecord = 'test/golden/night-rates.jsonl'

const night = z.int().min(1).nullable()
const line: z.ZodType<NightSeed> = z.strictObject({
  ...{ name: z.string(), seed: z.int(), gated: night, champion: night },
  ...{ written: z.int().min(0), seconds: z.number() },
})

/** All years that are written down. */
export function readNights(file: string = nightRecord): readonly NightSeed[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((text) => line.parse(JSON.parse(text)))
}

/** Adds one, so that who is stopped goes on where he was. */
export function noteNight(made: NightSeed, file: string = nightRecord): void {
  appendFileSync(file, `${JSON.stringify(made)}\n`)
}

/** What is still to be made, planted and noise in turn: a part of it has some of both. */
export function nightsLeft(
  made: readonly NightSeed[],
): readonly { readonly of: NightCase; readonly seed: number }[] {
  const known = new Set(made.map(({ name, seed }) => `${name} ${seed}`))
  const all = nightCases.flatMap((of) =>
    Array.from({ length: of.seeds }, (_, n) => ({ of, seed: n + 1 })),
  )
  return all
    .filter(({ of, seed }) => !known.has(`${of.name} ${seed}`))
    .sort((a, b) => a.seed - b.seed)
}

/** How often something happened, with the interval in which its rate lies in 95 of 100 cases. */
export type NightRate = {
  readonly hits: number
  readonly of: number
  readonly low: number
  readonly high: number
}

export type CaseRates = {
  readonly name: string
  readonly gated: NightRate
  readonly champion: NightRate
  /** Mean seconds of a night on the machines that made them. */
  readonly seconds: number
}

/** The rates of all that is written down; cases of which nothing is are left out. */
export function nightRates(made: readonly NightSeed[]): readonly CaseRates[] {
  return nightCases.flatMap(({ name }) => {
    const years = made.filter((each) => each.name === name)
    if (years.length === 0) return []
    const hits = (of: 'gated' | 'champion'): number =>
      years.filter((each) => each[of] !== null).length
    const seconds = years.reduce((sum, each) => sum + each.seconds, 0) / years.length
    return [
      {
        ...{ name, seconds },
        gated: rateOf(hits('gated'), years.length),
        champion: rateOf(hits('champion'), years.length),
      },
    ]
  })
}

/** The table of the page, and how much of what is asked it is made of. */
export function nightTable(made: readonly NightSeed[]): string {
  const header = ['market', 'years', 'asked', 'passed the gate', '95 %', 'champion', '95 %']
  const asked = new Map(nightCases.map(({ name, seeds }) => [name, seeds]))
  const rows = nightRates(made).map(({ name, gated, champion }) => [
    ...[name, `${gated.of}`, `${asked.get(name) ?? 0}`, `${gated.hits}`, interval(gated)],
    ...[`${champion.hits}`, interval(champion)],
  ])
  return table(header, rows)
}

function interval({ low, high }: NightRate): string {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)} %`
}

function rateOf(hits: number, of: number): NightRate {
  const [low, high] = wilsonInterval(hits, of)
  return { hits, of, low, high }
}
