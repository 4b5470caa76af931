// @module-tag long

import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runGeneratedDesk } from '../../../test/e2e/generated-desk.ts'
import { type Micros, micros } from '../../domain/index.ts'
import { type Clock, liveClock } from '../../kernel/index.ts'
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

  now(): Micros {
    return this.ts
  }

  after(): () => void {
    throw new Error('nothing here waits')
  }
}

describe('what a desk remembers, read beside it', () => {
  it('is what its journal tells', async () => {
    const said = await new MemoryBeside({ folder, isDelayed: false }, liveClock).look()
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
  }, 60_000)

  it('says why there is none, and that a desk has stopped', async () => {
    const nowhere = { folder: path.join(root, 'nowhere'), isDelayed: false }
    const said = await new MemoryBeside(nowhere, liveClock).look()
    expect(said).toMatchObject({ isDone: false, why: expect.stringContaining('no journal') })
    const memory = new MemoryBeside({ folder, isDelayed: false }, liveClock)
    const look = memory.look()
    await memory.stop()
    expect(await look).toEqual({ isDone: false, why: 'The desk has stopped.' })
    expect(await memory.look()).toMatchObject({ isDone: false })
  }, 60_000)
})
