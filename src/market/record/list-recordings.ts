import { nodeDisk } from '../../kernel/index.ts'
import { listFiles } from '../market-disk.ts'
import { readManifest, type SegmentManifest } from './segment-manifest.ts'

/** A file of a recording; one without a manifest is still written, or a crash left it. */
export type RecordedFile = {
  readonly path: string
  readonly manifest: SegmentManifest | undefined
}

/** Every file of the recordings of a catalog, by path. */
export function listRecordings(folder: string): readonly RecordedFile[] {
  return listFiles(folder, ['.ticks']).map((path) => ({
    path,
    manifest: readManifest(nodeDisk, path),
  }))
}
