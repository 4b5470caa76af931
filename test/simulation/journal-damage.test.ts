// @module-tag long

import { expect, it } from 'vitest'
import { readJournal, verifyJournal } from '../../src/journal/index.ts'
import type { SimulatedDisk } from '../../src/kernel/index.ts'
import {
  anchor,
  blockStarts,
  commitSome,
  folder,
  openSmall,
  sampleEvent,
  writtenJournal,
} from './journal-scene.ts'

const verify = (disk: SimulatedDisk) => verifyJournal(folder, anchor, disk)
const segment = (number: number): string => `${folder}/00000${number}.seg`
const segments = (disk: SimulatedDisk): string[] =>
  disk
    .list(folder)
    .filter((name) => name.endsWith('.seg'))
    .map((name) => `${folder}/${name}`)

it('verifies a journal that nobody touched', () => {
  const disk = writtenJournal(20)
  const events = [...readJournal(folder, disk)]
  const verified = verify(disk)
  expect(verified).toMatchObject({ ok: true, events: events.length, faults: [], torn: undefined })
  expect(verified.head.sequence).toBe(events.length)
  expect(events.map((entry) => entry.event)).toEqual(
    events.map((entry) => sampleEvent(entry.sequence)),
  )
})

it('finds every flipped bit of a journal of 16 KiB', () => {
  const disk = writtenJournal(26, 16)
  const paths = segments(disk)
  const bytes = paths.reduce((sum, path) => sum + disk.bytes(path).length, 0)
  expect(bytes).toBeGreaterThanOrEqual(16_384)
  let unseen = 0
  for (const path of paths) {
    const bits = disk.bytes(path).length * 8
    for (let bit = 0; bit < bits; bit += 1) {
      disk.flipBit(path, bit)
      if (verify(disk).ok) unseen += 1
      disk.flipBit(path, bit)
    }
  }
  expect(unseen).toBe(0)
  expect(verify(disk).ok).toBe(true)
})

it('never opens on a sealed journal with a flipped bit in its last segment', () => {
  const disk = writtenJournal(20)
  const path = segments(disk).at(-1) ?? ''
  const whole = disk.bytes(path)
  for (let bit = 0; bit < whole.length * 8; bit += 7) {
    disk.flipBit(path, bit)
    expect(() => openSmall(disk)).toThrow(/is damaged at byte|newer/)
    disk.flipBit(path, bit)
  }
  expect(disk.bytes(path)).toEqual(whole)
  openSmall(disk).close()
})

it('finds a journal cut at any byte, by its anchor', () => {
  const disk = writtenJournal(12)
  const path = segments(disk).at(-1) ?? ''
  const whole = disk.bytes(path)
  for (let length = 0; length < whole.length; length += 1) {
    disk.replace(path, whole.subarray(0, length))
    expect(verify(disk).ok).toBe(false)
    expect(() => openSmall(disk)).toThrow('is damaged')
  }
})

it('finds whole blocks cut off the end behind the anchor of a running desk', () => {
  const disk = writtenJournal(0)
  const journal = openSmall(disk, { anchorEvery: 1 })
  for (let block = 0; block < 8; block += 1) commitSome(journal, 2)
  const whole = disk.bytes(segment(1))
  for (const start of blockStarts(whole).slice(0, 8)) {
    disk.replace(segment(1), whole.subarray(0, start))
    expect(verify(disk).faults.map((fault) => fault.kind)).toContain('truncated')
    expect(() => openSmall(disk)).toThrow(/ends at event \d+ of at least 16/)
  }
})

it('finds a block deleted, doubled or swapped with its neighbour', () => {
  const disk = writtenJournal(12)
  const whole = disk.bytes(segment(1))
  const starts = blockStarts(whole)
  const part = (from: number, to: number): Uint8Array =>
    whole.subarray(starts[from] ?? 0, starts[to] ?? 0)
  const head = whole.subarray(0, 64)
  const last = starts.length - 1
  for (let block = 0; block < last; block += 1) {
    const before = [head, part(0, block)]
    const deleted = [...before, part(block + 1, last)]
    const doubled = [...before, part(block, block + 1), part(block, last)]
    const swapped = [
      ...before,
      part(block + 1, block + 2),
      part(block, block + 1),
      part(block + 2, last),
    ]
    for (const parts of block + 1 < last ? [deleted, doubled, swapped] : [deleted, doubled]) {
      disk.replace(segment(1), Buffer.concat(parts))
      expect(verify(disk).ok).toBe(false)
    }
  }
})

it('finds a segment deleted, doubled or swapped with its neighbour', () => {
  const disk = writtenJournal(72)
  const paths = segments(disk)
  expect(paths.length).toBeGreaterThan(4)
  const contents = paths.map((path) => disk.bytes(path))
  const restore = (): void =>
    paths.forEach((path, index) => disk.replace(path, contents[index] ?? new Uint8Array(0)))
  paths.forEach((path, index) => {
    disk.remove(path)
    expect(verify(disk).faults.map((fault) => fault.kind)).toContain('missing')
    expect(() => openSmall(disk)).toThrow('the file is missing')
    restore()
    const next = paths[index + 1] ?? segment(paths.length + 1)
    disk.replace(next, contents[index] ?? new Uint8Array(0))
    expect(verify(disk).ok).toBe(false)
    if (index + 1 === paths.length) disk.remove(next)
    else disk.replace(path, contents[index + 1] ?? new Uint8Array(0))
    expect(verify(disk).ok).toBe(index + 1 === paths.length)
    restore()
  })
  expect(verify(disk).ok).toBe(true)
})

it('finds a journal put back to an earlier state', () => {
  const disk = writtenJournal(10)
  const earlier = disk.bytes(segment(1))
  const journal = openSmall(disk)
  commitSome(journal, 3)
  journal.close()
  disk.remove(segment(2))
  expect(disk.bytes(segment(1))).toEqual(earlier)
  expect(verify(disk).ok).toBe(false)
  expect(() => openSmall(disk)).toThrow('000002.seg is damaged at byte 0: the file is missing')
})

it('finds good blocks added after a sealed head', () => {
  const disk = writtenJournal(6)
  const sealed = disk.bytes(`${anchor}/head.json`)
  const journal = openSmall(disk)
  commitSome(journal, 3)
  journal.close()
  disk.replace(`${anchor}/head.json`, sealed)
  expect(verify(disk).faults.map((fault) => fault.kind)).toEqual(['beyond'])
  expect(() => openSmall(disk)).toThrow('it goes on after the head that was sealed')
})

it('finds its head missing or unreadable', () => {
  const disk = writtenJournal(6)
  disk.replace(`${anchor}/head.json`, new TextEncoder().encode('[{"sequence":-1}]'))
  expect(verify(disk).faults.map((fault) => fault.kind)).toEqual(['anchor'])
  disk.remove(`${anchor}/head.json`)
  expect(verify(disk).faults.map((fault) => fault.kind)).toEqual(['anchor'])
  expect(() => openSmall(disk)).toThrow('the head of this journal is missing or unreadable')
})

it('goes on after damage and counts what is still good', () => {
  const disk = writtenJournal(72)
  const events = verify(disk).events
  disk.flipBit(segment(2), 8 * 600)
  disk.flipBit(segment(3), 8 * 900)
  const verified = verify(disk)
  expect(verified.faults.map((fault) => [fault.kind, fault.file])).toEqual([
    ['block', segment(2)],
    ['block', segment(3)],
  ])
  expect(verified.events).toBeGreaterThan(events - 9)
})

it('keeps its head in two places, as a document of two records', () => {
  const disk = writtenJournal(6)
  const path = `${anchor}/head.json`
  const whole = disk.bytes(path)
  expect(JSON.parse(new TextDecoder().decode(whole))).toHaveLength(2)
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    disk.flipBit(path, bit)
    expect(verify(disk).ok).toBe(true)
    disk.flipBit(path, bit)
  }
})
