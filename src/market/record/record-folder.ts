import type { Disk } from '../../kernel/index.ts'
import { recoverSegment } from './recover-segment.ts'
import { manifestOf, readManifest, type SegmentManifest } from './segment-manifest.ts'

/** A sealed file of a recording. */
export type SealedSegment = { readonly path: string; readonly manifest: SegmentManifest }

/**
 * The recordings of a catalog: `BTC-USD.KRAKEN/ticks/20260101T100000.000000.ticks`, each with its
 * manifest beside it once it is sealed. Keeps them below a number of bytes by letting the oldest
 * sealed file of all instruments go first; a file that is still written never goes.
 */
export class RecordFolder {
  readonly disk: Disk
  readonly #root: string
  readonly #keepBytes: number
  readonly #sealed: SealedSegment[] = []
  /** Files that could not be sealed yet. */
  #left: string[] = []
  #sealedBytes = 0
  #removed = 0

  /**
   * Looks at what is there, and seals what a crash left open.
   *
   * @param own - Instruments that nobody else records: only their files are mended.
   * @throws DiskError
   */
  constructor(disk: Disk, root: string, keepBytes: number, own: readonly string[]) {
    this.disk = disk
    this.#root = root
    this.#keepBytes = keepBytes
    for (const instrument of disk.list(root)) {
      const folder = `${root}/${instrument}/ticks`
      if (own.includes(instrument)) this.#mend(folder)
      this.#find(folder)
    }
    this.#sealed.sort((a, b) => a.manifest.from - b.manifest.from)
  }

  /** Sealed files by the time they begin. */
  get sealed(): readonly SealedSegment[] {
    return this.#sealed
  }

  /** Files that went to make room. */
  get removed(): number {
    return this.#removed
  }

  /** Where a file goes whose first record came at `ts`. */
  pathFor(instrument: string, ts: number): string {
    return `${this.#root}/${instrument}/ticks/${stamp(ts)}.ticks`
  }

  add(segment: SealedSegment): void {
    this.#sealed.push(segment)
    this.#sealedBytes += segment.manifest.bytes
  }

  /** A file that is not written any more and could not be sealed: it is tried again. */
  leave(path: string): void {
    this.#left.push(path)
  }

  /** Seals what was left. @throws DiskError: the rest is tried again the next time. */
  sealLeft(): void {
    for (const path of [...this.#left]) {
      const manifest = recoverSegment(this.disk, path)
      if (manifest !== undefined) this.add({ path, manifest })
      this.#left = this.#left.filter((each) => each !== path)
    }
  }

  /** Lets old files go until `bytes` more, besides sealed ones, fit. @throws DiskError */
  makeRoom(bytes: number): void {
    while (this.#sealedBytes + bytes > this.#keepBytes) if (!this.removeOldest()) return
  }

  /** @returns False when there is no sealed file any more. @throws DiskError */
  removeOldest(): boolean {
    const [oldest] = this.#sealed
    if (oldest === undefined) return false
    // Data first: a manifest without data is swept away by the next start, the other is no loss.
    for (const path of [oldest.path, manifestOf(oldest.path)])
      if (this.disk.exists(path)) this.disk.remove(path)
    this.#sealed.shift()
    this.#sealedBytes -= oldest.manifest.bytes
    this.#removed += 1
    return true
  }

  /** Seals what is open, and removes drafts and manifests without a file. */
  #mend(folder: string): void {
    const names = this.disk.list(folder)
    for (const name of names) {
      const path = `${folder}/${name}`
      const isOrphan = name.endsWith('.json') && !names.includes(name.replace(/\.json$/, '.ticks'))
      if (name.endsWith('.next') || isOrphan) this.disk.remove(path)
      const isOpen = name.endsWith('.ticks') && readManifest(this.disk, path) === undefined
      if (isOpen) recoverSegment(this.disk, path)
    }
  }

  #find(folder: string): void {
    for (const name of this.disk.list(folder)) {
      if (!name.endsWith('.ticks')) continue
      const path = `${folder}/${name}`
      const manifest = readManifest(this.disk, path)
      if (manifest !== undefined) this.add({ path, manifest })
    }
  }
}

/** `20230101T000000.000000`: sorts by time, fit for file names. */
function stamp(ts: number): string {
  const seconds = new Date(Math.floor(ts / 1_000_000) * 1_000).toISOString().slice(0, 19)
  return `${seconds.replace(/[-:]/g, '')}.${String(ts % 1_000_000).padStart(6, '0')}`
}
