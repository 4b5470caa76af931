import { expect, it } from 'vitest'
import { anchor, folder, openSmall, sampleEvent } from '../../test/simulation/journal-scene.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { readAnchor } from './anchor.ts'
import { BlockReader } from './block-reader.ts'
import { journalFolders, journalsAmong } from './journal-folders.ts'
import { measureJournal } from './measure-journal.ts'
import { type Migration, presentFormats, rewriteJournal, stepsFrom } from './migration.ts'
import { openSoundSegment } from './segment-file.ts'
import { formatVersion, segmentHeaderBytes } from './segment-format.ts'

const step = (from: number, payload: Migration['payload'] = (bytes) => bytes): Migration => ({
  ...{ from, what: `makes ${from + 1}`, payload },
})

it('finds the steps from one format to another, in order, or that one is missing', () => {
  const migrations = [step(2), step(1), step(4)]
  const froms = (from: number, version: number) =>
    stepsFrom(from, { migrations, version })?.map((each) => each.from)
  expect([froms(1, 3), froms(2, 3), froms(3, 3)]).toEqual([[1, 2], [2], []])
  expect([froms(1, 5), froms(0, 1)]).toEqual([undefined, undefined])
  expect(presentFormats).toEqual({ migrations: [], version: formatVersion })
  expect(stepsFrom(1, presentFormats)).toEqual([])
})

it('names the folders of a format, and finds the newest among others', () => {
  expect(journalFolders(1)).toEqual({ version: 1, journal: 'journal', anchor: 'anchor' })
  expect(journalFolders(2)).toEqual({ version: 2, journal: 'journal.v2', anchor: 'anchor.v2' })
  const names = [
    'journal',
    'journal.v10',
    'anchor.v3',
    'journal.v2',
    'journal.v',
    'xjournal',
    'journals',
  ]
  expect(journalsAmong(names).map(({ version }) => version)).toEqual([10, 2, 1])
})

it('writes the same segments, blocks and sequences in another format, with a chain of its own', () => {
  const disk = new SimulatedDisk()
  for (const events of [[1, 2, 3], [4]]) {
    const journal = openSmall(disk)
    for (const sequence of events) {
      journal.append(sampleEvent(sequence))
      if (sequence !== 2) journal.commit()
    }
    journal.close()
  }
  const from = { disk, folder, anchor, version: 1 }
  const to = { disk, folder: 'desk/journal.v3', anchor: 'desk/anchor.v3', version: 3 }
  const twice = step(1, (bytes) => Uint8Array.of(...bytes, ...bytes))
  const marked = step(2, (bytes) => Uint8Array.of(7, ...bytes))
  const end = rewriteJournal(from, to, [twice, marked])
  const before = measureJournal(from, 1)
  expect([end.sequence, end.segment]).toEqual([4, 2])
  expect(Buffer.compare(measureJournal(to, 3).head.hash, end.hash)).toBe(0)
  const { hash, ...sealed } = readAnchor(disk, to.anchor) ?? { hash: '' }
  expect([Buffer.from(hash), sealed]).toEqual([
    Buffer.from(end.hash),
    { sequence: 4, segment: 2, isSealed: true, turn: 2 },
  ])
  expect(Buffer.compare(before.head.hash, end.hash)).not.toBe(0)
  const blocks = (of: typeof from, segment: number) => {
    const { file } = openSoundSegment(disk, of.folder, segment, of.version)
    const reader = new BlockReader(file, segmentHeaderBytes)
    const found: (readonly [first: number, last: number, bytes: number])[] = []
    for (let each = reader.next(); each.kind === 'block'; each = reader.next())
      found.push([each.first, each.last, each.bytes.length])
    return found
  }
  expect([blocks(to, 1), blocks(to, 2)].map((all) => all.map(([a, b]) => [a, b]))).toEqual([
    ...[
      [
        [1, 1],
        [2, 3],
      ],
      [[4, 4]],
    ],
  ])
  // A payload is doubled and a byte longer; the sixteen bytes before it are not.
  const [, , one] = blocks(from, 2)[0] ?? []
  const [, , other] = blocks(to, 2)[0] ?? []
  expect(other).toBe(16 + 2 * ((one ?? 0) - 16) + 1)
})
