import { describe, expect, it } from 'vitest'
import {
  anchor,
  blockStarts,
  commitSome,
  folder,
  openSmall,
  writtenJournal,
} from '../../test/simulation/journal-scene.ts'
import { Random } from '../base/index.ts'
import { micros } from '../domain/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { readAnchor } from './anchor.ts'
import { measureJournal } from './measure-journal.ts'
import { genesisHash, segmentHeader } from './segment-format.ts'
import { verifyJournal } from './verify-journal.ts'

const first = `${folder}/000001.seg`
const second = `${folder}/000002.seg`
const headFile = `${anchor}/head.json`
const place = (disk: SimulatedDisk) => ({ disk, folder, anchor })

/** Another segment, not closed; the head that was anchored in the one before is put back. */
function twoUnsealed(blocks = 2, disk = new SimulatedDisk()): SimulatedDisk {
  const journal = openSmall(disk)
  for (let block = 0; block < blocks; block += 1) commitSome(journal, 2)
  journal.anchor()
  const head = disk.bytes(headFile)
  journal.close()
  const next = openSmall(disk)
  commitSome(next, 2)
  disk.replace(headFile, head)
  return disk
}

const append = (disk: SimulatedDisk, path: string, ...bytes: number[]): void =>
  disk.replace(path, Uint8Array.of(...disk.bytes(path), ...bytes))

/** Two sealed segments of two blocks each. */
function twoSealed(): SimulatedDisk {
  const disk = writtenJournal(2)
  const journal = openSmall(disk)
  for (let block = 0; block < 2; block += 1) commitSome(journal, 2)
  journal.close()
  return disk
}

describe('opening declines, and changes nothing of,', () => {
  it.each<[string, () => SimulatedDisk, (disk: SimulatedDisk) => void, RegExp]>([
    [
      'a journal without its first segment',
      twoSealed,
      (disk) => disk.remove(first),
      /000001.seg is damaged at byte 0: the file is missing/,
    ],
    [
      'one without its first, that has as many as its head says all the same',
      () => twoUnsealed(2, writtenJournal(2)),
      (disk) => disk.remove(first),
      /000001.seg is damaged at byte 0: the file is missing/,
    ],
    [
      'one without its second of three',
      () => {
        const disk = twoSealed()
        const journal = openSmall(disk)
        commitSome(journal, 1)
        journal.close()
        return disk
      },
      (disk) => disk.remove(second),
      /000002.seg is damaged at byte 0: the file is missing/,
    ],
    [
      'a sealed one with zeros behind its last block',
      twoSealed,
      (disk) => append(disk, second, 0, 0),
      /000002.seg is damaged at byte \d+: no block is here/,
    ],
    [
      'a sealed one with half a block behind its last',
      twoSealed,
      (disk) => append(disk, second, 67, 83, 66, 75, 1),
      /000002.seg is damaged at byte \d+: no block is here/,
    ],
    [
      'one with zeros behind a segment that is not the last',
      twoUnsealed,
      (disk) => append(disk, first, 0),
      /000001.seg is damaged at byte \d+: no block is here/,
    ],
    [
      'one whose second segment follows another first',
      () => twoUnsealed(2),
      (disk) => disk.replace(second, twoUnsealed(3).bytes(second)),
      /000002.seg is damaged at byte 0: it does not follow the segment before/,
    ],
    [
      'one whose first segment says that it follows something',
      () => writtenJournal(1),
      (disk) => {
        const previous = genesisHash.with(0, 1)
        const header = segmentHeader({ version: 1, segment: 1, first: 1, previous })
        disk.replace(first, Uint8Array.of(...header, ...disk.bytes(first).subarray(64)))
      },
      /000001.seg is damaged at byte 0: it does not follow the segment before/,
    ],
    [
      'one of whose blocks one is gone',
      () => writtenJournal(3),
      (disk) => {
        const bytes = disk.bytes(first)
        const [, from = 0, to = 0] = blockStarts(bytes)
        disk.replace(first, Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]))
      },
      /000001.seg is damaged at byte \d+: a block does not follow the one before/,
    ],
    [
      'one that is shorter than its anchored head, with a torn block at its end',
      () => {
        const disk = twoSealed()
        commitSome(openSmall(disk), 5)
        return disk
      },
      (disk) => {
        const path = `${folder}/000003.seg`
        const bytes = disk.bytes(path)
        disk.replace(headFile, laterHead())
        disk.replace(path, bytes.with(200, 99))
      },
      /000002.seg is damaged at byte 0: the journal ends at event \d+ of at least 20/,
    ],
  ])('%s', (_, made, change, message) => {
    const disk = made()
    change(disk)
    const names = disk.list(folder).filter((name) => name.endsWith('.seg'))
    const before = names.map((name) => disk.bytes(`${folder}/${name}`))
    expect(() => openSmall(disk)).toThrow(message)
    expect(names.map((name) => disk.bytes(`${folder}/${name}`))).toEqual(before)
  })
})

/** The head file of a journal of twenty events in two segments, not closed. */
function laterHead(): Uint8Array {
  const disk = new SimulatedDisk()
  const journal = openSmall(disk)
  commitSome(journal, 18)
  journal.close()
  const next = openSmall(disk)
  commitSome(next, 2)
  next.anchor()
  return disk.bytes(headFile)
}

describe('a torn tail', () => {
  it('once cut off stays so, though power is lost again, and the head is sealed before it', () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const disk = new SimulatedDisk()
      const journal = openSmall(disk)
      for (let block = 0; block < 3; block += 1) commitSome(journal, 2)
      const [, , last = 0] = blockStarts(disk.bytes(first))
      disk.flipBit(first, 8 * (last + 70))
      const again = openSmall(disk)
      expect([again.sequence, again.tornBytes > 0]).toEqual([4, true])
      expect(readAnchor(disk, anchor)).toMatchObject({ sequence: 4, segment: 1, isSealed: true })
      disk.crash(Random.fromSeed(seed))
      expect(disk.bytes(first)).toHaveLength(last)
      expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, events: 4 })
      expect(openSmall(disk).sequence).toBe(4)
    }
  })

  it('is no fault at the end of an unsealed journal alone, and zeros there are not even torn', () => {
    const disk = twoUnsealed()
    expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, torn: undefined })
    const at = blockStarts(disk.bytes(second)).at(-1) ?? 0
    disk.replace(second, disk.bytes(second).with(at, 7))
    const found = verifyJournal(folder, anchor, disk)
    expect(found).toMatchObject({ ok: true, torn: { file: second, offset: at } })
    append(disk, first, 7)
    expect(verifyJournal(folder, anchor, disk).faults).toMatchObject([
      { kind: 'block', file: first, message: 'a block header is cut short' },
    ])
    disk.remove(headFile)
    const kinds = verifyJournal(folder, anchor, disk).faults.map(({ kind }) => kind)
    expect(kinds).toEqual(['block', 'block', 'anchor'])
    const sealed = twoSealed()
    append(sealed, second, 0, 0)
    expect(verifyJournal(folder, anchor, sealed).faults).toMatchObject([
      { kind: 'block', file: second, message: 'zeros where a block should be' },
    ])
    sealed.remove(second)
    expect(verifyJournal(folder, anchor, sealed).faults[0]).toMatchObject({ file: second })
  })
})

describe('measuring declines', () => {
  it('a segment or a block that does not follow, or that is not the one anchored', () => {
    const other = twoUnsealed(3)
    const strange = twoUnsealed(2)
    strange.replace(second, other.bytes(second))
    expect(() => measureJournal(place(strange))).toThrow(
      /000002.seg is damaged at byte 0: it does not follow the segment before/,
    )
    const short = writtenJournal(3)
    const bytes = short.bytes(first)
    const [, from = 0, to = 0] = blockStarts(bytes)
    short.replace(first, Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]))
    expect(() => measureJournal(place(short))).toThrow(/a block does not follow the one before/)
    const forged = writtenJournal(1, 1)
    const stranger = new SimulatedDisk()
    const journal = openSmall(stranger)
    journal.append({ kind: 'time-passed', ts: micros(1) })
    journal.close()
    forged.replace(first, stranger.bytes(first))
    expect(() => measureJournal(place(forged))).toThrow(/event 1 is not the one that was anchored/)
  })
})
