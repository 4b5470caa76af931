import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type BarClosed, micros } from '../../domain/index.ts'
import { StrategyRegistry } from '../../evolution/index.ts'
import { SegmentJournal } from '../../journal/index.ts'
import { nodeDisk, SimulatedDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { deskTime } from './desk-time.ts'

const desk = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-time-'))
afterAll(() => fs.rmSync(desk, { recursive: true }))

const clock = { now: () => micros(9_000), after: () => () => {} }

it('is that of the newest bar, else of the last night, else of the clock', () => {
  const keys = generateKeyPairSync('ed25519')
  const registry = StrategyRegistry.open(new SimulatedDisk(), 's', keys)
  const now = (): number => deskTime(desk, registry.book, clock)
  const made = { module: 'strategy', author: 'test', note: '', parents: [] } as const
  registry.add({ ...made, source: 'a', cycle: 0, ts: 8_000 })
  expect(now()).toBe(9_000)
  const id = registry.add({ ...made, source: 'b', cycle: 1, ts: 100 })
  registry.move({ id, to: 'reviewed', ts: 200, cycle: 1, actor: 'strategist', reason: 'because' })
  expect(now()).toBe(200)
  const { journal: folder, anchor } = deskPaths(desk)
  const place = { disk: nodeDisk, folder, anchor, segmentBytes: 4_096 }
  const journal = SegmentJournal.open(place)
  const price = { open: 1, high: 1, low: 1, close: 1, volume: 1, phase: 'live' } as const
  for (const ts of [300, 400]) {
    const bar: BarClosed = { kind: 'bar-closed', instrument: 0, ts: micros(ts), ...price }
    journal.append(bar)
  }
  journal.close()
  expect(now()).toBe(400)
})
