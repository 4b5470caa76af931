import { expect, it } from 'vitest'
import { UserError } from '../base/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { crc32 } from './crc32.ts'
import { openSegment, openSoundSegment } from './segment-file.ts'
import {
  parseSegmentHeader,
  segmentHeader,
  segmentHeaderBytes,
  segmentName,
  segmentNumbers,
} from './segment-format.ts'

const header = { version: 1, segment: 7, first: 5, previous: new Uint8Array(32).fill(9) }

function refusal(run: () => unknown): UserError | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof UserError) return error
  }
  return undefined
}

it('finds the segments of a folder in the order of their numbers, among whatever else is there', () => {
  const others = ['spare', '12.seg', 'x000004.seg', '000005.seg.bak', '1234567890.seg', '000006seg']
  const names = ['1000000.seg', '000002.seg', '999999.seg', '000001.seg']
  expect(segmentNumbers([...others, ...names])).toEqual([1, 2, 999_999, 1_000_000])
  expect([1, 1_000_000].map(segmentName)).toEqual(['000001.seg', '1000000.seg'])
})

it('gives a header back from its bytes, whatever follows them', () => {
  const bytes = segmentHeader(header)
  expect(parseSegmentHeader(bytes)).toEqual(header)
  expect(parseSegmentHeader(Uint8Array.of(...bytes, ...bytes))).toEqual(header)
})

it('takes nothing for a header that is short, changed, or of another kind of file', () => {
  const bytes = segmentHeader(header)
  for (let length = 0; length < bytes.length; length += 1)
    expect(parseSegmentHeader(bytes.subarray(0, length))).toBeUndefined()
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = bytes.with(at, (bytes[at] ?? 0) ^ 1)
    expect(parseSegmentHeader(changed)).toBeUndefined()
    new DataView(changed.buffer).setUint32(60, crc32(changed, 0, 60), true)
    if (at < 8) expect(parseSegmentHeader(changed)).toBeUndefined()
  }
})

it('says of a segment of another format whether it is older or newer than the one asked for', () => {
  const disk = new SimulatedDisk()
  const opened = (version: number) => () => openSegment(disk, 'journal', 7, version)
  disk.replace('journal/000007.seg', segmentHeader({ ...header, version: 2 }))
  const refusals = [refusal(opened(3)), refusal(opened(1))]
  expect(refusals.map((each) => each?.code)).toEqual(['journal-older', 'journal-newer'])
  expect(refusals[0]?.message).toMatch(/000007.seg was written by an older version of coinswarm/)
  expect(refusals[1]?.message).toMatch(/000007.seg was written by a newer version of coinswarm/)
  expect(opened(2)().header).toEqual({ ...header, version: 2 })
  disk.replace('journal/000008.seg', segmentHeader(header))
  expect(openSegment(disk, 'journal', 8).header).toBeUndefined()
  expect(() => openSoundSegment(disk, 'journal', 8)).toThrow(/its header is not that of this/)
  expect(segmentHeader(header)).toHaveLength(segmentHeaderBytes)
})
