import { expect, it } from 'vitest'
import {
  anchor,
  commitSome,
  folder,
  openSmall,
  sampleEvent,
} from '../../test/simulation/journal-scene.ts'
import { StrictDisk } from '../../test/simulation/strict-disk.ts'
import { Random } from '../base/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { readAnchor } from './anchor.ts'
import type { SegmentJournal } from './segment-journal.ts'
import { verifyJournal } from './verify-journal.ts'

const segmentHeader = 64
/** What a block of one record takes besides its payload. */
const around = 52 + 16 + 32

/** Commits one block of exactly so many bytes. */
function commitBytes(journal: SegmentJournal, bytes: number): void {
  journal.appendPayload(new Uint8Array(bytes - around))
  journal.commit()
}

const segments = (disk: SimulatedDisk): number =>
  disk.list(folder).filter((name) => name.endsWith('.seg')).length

it('a block goes into a segment as long as it fits, to the last byte', () => {
  for (const [last, due] of [
    [0, 1],
    [1, 2],
  ] as const) {
    const disk = new SimulatedDisk()
    const journal = openSmall(disk)
    commitBytes(journal, 200)
    commitBytes(journal, 4_096 - segmentHeader - 200 + last)
    expect([last, segments(disk)]).toEqual([last, due])
    journal.close()
    expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, events: 2 })
  }
})

it('a block longer than a segment gets one of its own, and the reserve stays whole', () => {
  const disk = new SimulatedDisk()
  const journal = openSmall(disk)
  for (const bytes of [5_000, 200, 9_000]) {
    commitBytes(journal, bytes)
    expect([bytes, journal.reserveBytes >= 4_096]).toEqual([bytes, true])
  }
  journal.close()
  expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, events: 3 })
})

it('the reserve is a segment, and a slice more at most: it grows as space is used', () => {
  const disk = new SimulatedDisk()
  const journal = openSmall(disk)
  for (let block = 0; block < 120; block += 1) {
    commitSome(journal, 1)
    expect(journal.reserveBytes).toBeGreaterThanOrEqual(4_096)
    expect(journal.reserveBytes).toBeLessThanOrEqual(4_096 + 1_024)
  }
})

it('what is left of a full disk is used to the last byte', () => {
  for (const [more, code] of [
    [0, undefined],
    [1, 'disk-full'],
  ] as const) {
    const disk = new SimulatedDisk()
    openSmall(disk).close()
    disk.remove(`${folder}/spare`)
    disk.fillAfter(2)
    const journal = openSmall(disk)
    expect([journal.isReserveOnly, journal.reserveBytes]).toEqual([true, 1_024])
    const commit = (): void => commitBytes(journal, 1_024 - segmentHeader + more)
    if (code === undefined) expect(commit).not.toThrow()
    else expect(commit).toThrow(/no space left for the journal/)
  }
})

it('a journal that was closed is exact, though power is lost right after', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const disk = new SimulatedDisk()
    const journal = openSmall(disk)
    commitSome(journal, 3)
    journal.close()
    disk.crash(Random.fromSeed(seed))
    expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, events: 3 })
    expect(readAnchor(disk, anchor)).toMatchObject({ sequence: 3, segment: 1, isSealed: true })
  }
})

it('opening seals what a crash left, before anything is added', () => {
  const disk = new SimulatedDisk()
  commitSome(openSmall(disk), 3)
  expect(readAnchor(disk, anchor)).toMatchObject({ sequence: 0, segment: 1, isSealed: false })
  const again = openSmall(disk)
  expect(readAnchor(disk, anchor)).toMatchObject({ sequence: 3, segment: 1, isSealed: true })
  again.close()
  expect(readAnchor(disk, anchor)).toMatchObject({ sequence: 3, segment: 1, isSealed: true })
})

it('a segment is begun so that it can be opened, whenever the power goes', () => {
  for (let failing = 1; failing <= 12; failing += 1)
    for (let seed = 1; seed <= 8; seed += 1) {
      const disk = new SimulatedDisk()
      const before = openSmall(disk)
      commitSome(before, 3)
      before.close()
      const journal = openSmall(disk)
      let kept = 3
      disk.failSync(failing)
      try {
        commitSome(journal, 1)
        kept = 4
      } catch {
        // The sync that was to fail did; power goes next.
      }
      disk.crash(Random.fromSeed(seed))
      const again = openSmall(disk)
      expect(again.sequence).toBeGreaterThanOrEqual(kept)
      again.append(sampleEvent(again.sequence + 1))
      again.close()
      expect(verifyJournal(folder, anchor, disk).ok).toBe(true)
    }
})

it('closing closes each of its files once, whatever was written', () => {
  for (const blocks of [0, 1, 30]) {
    const disk = new StrictDisk()
    const journal = openSmall(disk)
    for (let block = 0; block < blocks; block += 1) commitSome(journal, 2)
    expect(disk.openPaths).toContain(`${anchor}/head.json`)
    journal.close()
    expect(() => journal.close()).not.toThrow()
    expect(disk.openPaths).toEqual([])
  }
})
