import { createHash } from 'node:crypto'
import { UserError } from '../../base/index.ts'
import { readBytes } from '../market-disk.ts'
import { isSegment, readSegment, type SegmentContent } from './segment-frames.ts'
import { manifestOf } from './segment-manifest.ts'

/** Whether a file is one of a recording. @throws UserError when it cannot be read. */
export function isRecording(path: string): boolean {
  return isSegment(new Uint8Array(readBytes(path, 8)))
}

/**
 * One file of a recording. One that is still written, or that a crash left, is read as far as it is
 * whole.
 *
 * @throws UserError `damaged-recording` when it has no header, or is not what its manifest says.
 */
export function loadRecording(path: string): SegmentContent {
  const bytes = new Uint8Array(readBytes(path))
  const content = readSegment(bytes)
  if (content === undefined)
    throw new UserError('damaged-recording', `${path} is damaged in its first bytes; remove it.`)
  const sha256 = sealedHash(path)
  if (sha256 !== undefined && sha256 !== createHash('sha256').update(bytes).digest('hex'))
    throw new UserError(
      'damaged-recording',
      `${path} does not match the hash of its manifest; restore it, or remove its manifest to ` +
        'read what is whole.',
    )
  return content
}

/** The hash a file was sealed with; `undefined` while it is open. */
function sealedHash(path: string): string | undefined {
  try {
    const { sha256 } = Object(JSON.parse(new TextDecoder().decode(readBytes(manifestOf(path)))))
    return typeof sha256 === 'string' ? sha256 : undefined
  } catch {
    return undefined
  }
}
