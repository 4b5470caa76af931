import { createHash } from 'node:crypto'
import type { Disk } from '../../kernel/index.ts'
import { readSegment, type SegmentContent } from './segment-frames.ts'
import {
  noCounts,
  type RecordCounts,
  type SegmentManifest,
  writeManifest,
} from './segment-manifest.ts'

/**
 * Seals a file that a crash left open, as far as it is whole; one without a record goes.
 *
 * @returns `undefined` when it went. @throws DiskError
 */
export function recoverSegment(disk: Disk, path: string): SegmentManifest | undefined {
  const file = disk.open(path)
  let bytes: Uint8Array
  let content: SegmentContent | undefined
  try {
    bytes = new Uint8Array(file.size())
    file.read(bytes, 0)
    content = readSegment(bytes)
    if (content !== undefined && content.records.length > 0) {
      file.truncate(content.wholeBytes)
      file.sync()
    }
  } finally {
    file.close()
  }
  const first = content?.records[0]
  if (content === undefined || first === undefined) {
    disk.remove(path)
    return undefined
  }
  const counts: Record<keyof RecordCounts, number> = { ...noCounts }
  for (const { kind } of content.records) counts[kind] += 1
  const whole = bytes.subarray(0, content.wholeBytes)
  const manifest: SegmentManifest = {
    schema: 1,
    ...content.header,
    from: first.tsInit,
    to: content.records.at(-1)?.tsInit ?? first.tsInit,
    counts,
    bytes: whole.length,
    sha256: createHash('sha256').update(whole).digest('hex'),
    isRecovered: true,
  }
  writeManifest(disk, path, manifest)
  return manifest
}
