import {
  acerbiSzekelyTest,
  christoffersenTests,
  Random,
  type ShortfallTest,
  type TailRisk,
} from '../../src/quant/index.ts'
import type { DayRecord } from './day-record.ts'
import { unitStudentRisk } from './risk-models.ts'

/** Under this a test has failed. */
export const failsUnder = 0.05
export const level = 0.99
/** Of the test of the shortfall, as its authors made it for. */
export const shortfallLevel = 0.975
const degrees = 4
const draws = 100
const own: TailRisk = unitStudentRisk(level, degrees)

/** How often losses were beyond the value at risk, and whether that was as often as it should. */
export type Coverage = {
  readonly days: number
  readonly beyond: number
  /** Chances of Kupiec's test, and of both of Christoffersen's. */
  readonly coverage: number
  readonly independence: number
  readonly conditional: number
}

/** @param hits - 1 on a day whose loss was beyond. */
export function coverageOf(hits: readonly number[]): Coverage {
  const tests = christoffersenTests(hits, level)
  return {
    days: hits.length,
    beyond: hits.reduce((sum, hit) => sum + hit, 0),
    coverage: tests.coverage.probability,
    independence: tests.independence.probability,
    conditional: tests.conditional.probability,
  }
}

/** Days on which a long (1) or a short (-1) position lost more than was forecast. */
export function hitsOf({ returns, risks }: DayRecord, sign: number): number[] {
  return returns.map((value, t) => (-sign * value > (risks[t] as number) ? 1 : 0))
}

/** Deviations that were forecast. */
export function volatilitiesOf({ risks }: DayRecord): number[] {
  return risks.map((risk) => risk / own.valueAtRisk)
}

/** Acerbi and Szekely's test of the expected shortfall of a long position. */
export function shortfallOf(record: DayRecord): ShortfallTest {
  const law = unitStudentRisk(shortfallLevel, degrees)
  const volatilities = Float64Array.from(volatilitiesOf(record))
  const forecasts = {
    returns: Float64Array.from(record.returns),
    valueAtRisk: volatilities.map((deviation) => deviation * law.valueAtRisk),
    expectedShortfall: volatilities.map((deviation) => deviation * law.expectedShortfall),
    level: shortfallLevel,
  }
  return acerbiSzekelyTest(forecasts, { random: Random.fromSeed(1), degrees, draws })
}

/** Hits of the days whose forecast was in the lowest, middle and highest third of all. */
export function hitsByThird(record: DayRecord): readonly (readonly number[])[] {
  const sorted = [...record.risks].sort((a, b) => a - b)
  const cut = (k: number): number => sorted[Math.floor((k * sorted.length) / 3)] as number
  const hits = hitsOf(record, 1)
  const third = (risk: number): number => (risk < cut(1) ? 0 : risk < cut(2) ? 1 : 2)
  return [0, 1, 2].map((k) => hits.filter((_, t) => third(record.risks[t] as number) === k))
}

/** Hits of each calendar year. */
export function hitsByYear(record: DayRecord, sign: number): ReadonlyMap<number, number[]> {
  const years = new Map<number, number[]>()
  const hits = hitsOf(record, sign)
  record.starts.forEach((start, t) => {
    const year = new Date(start / 1_000).getUTCFullYear()
    const among = years.get(year) ?? []
    among.push(hits[t] as number)
    years.set(year, among)
  })
  return years
}
