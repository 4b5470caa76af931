import { type BarColumns, formatInterval } from '../../domain/index.ts'
import { type Disk, readText, replaceFile, writeWhole } from '../../kernel/index.ts'
import { barFileBytes, barsOfFile } from '../catalog/bar-file.ts'
import { parseColumnFile } from '../catalog/column-file.ts'
import { partName } from '../catalog/part-name.ts'
import { joinBars } from '../join-bars.ts'
import type { LoadedBars } from '../loaded-bars.ts'
import { aggregateBars, bucketOf } from './aggregate-bars.ts'
import { rowsWhere, unsettled } from './settle-bars.ts'
import { type TierContent, type TierStore, union } from './tier-store.ts'

type Part = { readonly path: string; readonly loaded: LoadedBars }

/** A file is written under this name and renamed: what a crash leaves is written over. */
const draftName = 'tier.part'
/** While bars of a coarse one go that lie in several files: which. */
const goingName = 'tier.going'

/**
 * The files of one instrument and length of bar. They are whole and do not overlap at any instant:
 * each change is one rename, or one removal.
 */
export class TierFolder implements TierStore {
  readonly intervalUs: number
  readonly #disk: Disk
  readonly #folder: string

  /** @param root - Of the instrument: `catalog/BTC-USD.KRAKEN`. */
  constructor(disk: Disk, root: string, intervalUs: number) {
    this.intervalUs = intervalUs
    this.#disk = disk
    this.#folder = `${root}/${formatInterval(intervalUs)}`
  }

  /**
   * @throws UserError `damaged-catalog-file`, `newer-catalog-file`, `not-bars`, `overlap`.
   * @throws DiskError
   */
  load(): TierContent | undefined {
    const parts = this.#parts()
    return parts.length === 0 ? undefined : joinBars(parts.map(({ loaded }) => loaded))
  }

  /** Into the files whose time they lie in, or as files of their own. @throws DiskError */
  insert({ instrument, bars }: TierContent): void {
    const parts = this.#parts()
    const homes = Array.from(bars.ts.subarray(0, bars.length), (ts) => homeOf(parts, ts))
    for (const home of new Set(homes)) {
      const some = { instrument, bars: rowsWhere(bars, (row) => homes[row] === home) }
      const part = parts[home]
      if (part === undefined) this.#write(some)
      else this.#write(union(part.loaded, some), part.path)
    }
  }

  /** @throws DiskError */
  remove(buckets: ReadonlySet<number>, coarseUs: number): number {
    const parts = this.#parts()
    this.#noteGoing(this.#torn(parts, buckets, coarseUs))
    return this.#take(parts, buckets, coarseUs)
  }

  /**
   * Ends what a run before was killed in: files named after what they held, and a coarse bar of
   * which some bars went and others did not.
   *
   * @throws DiskError
   */
  mend(coarser: TierStore | undefined): void {
    const parts = this.#parts()
    for (const { path, loaded } of parts) this.#nameAfter(path, loaded.bars)
    const noted = this.#going()
    if (noted === undefined || coarser === undefined) return
    const held = new Set(coarser.load()?.bars.ts)
    // What is whole again was brought back since, and is judged like any other.
    const whole = new Set(parts.length === 0 ? [] : this.#wholeBuckets(parts, coarser.intervalUs))
    const going = new Set(noted.filter((close) => held.has(close) && !whole.has(close)))
    this.#take(this.#parts(), going, coarser.intervalUs)
  }

  #wholeBuckets(parts: readonly Part[], coarseUs: number): Iterable<number> {
    const { bars } = joinBars(parts.map(({ loaded }) => loaded))
    return aggregateBars(bars, this.intervalUs, coarseUs).ts
  }

  /** Coarse bars whose fine ones lie in several files, which cannot go at one instant. */
  #torn(parts: readonly Part[], buckets: ReadonlySet<number>, coarseUs: number): readonly number[] {
    const edges = parts.map(({ loaded: { bars } }) =>
      bucketOf(bars.ts[0] as number, this.intervalUs, coarseUs),
    )
    const ends = parts.map(({ loaded: { bars } }) =>
      bucketOf(lastOf(bars), this.intervalUs, coarseUs),
    )
    return edges.filter((edge, i) => ends[i - 1] === edge && buckets.has(edge))
  }

  #take(parts: readonly Part[], buckets: ReadonlySet<number>, coarseUs: number): number {
    let removed = 0
    for (const { path, loaded } of parts) {
      const { instrument, bars } = loaded
      const kept = unsettled(bars, buckets, this.intervalUs, coarseUs)
      removed += bars.length - kept.length
      if (kept.length === 0) this.#disk.remove(path)
      else if (kept.length < bars.length) this.#write({ instrument, bars: kept }, path)
    }
    if (removed > 0) this.#disk.syncFolder(this.#folder)
    const going = `${this.#folder}/${goingName}`
    if (this.#disk.exists(going)) this.#disk.remove(going)
    return removed
  }

  #noteGoing(buckets: readonly number[]): void {
    if (buckets.length === 0) return
    const bytes = new TextEncoder().encode(`${JSON.stringify(buckets)}\n`)
    replaceFile(this.#disk, this.#folder, goingName, bytes)
  }

  /** @returns `undefined` when there is no note, or it is none. */
  #going(): readonly number[] | undefined {
    const text = readText(this.#disk, `${this.#folder}/${goingName}`)
    if (text === undefined) return undefined
    try {
      const noted: unknown = JSON.parse(text)
      return Array.isArray(noted) ? noted : undefined
    } catch {
      return undefined
    }
  }

  /** @param over - The file it replaces, which then is named after what it holds. */
  #write(of: TierContent, over?: string): void {
    const { bytes } = barFileBytes({ ...of, intervalUs: this.intervalUs })
    this.#disk.makeFolder(this.#folder)
    writeWhole(this.#disk, `${this.#folder}/${draftName}`, Buffer.concat(bytes))
    this.#disk.rename(`${this.#folder}/${draftName}`, over ?? this.#pathOf(of.bars))
    this.#disk.syncFolder(this.#folder)
    if (over !== undefined) this.#nameAfter(over, of.bars)
  }

  #nameAfter(path: string, bars: BarColumns): void {
    const own = this.#pathOf(bars)
    if (own === path || this.#disk.exists(own)) return
    this.#disk.rename(path, own)
    this.#disk.syncFolder(this.#folder)
  }

  #pathOf(bars: BarColumns): string {
    const from = (bars.ts[0] as number) - this.intervalUs
    return `${this.#folder}/${partName(from, lastOf(bars))}.bars`
  }

  /** In the order of time. */
  #parts(): readonly Part[] {
    const names = this.#disk.list(this.#folder).filter((name) => name.endsWith('.bars'))
    const parts = names.map((name) => {
      const path = `${this.#folder}/${name}`
      return { path, loaded: barsOfFile(path, parseColumnFile(path, bytesOf(this.#disk, path))) }
    })
    return parts.sort((a, b) => (a.loaded.bars.ts[0] as number) - (b.loaded.bars.ts[0] as number))
  }
}

/**
 * The place of the file in whose time a bar lies. @returns Of a bar between two files, or outside
 * of all, a number of its own below 0 for each place between them.
 */
function homeOf(parts: readonly Part[], ts: number): number {
  const next = parts.findIndex(({ loaded: { bars } }) => ts <= lastOf(bars))
  const first = parts[next]?.loaded.bars.ts[0]
  return first !== undefined && ts > first ? next : -next - 2
}

function lastOf(bars: BarColumns): number {
  return bars.ts[bars.length - 1] as number
}

function bytesOf(disk: Disk, path: string): ArrayBuffer {
  const file = disk.open(path)
  try {
    const buffer = new ArrayBuffer(file.size())
    file.read(new Uint8Array(buffer), 0)
    return buffer
  } finally {
    file.close()
  }
}
