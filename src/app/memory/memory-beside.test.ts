// @module-tag long

import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runGeneratedDesk } from '../../../test/e2e/generated-desk.ts'
import { type Micros, micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { MemoryBeside } from './memory-beside.ts'
import { memoryOfDesk } from './run-memory.ts'
import { tellMemory } from './tell-memory.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'memory-beside-'))
const folder = path.join(root, 'desk')
beforeAll(async () => {
  await runGeneratedDesk(folder, { from: 'trend', parameters: {} }, 20_000)
}, 120_000)
afterAll(() => rmSync(root, { recursive: true }))

/** A clock that somebody else winds. */
class WoundClock implements Clock {
  ts: Micros = micros(1_000_000_000)
  /** What waits, the latest last. */
  readonly waiting: { readonly us: number; readonly task: () => void }[] = []

  now(): Micros {
    return this.ts
  }

  after(us: number, task: () => void): () => void {
    const waits = { us, task }
    this.waiting.push(waits)
    return () => void this.waiting.splice(this.waiting.indexOf(waits), 1)
  }
}

describe('what a desk remembers, read beside it', () => {
  it('is what its journal tells', async () => {
    const memory = new MemoryBeside({ folder, isDelayed: false }, new WoundClock())
    const said = await memory.look()
    await memory.stop()
    const told = tellMemory(memoryOfDesk(folder), {
      ...{ recallWeight: 0, isDelayed: false, managers: null },
    })
    expect(told.episodes.length).toBeGreaterThan(5)
    expect(said).toEqual({ isDone: true, json: JSON.stringify(told) })
  }, 60_000)

  it('is read once for all who ask within a while, and again after it', async () => {
    const clock = new WoundClock()
    const memory = new MemoryBeside({ folder, isDelayed: false }, clock)
    const first = memory.look()
    expect(memory.look()).toBe(first)
    await first
    expect(memory.look()).toBe(first)
    clock.ts = micros(clock.ts + 4_999_999)
    expect(memory.look()).toBe(first)
    clock.ts = micros(clock.ts + 1)
    const second = memory.look()
    expect(second).not.toBe(first)
    expect(await second).toEqual(await first)
    await memory.stop()
    expect(clock.waiting).toEqual([])
  }, 60_000)

  it('is given up when nobody looks for ten minutes, and read again when somebody does', async () => {
    const clock = new WoundClock()
    const memory = new MemoryBeside({ folder, isDelayed: false }, clock)
    const first = await memory.look()
    const [idle] = clock.waiting
    expect([idle?.us, clock.waiting.length]).toEqual([600_000_000, 1])
    idle?.task()
    clock.ts = micros(clock.ts + 700_000_000)
    // The end of the one that was given up is not taken for an answer of the new one.
    expect(await memory.look()).toEqual(first)
    await memory.stop()
  }, 60_000)

  it('says why there is none, and that a desk has stopped', async () => {
    const nowhere = { folder: path.join(root, 'nowhere'), isDelayed: false }
    const lost = new MemoryBeside(nowhere, new WoundClock())
    const said = await lost.look()
    await lost.stop()
    expect(said).toMatchObject({ isDone: false, why: expect.stringContaining('no journal') })
    const memory = new MemoryBeside({ folder, isDelayed: false }, new WoundClock())
    const look = memory.look()
    await memory.stop()
    expect(await look).toEqual({ isDone: false, why: 'The desk has stopped.' })
    expect(await memory.look()).toMatchObject({ isDone: false })
  }, 60_000)
})
