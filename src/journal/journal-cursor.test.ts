import { describe, expect, it } from 'vitest'
import {
  anchor,
  blockStarts,
  commitSome,
  folder,
  openSmall,
  sampleEvent,
} from '../../test/simulation/journal-scene.ts'
import { StrictDisk } from '../../test/simulation/strict-disk.ts'
import { Random } from '../base/index.ts'
import { JournalCursor } from './journal-cursor.ts'
import { measureJournal } from './measure-journal.ts'
import { readJournal } from './read-journal.ts'
import { genesisHash, headBefore, parseSegmentHeader, segmentHeader } from './segment-format.ts'

const first = `${folder}/000001.seg`
const second = `${folder}/000002.seg`

/** Two sealed segments of four events each. */
function twoSegments(): StrictDisk {
  const disk = new StrictDisk()
  for (let life = 0; life < 2; life += 1) {
    const journal = openSmall(disk)
    commitSome(journal, 2)
    commitSome(journal, 2)
    journal.close()
  }
  return disk
}

const sequences = (disk: StrictDisk, after = 0): readonly number[] =>
  Array.from(readJournal(folder, disk, after), ({ sequence }) => sequence)

describe('reading', () => {
  it('does not look at what lies before the segment that is asked for', () => {
    const disk = twoSegments()
    disk.flipBit(first, 8 * 100)
    expect(sequences(disk, 4)).toEqual([5, 6, 7, 8])
    expect(() => sequences(disk, 3)).toThrow(/000001.seg is damaged/)
  })

  it('declines a journal that has lost its beginning, though the rest is whole', () => {
    const disk = twoSegments()
    const bytes = disk.bytes(second)
    const header = parseSegmentHeader(bytes)
    if (header === undefined) throw new Error('it has a header')
    disk.replace(first, Uint8Array.of(...segmentHeader({ ...header, segment: 1 })))
    const whole = Uint8Array.of(...disk.bytes(first), ...bytes.subarray(64))
    disk.replace(first, whole)
    disk.remove(second)
    expect(headBefore(header).sequence).toBe(4)
    expect(() => sequences(disk)).toThrow(
      /000001.seg is damaged at byte 0: it does not follow the segment before/,
    )
  })

  it('declines a segment that does not follow, and zeros or half a block before it', () => {
    const disk = twoSegments()
    const header = { version: 1, segment: 2, first: 5, previous: genesisHash }
    disk.replace(second, Uint8Array.of(...segmentHeader(header), ...disk.bytes(second).slice(64)))
    expect(() => sequences(disk)).toThrow(/000002.seg is damaged at byte 0: it does not follow/)
    for (const tail of [
      [0, 0, 0],
      [67, 83, 66, 75, 1],
    ]) {
      const other = twoSegments()
      const bytes = other.bytes(first)
      other.replace(first, Uint8Array.of(...bytes, ...tail))
      expect(() => sequences(other)).toThrow(
        `000001.seg is damaged at byte ${bytes.length}: no block is here`,
      )
    }
  })

  it('tells where a record is that nobody can read', () => {
    const disk = twoSegments()
    const cursor = new JournalCursor(disk, folder)
    expect(cursor.damage('it is strange').message).toMatch(/damaged at byte 0: it is strange/)
    const [, at] = blockStarts(disk.bytes(first))
    const record = cursor.nextRecord()
    expect(record?.sequence).toBe(1)
    expect(cursor.damage('it is strange').message).toMatch(
      new RegExp(`000001.seg is damaged at byte ${at}: it is strange`),
    )
  })
})

/** Somebody who commits two more events just when the next segment is looked for. */
function writtenMeanwhile(): StrictDisk {
  const disk = new StrictDisk()
  const journal = openSmall(disk)
  commitSome(journal, 2)
  disk.meanwhile = (path) => {
    if (path !== second) return
    disk.meanwhile = undefined
    commitSome(journal, 2)
    journal.close()
    const next = openSmall(disk)
    next.append(sampleEvent(5))
    next.commit()
  }
  return disk
}

describe('while a desk is writing', () => {
  it('reading goes on with the block that was added before the next segment was begun', () => {
    const disk = writtenMeanwhile()
    expect(sequences(disk)).toEqual([1, 2, 3, 4, 5])
  })

  it('measuring counts that block, and goes on', () => {
    const disk = writtenMeanwhile()
    const { head, segments } = measureJournal({ disk, folder, anchor })
    expect([head.sequence, head.segment, segments.length]).toEqual([5, 2, 2])
  })

  it('what was measured is durable, though its writer had not said so', () => {
    const disk = twoSegments()
    const bytes = disk.bytes(second)
    const [, at = 0] = blockStarts(bytes)
    disk.replace(second, bytes.subarray(0, at))
    const file = disk.open(second)
    file.write(bytes.subarray(at), at)
    file.close()
    const { segments } = measureJournal({ disk, folder, anchor })
    expect([segments[1]?.bytes, disk.unsynced.includes(second)]).toEqual([bytes.length, false])
    disk.crash(Random.fromSeed(2))
    expect(disk.bytes(second)).toEqual(bytes)
  })
})
