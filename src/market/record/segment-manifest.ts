import { type Disk, readText, replaceFile } from '../../kernel/index.ts'
import type { SegmentHeader } from './segment-header.ts'
import type { TickRecord } from './tick-record.ts'

/** How many records of each kind. */
export type RecordCounts = Readonly<Record<TickRecord['kind'], number>>

/** What is known of a sealed file: it does not change any more. */
export type SegmentManifest = SegmentHeader & {
  readonly schema: 1
  /** `tsInit` of the first record and of the last. Unit: us. */
  readonly from: number
  readonly to: number
  readonly counts: RecordCounts
  readonly bytes: number
  /** Of all its bytes. */
  readonly sha256: string
  /** Whether a crash ended it, and it was sealed as far as it was whole. */
  readonly isRecovered: boolean
}

export const noCounts: RecordCounts = { snapshot: 0, delta: 0, trade: 0, quote: 0, gap: 0 }

/** Puts the manifest beside its file: from then on the file is sealed. @throws DiskError */
export function writeManifest(disk: Disk, path: string, manifest: SegmentManifest): void {
  const { folder, name } = splitPath(manifestOf(path))
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`
  replaceFile(disk, folder, name, new TextEncoder().encode(text))
}

/** @returns `undefined` when there is none, or what is there is none. */
export function readManifest(disk: Disk, path: string): SegmentManifest | undefined {
  const text = readText(disk, manifestOf(path))
  if (text === undefined) return undefined
  try {
    const wire = Object(JSON.parse(text))
    const isWhole =
      wire.schema === 1 &&
      typeof wire.instrument === 'string' &&
      Number.isSafeInteger(wire.from) &&
      Number.isSafeInteger(wire.to) &&
      Number.isSafeInteger(wire.bytes) &&
      typeof wire.sha256 === 'string' &&
      Number.isSafeInteger(Object(wire.counts).gap)
    return isWhole ? wire : undefined
  } catch {
    return undefined
  }
}

/** `x.ticks` is described by `x.json`. */
export function manifestOf(path: string): string {
  return path.replace(/\.ticks$/, '.json')
}

function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf('/')
  return { folder: path.slice(0, at), name: path.slice(at + 1) }
}
