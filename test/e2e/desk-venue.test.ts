import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  deskPaths,
  PaperDesk,
  replayJournal,
  setupOf,
  loadConfiguration,
} from '../../src/app/index.ts'
import { dayUs, type Micros, micros } from '../../src/domain/index.ts'
import { readJournal } from '../../src/journal/index.ts'
import { type Clock, nodeDisk } from '../../src/kernel/index.ts'
import { KrakenServer } from '../conformance/kraken-server.ts'

/** Wall time thirty times as fast, so that a minute of the venue passes in two seconds. */
const rate = 30

class FastClock implements Clock {
  readonly #startedAt = process.hrtime.bigint()
  skippedUs = 0

  now(): Micros {
    const elapsedUs = Number(process.hrtime.bigint() - this.#startedAt) / 1_000
    return micros(1_700_000_100_000_000 + Math.round(elapsedUs * rate) + this.skippedUs)
  }

  after(us: number, task: () => void): () => void {
    const timer = setTimeout(task, us / 1_000 / rate)
    return () => clearTimeout(timer)
  }
}

const server = new KrakenServer()
const clock = new FastClock()
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-venue-'))
let ticking: NodeJS.Timeout | undefined

beforeAll(async () => {
  await server.listen()
  ticking = setInterval(() => {
    server.now = Math.floor(clock.now() / 1_000_000)
  }, 10)
})

afterAll(() => {
  clearInterval(ticking)
  server.close()
  fs.rmSync(folder, { recursive: true })
})

function open(): Promise<PaperDesk> {
  const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
  return PaperDesk.open({
    folder,
    choice: {
      market: ['auto'],
      instruments: ['BTC-USD', 'ETH-USD'],
      speed: 60,
      seed: 1,
      clock,
      venueUrl: server.url,
    },
    seats: [{ from: 'trend', parameters: {} }],
    setup: (agents) => setupOf(values, agents),
    segmentBytes: 1 << 20,
    snapshotEvery: 50_000,
    clock,
    version: 'test',
    onNote: () => {},
  })
}

/** Bars in the journal by phase. */
function phases(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { event } of readJournal(deskPaths(folder).journal, nodeDisk))
    if (event.kind === 'bar-closed') counts[event.phase] = (counts[event.phase] ?? 0) + 1
  return counts
}

async function runUntil(desk: PaperDesk, isEnough: () => boolean): Promise<void> {
  const running = desk.start()
  for (let turn = 0; turn < 200 && !isEnough(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
  desk.stop()
  await running
}

it('takes a venue that answers, warms up on its past, and catches up after a stop', async () => {
  const first = await open()
  expect(first.header.source).toMatchObject({ kind: 'venue', market: ['kraken'] })
  const warm = first.snapshot().status.bars
  expect(warm).toBeGreaterThan(1_300)
  await runUntil(first, () => first.snapshot().status.bars >= warm + 4)
  const before = phases()
  expect(before['warm']).toBe(warm)
  expect(before['live']).toBeGreaterThanOrEqual(4)

  clock.skippedUs += 30 * 60_000_000
  server.now = Math.floor(clock.now() / 1_000_000)
  const second = await open()
  const known = second.snapshot().status.bars
  // Nobody waits less for a wider limit because the bars of the stop are still to come.
  const askedAt = clock.now()
  const wider = { kind: 'limit', key: 'grossMax', value: 1.5, reason: 'a test' } as const
  const answer = second.control.ask(wider, { door: 'cli', actor: 'ada', nonce: 'wider' })
  const due = answer.ok ? answer.state.limits.find(({ next }) => next !== undefined) : undefined
  expect(due).toMatchObject({ key: 'grossMax', next: { value: 1.5 } })
  expect(due?.next?.t).toBeGreaterThanOrEqual(Math.floor((askedAt + dayUs) / 1_000))
  await runUntil(second, () => second.snapshot().status.bars >= known + 58)
  expect(phases()['catch-up']).toBeGreaterThanOrEqual(50)
  expect(await replayJournal(folder)).toMatchObject({ matches: true, checkpoints: 2 })
}, 60_000)
