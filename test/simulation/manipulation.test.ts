// @module-tag long

import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import golden from '../golden/features/manipulation-rates.json' with { type: 'json' }
import { ticks } from '../golden/features/recorded-ticks.ts'
import { kinds, measureRates, playHonest, type Rates, ratesTable } from './manipulation-rates.ts'
import { everyDetector, playSession, type Session } from './manipulation-session.ts'
import { playTape, tapeTable } from './manipulation-tape.ts'

const timeout = 60_000
const honest: Session[] = []
const measured: Rates[] = []

beforeAll(() => {
  honest.push(...playHonest())
}, timeout)

describe.each(kinds)('%s, planted in the simulated exchange', (kind) => {
  it(
    'is found as often as is published, and no oftener claimed',
    () => {
      const rates = measureRates(kind, honest)
      measured.push(rates)
      expect(rates).toEqual(golden.rates.find((row) => row.kind === kind))
    },
    timeout,
  )
})

describe('what is published', () => {
  it('is in the table of docs/manipulation.md, row by row', () => {
    const page = readFileSync('docs/manipulation.md', 'utf8')
    const rows = page.split('\n').filter((line) => kinds.some((kind) => isRowOf(line, kind)))
    expect(rows).toEqual(ratesTable(measured))
  })

  it('is of markets in which much happened', () => {
    for (const { events, episodes } of honest) {
      expect(events).toBeGreaterThan(5_000)
      expect(episodes).toEqual([])
    }
    for (const { episodes, found, inside } of measured) {
      expect(episodes).toBe(45)
      // Each of them is worth something: it finds more than half, and is right more often than not.
      expect(found / episodes).toBeGreaterThan(0.5)
      expect(inside).toBeGreaterThan(0)
    }
  })
})

it.skipIf(!existsSync(ticks))(
  'gives as many alerts on recorded markets as is published',
  async () => {
    const tapes = []
    for (const { name } of golden.recorded) tapes.push(await playTape(name))
    expect(tapes).toEqual(golden.recorded)
    const page = readFileSync('docs/manipulation.md', 'utf8').split('\n')
    expect(page.filter((line) => line.startsWith('| binance_'))).toEqual(tapeTable(tapes))
  },
  timeout,
)

/** A row of figures, not of words. */
function isRowOf(line: string, kind: string): boolean {
  return line.startsWith(`| ${kind} | `) && /\d/.test(line.charAt(kind.length + 5))
}

it('plays a seed the same again, and says the same of it', () => {
  const [once, again] = [1, 2].map(() => playSession(7, 'spoofing', everyDetector()))
  expect(once?.alerts.length).toBeGreaterThan(0)
  expect(again).toEqual(once)
})

it('gives evidence with every alert', () => {
  for (const { alerts } of honest)
    for (const { score, sinceTs, ts, evidence } of alerts) {
      expect(score > 0 && score <= 1 && sinceTs <= ts).toBe(true)
      expect(Object.values(evidence).every(Number.isFinite)).toBe(true)
      expect(Object.keys(evidence).length).toBeGreaterThan(3)
    }
})
