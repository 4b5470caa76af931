// @module-tag long

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deskPaths, loadConfiguration, PaperDesk, setupOf, watchDesk } from '../../src/app/index.ts'
import type { BreakerMoved } from '../../src/domain/index.ts'
import { readJournal } from '../../src/journal/index.ts'
import { liveClock, nodeDisk } from '../../src/kernel/index.ts'
import { CuttableLine } from './cuttable-line.ts'
import { serveMarket, writeDollarMarket } from './served-market.ts'

const folder = mkdtempSync(`${tmpdir()}/watched-desk-`)
const opened: { close(): Promise<void> }[] = []
const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
let line: CuttableLine

beforeAll(async () => {
  const served = await serveMarket('kraken', writeDollarMarket(folder))
  line = await CuttableLine.open(served.port)
  opened.push(served, line)
})

afterAll(async () => {
  for (const each of opened.toReversed()) await each.close()
  rmSync(folder, { recursive: true })
})

type Running = { readonly desk: PaperDesk; readonly end: () => Promise<void> }

async function running(): Promise<Running> {
  const market = { market: ['kraken'], instruments: ['BTC-USD'], speed: 1, seed: 1 } as const
  const desk = await PaperDesk.open({
    folder,
    choice: { ...market, clock: liveClock, venueUrl: line.url },
    seats: [{ from: 'trend', parameters: {} }],
    setup: (agents) => setupOf(values, agents),
    segmentBytes: 1 << 20,
    snapshotEvery: 50_000,
    clock: liveClock,
    version: 'test',
    onNote: () => {},
  })
  const running = desk.start()
  const end = async (): Promise<void> => {
    desk.stop()
    await running
  }
  return { desk, end }
}

function watched(desk: PaperDesk, isWatching = true, notes: string[] = []) {
  const settings = { ...values.breakers, isWatching }
  const onNote = (note: string): void => void notes.push(note)
  return watchDesk({ desk, settings, url: line.url, clock: liveClock, onNote })
}

function recorded(): readonly BreakerMoved[] {
  const moves: BreakerMoved[] = []
  for (const { event } of readJournal(deskPaths(folder).journal, nodeDisk, 1))
    if (event.kind === 'breaker-moved') moves.push(event)
  return moves
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 400 && !isTrue(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
  expect(isTrue()).toBe(true)
}

it('has on record what is seen outside, and takes it up again after a restart', async () => {
  const first = await running()
  const watch = watched(first.desk)
  await until(() => first.desk.snapshot().status.bars > 2)
  line.cutStreams()
  await until(() => first.desk.outside.standing().length > 0)
  await watch?.stop()
  await first.end()
  expect(recorded()).toEqual([
    expect.objectContaining({ cause: 'quote-age', state: 'open', actor: 'venue' }),
  ])

  line.mend()
  const second = await running()
  expect(second.desk.outside.standing()).toEqual(recorded())
  const notes: string[] = []
  expect(watched(second.desk, false, notes)).toBeUndefined()
  expect(notes).toEqual(['1 breakers stand open and nobody watches: set breakers.isWatching'])

  const again = watched(second.desk)
  await until(() => second.desk.outside.standing().some(({ state }) => state === 'half-open'))
  await again?.stop()
  await second.end()
  expect(recorded().map(({ state }) => state)).toEqual(['open', 'half-open'])
  // Nobody is left to hear it.
  second.desk.outside.move({ ...recorded()[0], state: 'closed' } as BreakerMoved)
}, 120_000)
