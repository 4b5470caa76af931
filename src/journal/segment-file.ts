import type { Disk, DiskFile } from '../kernel/index.ts'
import { damaged, newer, older } from './journal-error.ts'
import {
  formatVersion,
  parseSegmentHeader,
  type SegmentHeader,
  segmentHeaderBytes,
  segmentName,
} from './segment-format.ts'

/** One open segment. `header` is `undefined` when its bytes are damaged. */
export type SegmentFile = {
  readonly path: string
  readonly file: DiskFile
  readonly header: SegmentHeader | undefined
}

/**
 * Opens segment number `segment`.
 *
 * @param version - The format it must be of.
 * @throws UserError `journal-newer`, `journal-older`
 */
export function openSegment(
  disk: Disk,
  folder: string,
  segment: number,
  version: number = formatVersion,
): SegmentFile {
  const path = `${folder}/${segmentName(segment)}`
  const file = disk.open(path)
  const bytes = new Uint8Array(segmentHeaderBytes)
  const header = parseSegmentHeader(bytes.subarray(0, file.read(bytes, 0)))
  if (header !== undefined && header.version !== version) {
    file.close()
    throw header.version > version ? newer(path) : older(path)
  }
  return { path, file, header: header?.segment === segment ? header : undefined }
}

/** A segment whose header is right. */
export type SoundSegment = SegmentFile & { readonly header: SegmentHeader }

/** The same, for those who cannot go on without its header. @throws UserError */
export function openSoundSegment(
  disk: Disk,
  folder: string,
  segment: number,
  version: number = formatVersion,
): SoundSegment {
  const { path, file, header } = openSegment(disk, folder, segment, version)
  if (header !== undefined) return { path, file, header }
  file.close()
  throw damaged(path, 0, 'its header is not that of this segment')
}
