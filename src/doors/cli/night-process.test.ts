// @module-tag long

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import {
  deskPaths,
  evolveNightly,
  loadConfiguration,
  PaperDesk,
  readStrategies,
  setupOf,
} from '../../app/index.ts'
import { Random } from '../../base/index.ts'
import { startNight } from './night-process.ts'
import { auditPlace, readAudit, readJournal } from '../../journal/index.ts'
import { liveClock, nodeDisk } from '../../kernel/index.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'desk-nights-'))
afterAll(() => rmSync(root, { recursive: true }))

const startMs = 1_704_067_200_000
const bars = path.join(root, 'bars.csv')
const chance = Random.fromSeed(3)
let close = 50_000
const rows = Array.from({ length: 24 * 60 }, (_, i) => {
  const open = close
  close = Math.round(open * Math.exp(0.004 * chance.normal()))
  const [high, low] = [Math.max(open, close), Math.min(open, close)]
  return `${startMs + i * 3_600_000},${open},${high},${low},${close},5000`
})
writeFileSync(bars, ['ts,open,high,low,close,volume', ...rows, ''].join('\n'))

/** A desk that has seen sixty days, with nights at half past midnight. */
async function openDesk(folder: string, before: () => void = () => {}) {
  const flags = [
    { flag: 'test', key: 'evolution.at', value: '00:30' },
    { flag: 'test', key: 'evolution.candidates', value: 2 },
    { flag: 'test', key: 'evolution.draws', value: 19 },
  ]
  const { values } = loadConfiguration({ folder, variables: {}, flags })
  const desk = await PaperDesk.open({
    ...{ folder, clock: liveClock, version: 'test', onNote: () => {} },
    choice: { market: [bars], instruments: [], speed: 0, seed: 4, clock: liveClock },
    seats: [{ from: 'trend', parameters: {} }],
    setup: (agents) => setupOf(values, agents),
    ...{ segmentBytes: 1 << 20, snapshotEvery: 5_000 },
  })
  const running = desk.start()
  await desk.finished
  const notes: string[] = []
  const nights = evolveNightly({
    ...{ desk, folder, at: values.evolution.at, clock: liveClock },
    onNote: (line) => void notes.push(line),
    start: () => {
      before()
      return startNight({ deskFolder: folder }, values)
    },
  })
  return { desk, running, notes, nights }
}

/** The night of a day is over, by the file that says so. */
function wentBy(folder: string, day: number): void {
  mkdirSync(path.join(folder, 'strategies'), { recursive: true })
  writeFileSync(path.join(folder, 'strategies', 'nightly.json'), JSON.stringify({ day }))
}

function audited(folder: string): readonly (readonly [string, string])[] {
  return [...readAudit(auditPlace(folder).folder, nodeDisk)].flatMap(({ entry }) =>
    entry.actor === 'strategist' ? [[entry.stage, entry.outcome] as const] : [],
  )
}

async function first(notes: readonly string[]): Promise<string | undefined> {
  while (notes.length === 0) await sleep(20)
  return notes[0]
}

it('a running desk has a night a day over the bars it has seen, and records no more than bars', async () => {
  const folder = path.join(root, 'desk')
  wentBy(folder, 1)
  const { desk, running, notes, nights } = await openDesk(folder)
  expect(await first(notes)).toMatch(/^strategist: night 1, nothing-/)
  expect(audited(folder)).toEqual([
    ['asked', ''],
    ['done', expect.stringMatching(/^night 1, nothing-/)],
  ])
  expect(desk.control.alerts.recent).toEqual([])
  // The first strategy, and what was written in that night.
  expect(readStrategies(folder)?.book.versions.length).toBeGreaterThan(1)
  const day = Number(JSON.parse(readFileSync(`${folder}/strategies/nightly.json`, 'utf8')).day)
  expect(day).toBe(Math.floor((startMs + 60 * 86_400_000 - 1_800_000) / 86_400_000))
  await nights?.stop()
  desk.stop()
  await running
  const kinds = [...readJournal(deskPaths(folder).journal, nodeDisk)].map(({ event }) => event.kind)
  expect(kinds.filter((kind) => kind === 'bar-closed')).toHaveLength(rows.length)
}, 900_000)

it('a night that fails is told of, changes nothing, and the desk goes on', async () => {
  const folder = path.join(root, 'failing')
  wentBy(folder, 1)
  // Settings that nobody can read.
  const spoil = () => writeFileSync(path.join(folder, 'coinswarm.toml'), '[desk]\nnonsense = 1\n')
  const { desk, running, notes, nights } = await openDesk(folder, spoil)
  expect(await first(notes)).toMatch(/^strategist: it failed: /)
  expect(audited(folder).map(([stage]) => stage)).toEqual(['asked', 'failed'])
  expect(desk.control.alerts.recent.map(({ code }) => code)).toEqual(['strategy-night'])
  expect(readStrategies(folder)).toBeUndefined()
  await nights?.stop()
  desk.stop()
  await running
}, 900_000)

it('there are no nights where no time is set', async () => {
  const needs = { folder: root, clock: liveClock, onNote: () => {}, at: '' }
  const start = () => ({ answer: Promise.resolve({ isDone: true, text: '' } as const), stop() {} })
  const control = { alerts: { raise() {} }, log: { asked: () => ({}) as never, outcome() {} } }
  const desk = { outside: { now: () => 1 as never }, control }
  expect(evolveNightly({ ...needs, desk, start })).toBeUndefined()
})
