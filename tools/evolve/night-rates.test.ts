// @module-tag long
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { defined } from '../../src/base/index.ts'
import { sharpeOfLevelReader } from './level-reader.ts'
import {
  nightCases,
  nightRates,
  nightsLeft,
  nightTable,
  noteNight,
  readNights,
} from './night-rates.ts'
import { nightDays, nightSeed } from './night-seed.ts'

const made = readNights()

it('plants an edge of Sharpe 3 for who knows how it drifts, and none in noise', () => {
  // Ten markets say it to within 0.5 only.
  const [planted, noise] = nightCases.map(({ edge }) => sharpeOfLevelReader(edge, nightDays, 60))
  expect(planted).toBeGreaterThan(2.5)
  expect(planted).toBeLessThan(3.5)
  expect(noise).toBeLessThan(0)
})

it('has on the page what is written down, and nothing else', () => {
  expect(readFileSync('docs/strategist.md', 'utf8')).toContain(`\n${nightTable(made)}`)
})

it('comes to what is written down when the first nights of a year are made again', async () => {
  const [first] = nightCases
  const of = defined(first, 'a case')
  const known = defined(
    made.find(({ name }) => name === of.name),
    'a year',
  )
  const again = await nightSeed(of, known.seed, 2)
  expect(again.gated).toBe(known.gated !== null && known.gated <= 2 ? known.gated : null)
})

it('goes on where it was stopped', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-night-'))
  const file = path.join(folder, 'nights.jsonl')
  const all = nightsLeft([])
  expect(all).toHaveLength(110)
  const [next] = all
  const { of, seed } = defined(next, 'a year')
  noteNight({ ...{ name: of.name, seed, gated: 3, champion: null }, written: 3, seconds: 1 }, file)
  const left = nightsLeft(readNights(file))
  expect(left).toHaveLength(109)
  expect(left).not.toContainEqual(next)
  const [rates] = nightRates(readNights(file))
  expect(rates?.gated).toMatchObject({ hits: 1, of: 1, high: 1 })
  // Wilson: 1 of 1 is 0.2065 or more.
  expect(rates?.gated.low).toBeCloseTo(0.2065, 4)
  rmSync(folder, { recursive: true })
})
