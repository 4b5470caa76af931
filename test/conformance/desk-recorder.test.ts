// @module-tag long

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  deskPaths,
  loadConfiguration,
  measureRealityGap,
  PaperDesk,
  recordDesk,
  setupOf,
} from '../../src/app/index.ts'
import { acquireLock } from '../../src/journal/index.ts'
import { type Disk, DiskError, liveClock, nodeDisk } from '../../src/kernel/index.ts'
import { listRecordings, loadTape } from '../../src/market/index.ts'
import { CuttableLine } from './cuttable-line.ts'
import { serveMarket, writeDollarMarket } from './served-market.ts'

const folder = mkdtempSync(`${tmpdir()}/desk-recorder-`)
const catalogFolder = deskPaths(folder).catalog
const ticks = `${catalogFolder}/BTC-USD.KRAKEN/ticks`
const opened: { close(): Promise<void> }[] = []
let line: CuttableLine
let desk: PaperDesk
let running: Promise<void>

beforeAll(async () => {
  const served = await serveMarket('kraken', writeDollarMarket(folder))
  line = await CuttableLine.open(served.port)
  opened.push(served, line)
  const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
  desk = await PaperDesk.open({
    folder,
    choice: {
      market: ['kraken'],
      instruments: ['BTC-USD'],
      speed: 1,
      seed: 1,
      clock: liveClock,
      venueUrl: line.url,
    },
    seats: [{ from: 'trend', parameters: {} }],
    setup: (agents) => setupOf(values, agents),
    segmentBytes: 1 << 20,
    snapshotEvery: 50_000,
    clock: liveClock,
    version: 'test',
    onNote: () => {},
  })
  running = desk.start()
}, 30_000)

afterAll(async () => {
  desk.stop()
  await running
  for (const each of opened.toReversed()) await each.close()
  rmSync(folder, { recursive: true })
})

function record(notes: string[], disk: Disk = nodeDisk) {
  const { header } = desk
  const onNote = (note: string): void => void notes.push(note)
  const options = { header, catalogFolder, maxGb: 0.1, url: line.url, clock: liveClock, disk }
  const recorder = recordDesk({ ...options, onNote })
  if (recorder === undefined) throw new Error('the market of the desk is a venue')
  return recorder
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !isTrue(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isTrue()).toBe(true)
}

const sealed = (): readonly string[] =>
  listRecordings(ticks).flatMap(({ path, manifest }) => (manifest === undefined ? [] : [path]))

it('records the market of a running desk, where its reality gap finds it', async () => {
  const notes: string[] = []
  const recorder = record(notes)
  await until(() => listRecordings(ticks).length > 0)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await recorder.stop()
  expect(notes).toEqual([`recording BTC-USD.KRAKEN into ${catalogFolder}`])
  const tape = await loadTape(sealed(), {})
  expect(tape.deltas?.length).toBeGreaterThan(10)
  expect(tape.quotes?.length).toBeGreaterThan(0)
  const gap = await measureRealityGap({ folder })
  expect(gap).toMatchObject({ instrument: 'BTC-USD.KRAKEN', sha256: tape.sha256 })
}, 30_000)

it('tells of a venue that is gone, and goes on when it is back', async () => {
  const files = sealed().length
  line.cut()
  const notes: string[] = []
  const recorder = record(notes)
  await until(() => notes.length > 0)
  expect(notes).toEqual([expect.stringMatching(/^not recording, trying again: .* does not answer/)])
  line.mend()
  await until(() => notes.length > 1 && listRecordings(ticks).length > files)
  await recorder.stop()
  expect(sealed()).toHaveLength(files + 1)
}, 30_000)

it('waits for another who records the same', async () => {
  const files = sealed().length
  const other = acquireLock(ticks)
  const notes: string[] = []
  const recorder = record(notes)
  await until(() => notes.length > 0)
  expect(notes[0]).toMatch(/in use by process/)
  other.release()
  await until(() => listRecordings(ticks).length > files)
  await recorder.stop()
  expect(sealed()).toHaveLength(files + 1)
}, 30_000)

it('leaves the desk alone whatever the disk or its own mistakes do', async () => {
  let sick: 'disk' | 'mistake' | undefined = 'disk'
  const disk: Disk = {
    ...nodeDisk,
    list: (path) => {
      if (sick === 'disk') throw new DiskError('EIO', `cannot list ${path} (EIO)`)
      return nodeDisk.list(path)
    },
    open: (path) => {
      if (sick === 'mistake') throw new TypeError('a mistake of ours')
      return nodeDisk.open(path)
    },
  }
  const notes: string[] = []
  const files = sealed().length
  const recorder = record(notes, disk)
  await until(() => notes.length > 0)
  expect(notes[0]).toContain('cannot list')
  sick = 'mistake'
  await until(() => notes.some((note) => note.includes('a mistake of ours')))
  sick = undefined
  await until(() => listRecordings(ticks).length > files)
  await recorder.stop()
  expect(sealed().length).toBeGreaterThan(files)
  expect(desk.snapshot().status.bars).toBeGreaterThan(100)
}, 30_000)

it('says that a market that is no venue is not recorded', () => {
  const notes: string[] = []
  const header = { ...desk.header, source: { ...desk.header.source, market: ['generated'] } }
  const onNote = (note: string): void => void notes.push(note)
  const options = { header, catalogFolder, maxGb: 1, clock: liveClock, disk: nodeDisk, onNote }
  expect(recordDesk(options)).toBeUndefined()
  expect(notes).toEqual([`nothing is recorded: ${header.source.label} is no venue`])
})
