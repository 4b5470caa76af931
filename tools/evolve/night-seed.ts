import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { micros } from '../../src/domain/index.ts'
import { joinBars } from '../../src/market/index.ts'
import { barsAsCsv } from './bars-as-csv.ts'
import { beginStale } from './begin-stale.ts'
import { type DriftingEdge, driftingMarket } from './drifting-market.ts'
import { staleAt } from './stale-recipe.ts'

/** A market on which a year of nights is made, again and again with other seeds. */
export type NightCase = {
  readonly name: string
  readonly edge: DriftingEdge
  readonly seeds: number
}

/** Days of bars before the first night; from one night to the next; nights; drafts of a night. */
export const nightYear = {
  daysBefore: 2_920,
  every: 30,
  nights: 12,
  candidates: 5,
  draws: 19,
} as const

/** What the control of a year goes by: far below where the edge is by then. */
const staleLevel = -0.5

/** Days of a whole year and all before it. */
export const nightDays: number = nightYear.daysBefore + nightYear.every * (nightYear.nights - 1)

/**
 * Settings of a desk on which years are made; all others are the usual. With standings whoever
 * trades by chance sleeps before he has paid what a strategy pays, and is no yardstick for it.
 */
export const nightSettings = '[risk]\nhasStandings = false\n'

/** What a year of nights came to on one market. Nights count from 1; `null`: in none. */
export type NightSeed = {
  readonly name: string
  readonly seed: number
  /** The first night in which a candidate passed the gate. */
  readonly gated: number | null
  /** The first night in which one became champion. */
  readonly champion: number | null
  /** Nights in which new strategies were written: in the others one was on trial. */
  readonly written: number
  /** A night on average, s. Measured: no part of what is compared. */
  readonly seconds: number
}

const evolved = z.object({
  nights: z.array(z.object({ outcome: z.string(), moves: z.array(z.object({ to: z.string() })) })),
})

/**
 * A year of nights on one market by the command that a person has: boxes, gate and lanes.
 *
 * @param nights - Its first nights alone; they come to what they come to in a whole year.
 */
export async function nightSeed(
  of: NightCase,
  seed: number,
  nights: number = nightYear.nights,
): Promise<NightSeed> {
  const { daysBefore, every } = nightYear
  const desk = mkdtempSync(path.join(tmpdir(), 'coinswarm-rates-'))
  try {
    beginStale(desk, 'rates', staleAt(staleLevel))
    writeFileSync(path.join(desk, 'coinswarm.toml'), nightSettings)
    const bars = path.join(desk, 'btcusd_1d.csv')
    const year = driftingMarket(seed, nightDays, of.edge)
    const to = micros((year.bars.ts[daysBefore + every * (nights - 1) - 1] ?? 0) + 1)
    writeFileSync(bars, barsAsCsv(joinBars([year], { to })))
    const began = performance.now()
    const reports = evolved.parse(JSON.parse(await evolve({ desk, bars, seed, nights }))).nights
    const seconds = (performance.now() - began) / 1_000 / nights
    const nightOf = (is: (report: (typeof reports)[number]) => boolean): number | null => {
      const at = reports.findIndex(is)
      return at < 0 ? null : at + 1
    }
    return {
      ...{ name: of.name, seed },
      gated: nightOf(({ outcome }) => outcome === 'to-the-shadow'),
      champion: nightOf(({ moves }) => moves.some(({ to }) => to === 'champion')),
      written: reports.filter(({ outcome }) => outcome !== 'no-change').length,
      seconds: Math.round(10 * seconds) / 10,
    }
  } finally {
    rmSync(desk, { recursive: true })
  }
}

const bin = fileURLToPath(new URL('../../bin/coinswarm.mjs', import.meta.url))

function evolve({
  desk,
  bars,
  seed,
  nights,
}: {
  readonly desk: string
  readonly bars: string
  readonly seed: number
  readonly nights: number
}): Promise<string> {
  const { every, candidates, draws } = nightYear
  const words = [
    ...['strategy', 'evolve', '--desk', desk, '--bars', bars, '--instrument', 'BTC-USD'],
    ...['--instrument-spec', 'tick=0.01,lot=0.00000001', '--every', `${every}d`, '--json'],
    ...['--nights', `${nights}`, '--candidates', `${candidates}`, '--draws', `${draws}`],
    ...['--seed', `${seed}`],
  ]
  const child = spawn(process.execPath, [bin, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, complained] = ['', '']
  child.stdout.on('data', (bytes: Buffer) => void (said += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => void (complained += bytes.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(said)
      else reject(new Error(`strategy evolve ended with ${code}: ${complained}${said}`))
    })
  })
}
