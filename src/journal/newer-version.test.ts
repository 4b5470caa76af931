import { expect, it } from 'vitest'
import { UserError } from '../base/index.ts'
import { micros } from '../domain/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { crc32 } from './crc32.ts'
import { readJournal } from './read-journal.ts'
import {
  blockHeaderBytes,
  genesisHash,
  hashBytes,
  recordHeaderBytes,
  segmentHeader,
  segmentHeaderBytes,
  sha256,
} from './segment-format.ts'
import { SegmentJournal } from './segment-journal.ts'
import { verifyJournal } from './verify-journal.ts'

const place = { folder: 'journal', anchor: 'anchor' }
const path = 'journal/000001.seg'

function written(): SimulatedDisk {
  const disk = new SimulatedDisk()
  const journal = SegmentJournal.open({ disk, ...place, segmentBytes: 4_096 })
  journal.append({ kind: 'checkpoint', ts: micros(1), stateHash: 'ab' })
  journal.close()
  return disk
}

function refusal(run: () => unknown): UserError {
  try {
    run()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('was not refused')
}

it('declines a segment of a newer format, whoever asks', () => {
  const disk = written()
  const bytes = disk.bytes(path)
  bytes.set(segmentHeader({ version: 2, segment: 1, first: 1, previous: genesisHash }))
  disk.replace(path, bytes)
  const asking = [
    () => SegmentJournal.open({ disk, ...place }),
    () => [...readJournal(place.folder, disk)],
    () => verifyJournal(place.folder, place.anchor, disk),
  ]
  for (const ask of asking) {
    const { code, message } = refusal(ask)
    expect(code).toBe('journal-newer')
    expect(message).toContain('journal/000001.seg was written by a newer version')
  }
})

/** The journal with its one record changed and checksum and hash made to fit. */
function rewritten(change: (payload: Uint8Array) => void): SimulatedDisk {
  const disk = written()
  const bytes = disk.bytes(path)
  const block = bytes.subarray(segmentHeaderBytes)
  const record = block.subarray(blockHeaderBytes, block.length - hashBytes)
  change(record.subarray(recordHeaderBytes))
  const view = new DataView(record.buffer, record.byteOffset)
  view.setUint32(4, crc32(record, 8, record.length), true)
  block.set(sha256(block.subarray(0, -hashBytes)), block.length - hashBytes)
  disk.replace(path, bytes)
  return disk
}

it('declines an event of a kind it does not know', () => {
  const disk = rewritten((payload) => payload.fill(200, 0, 1))
  expect(refusal(() => [...readJournal(place.folder, disk)]).code).toBe('journal-newer')
})

it('declines an event that no version writes', () => {
  const disk = rewritten((payload) => payload.fill(255, 1, 9))
  const { code, message } = refusal(() => [...readJournal(place.folder, disk)])
  expect(code).toBe('journal-damaged')
  expect(message).toMatch(/000001.seg is damaged at byte 1\d\d: malformed checkpoint record/)
})

it('notices by the anchor that the last block was written by somebody else', () => {
  const disk = rewritten((payload) => payload.fill(65, payload.length - 2))
  const { faults } = verifyJournal(place.folder, place.anchor, disk)
  expect(faults.map((fault) => fault.kind)).toEqual(['anchor'])
  expect(refusal(() => SegmentJournal.open({ disk, ...place })).code).toBe('journal-damaged')
})
