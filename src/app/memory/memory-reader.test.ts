// @module-tag long

import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runGeneratedDesk } from '../../../test/e2e/generated-desk.ts'
import type { DeskEvent } from '../../domain/index.ts'
import { readJournal, SegmentJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { MemoryReader, type RunMemory } from './memory-reader.ts'
import { memoryOfDesk } from './run-memory.ts'
import { tellMemory } from './tell-memory.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'memory-reader-'))
let events: readonly DeskEvent[] = []
beforeAll(async () => {
  await runGeneratedDesk(`${root}/desk`, { from: 'trend', parameters: {} }, 9_000)
  const journal = readJournal(deskPaths(`${root}/desk`).journal, nodeDisk)
  events = [...journal].map(({ event }) => event)
}, 120_000)
afterAll(() => rmSync(root, { recursive: true }))

let folders = 0
const newFolder = (): string => `${root}/${(folders += 1)}`

/** Writes on to the journal of a desk, in blocks of so many events, in a segment of its own. */
function write(folder: string, some: readonly DeskEvent[], block: number): void {
  const { journal, anchor } = deskPaths(folder)
  const place = { disk: nodeDisk, folder: journal, anchor, segmentBytes: 1 << 18 }
  const written = SegmentJournal.open(place)
  for (const [at, event] of some.entries()) {
    written.append(event)
    if (at % block === 0) written.commit()
  }
  written.close()
}

const toldOf = (memory: RunMemory): string =>
  JSON.stringify(tellMemory(memory, { recallWeight: 0, isDelayed: false, managers: null }))

describe('a reader of what a desk remembers', () => {
  it('comes in pieces to the bytes that a whole reading comes to', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: events.length }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 700 }),
        (cuts, block) => {
          const folder = newFolder()
          const reader = new MemoryReader(folder)
          const ends = [...cuts.toSorted((a, b) => a - b).map((cut) => Math.max(1, cut))]
          for (const [at, end] of [...ends, events.length].entries()) {
            write(folder, events.slice(ends[at - 1] ?? 0, end), block)
            expect(toldOf(reader.readOn())).toBe(toldOf(memoryOfDesk(folder)))
          }
          expect(reader.wholeReads).toBe(1)
          expect(reader.readOn().book.episodes.length).toBeGreaterThan(3)
        },
      ),
      { numRuns: 6 },
    )
  }, 120_000)

  it('begins anew where the journal was replaced, shorter, other or gone', () => {
    const folder = newFolder()
    const half = Math.floor(events.length / 2)
    write(folder, events.slice(0, half), 50)
    cpSync(folder, `${folder}-before`, { recursive: true })
    write(folder, events.slice(half), 50)
    const reader = new MemoryReader(folder)
    const whole = toldOf(reader.readOn())
    const replace = (by: string): void => {
      rmSync(folder, { recursive: true, force: true })
      cpSync(by, folder, { recursive: true })
    }
    // An old backup of the same desk: of the same first block, and shorter.
    replace(`${folder}-before`)
    expect(toldOf(reader.readOn())).toBe(toldOf(memoryOfDesk(folder)))
    expect(reader.wholeReads).toBe(2)
    // As long as before, and another from the place of the backup on.
    write(folder, events.slice(half), 49)
    expect(toldOf(reader.readOn())).toBe(whole)
    expect(reader.wholeReads).toBe(2)
    replace(`${folder}-before`)
    write(folder, events.slice(half), 7)
    expect(toldOf(reader.readOn())).toBe(whole)
    expect(reader.wholeReads).toBe(3)
    rmSync(folder, { recursive: true })
    expect(() => reader.readOn()).toThrow('no journal')
    replace(`${folder}-before`)
    expect(toldOf(reader.readOn())).toBe(toldOf(memoryOfDesk(folder)))
    expect(reader.wholeReads).toBe(4)
  }, 60_000)
})
