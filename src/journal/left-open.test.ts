import { expect, it } from 'vitest'
import {
  anchor,
  commitSome,
  folder,
  openSmall,
  sampleEvent,
} from '../../test/simulation/journal-scene.ts'
import { StrictDisk } from '../../test/simulation/strict-disk.ts'
import { readAnchor } from './anchor.ts'
import { readAudit } from './audit/index.ts'
import { JournalCursor } from './journal-cursor.ts'
import { measureJournal } from './measure-journal.ts'
import { rewriteJournal } from './migration.ts'
import { readJournal } from './read-journal.ts'
import { segmentHeader } from './segment-format.ts'
import { SegmentJournal } from './segment-journal.ts'
import { verifyJournal } from './verify-journal.ts'

const place = (disk: StrictDisk) => ({ disk, folder, anchor })

/** What a loss of power could take; the space kept for the next segment may go. */
const lost = (disk: StrictDisk): readonly string[] =>
  disk.unsynced.filter((each) => each !== `name of ${folder}/spare`)

/** Three sealed segments, on a disk that minds. */
function written(): StrictDisk {
  const disk = new StrictDisk()
  for (let life = 0; life < 3; life += 1) {
    const journal = openSmall(disk)
    for (let block = 0; block < 3; block += 1) commitSome(journal, 2)
    journal.close()
    journal.close()
  }
  return disk
}

it('writing leaves nothing open and nothing that a loss of power could take', () => {
  const disk = new StrictDisk()
  const journal = openSmall(disk)
  for (let block = 0; block < 80; block += 1) {
    commitSome(journal, 2)
    expect(lost(disk)).toEqual([])
    expect(disk.openPaths.length).toBeLessThanOrEqual(3)
  }
  journal.close()
  expect([disk.openPaths, lost(disk)]).toEqual([[], []])
  expect(readAnchor(disk, anchor)?.segment).toBeGreaterThan(2)
})

it.each<[string, (disk: StrictDisk) => unknown]>([
  ['reading all', (disk) => [...readJournal(folder, disk)]],
  ['reading the end', (disk) => [...readJournal(folder, disk, 16)]],
  ['verifying', (disk) => verifyJournal(folder, anchor, disk)],
  ['measuring', (disk) => measureJournal(place(disk))],
  ['reading its head', (disk) => readAnchor(disk, anchor)],
])('%s leaves nothing open', (_, run) => {
  const disk = written()
  const found = run(disk)
  expect(found).toBeDefined()
  expect(disk.openPaths).toEqual([])
  expect(lost(disk)).toEqual([])
})

it('a reader that stops early closes what it read', () => {
  const disk = written()
  for (const entry of readJournal(folder, disk)) if (entry.sequence === 3) break
  expect(disk.openPaths).toEqual([])
  const cursor = new JournalCursor(disk, folder)
  for (let next = cursor.next(); next !== undefined; next = cursor.next())
    expect(disk.openPaths).toHaveLength(1)
  cursor.close()
  expect(disk.openPaths).toEqual([])
})

it('what is declined is closed', () => {
  const disk = written()
  const before = disk.bytes(`${folder}/000003.seg`)
  const previous = new Uint8Array(32)
  for (const header of [
    { version: 2, segment: 3, first: 13, previous },
    { version: 1, segment: 9, first: 13, previous },
  ]) {
    const path = `${folder}/000003.seg`
    disk.replace(path, Uint8Array.of(...segmentHeader(header), ...before.subarray(64)))
    for (const run of [
      () => void [...readJournal(folder, disk)],
      () => void measureJournal(place(disk)),
      () => void openSmall(disk),
    ]) {
      expect(run).toThrow(/000003.seg/)
      expect(disk.openPaths).toEqual([])
    }
  }
  for (const read of [() => [...readAudit(folder, disk)], () => openSmall(disk)]) {
    disk.flipBit(`${folder}/000003.seg`, 800)
    expect(read).toThrow(/is damaged/)
    expect(disk.openPaths).toEqual([])
  }
})

it('a record that is no act is where an audit says that it is damaged', () => {
  const disk = written()
  expect(() => [...readAudit(folder, disk)]).toThrow(
    /000001.seg is damaged at byte \d\d+: this is no record of an audit/,
  )
  expect(disk.openPaths).toEqual([])
})

it('writing it again in another format makes its folders, and leaves nothing to lose', () => {
  const disk = written()
  const to = { disk, folder: 'desk/journal.v2', anchor: 'desk/anchor.v2', version: 2 }
  const end = rewriteJournal({ ...place(disk), version: 1 }, to, [])
  expect([end.sequence, disk.openPaths, lost(disk)]).toEqual([18, [], []])
})

it('closing twice is closing once, also when what was appended could not be written', () => {
  const disk = new StrictDisk()
  const journal = SegmentJournal.open({ ...place(disk), segmentBytes: 4_096, sliceBytes: 4_096 })
  journal.append(sampleEvent(1))
  disk.failSync(1)
  expect(() => journal.close()).toThrow(/the journal stopped/)
  expect(() => journal.close()).not.toThrow()
})
