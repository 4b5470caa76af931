import type { Random } from '../base/index.ts'
import { type Disk, DiskError, type DiskFile } from './disk.ts'
import { SimulatedFile } from './simulated-file.ts'

type NameChange = { readonly name: string; readonly file: SimulatedFile | undefined }

/**
 * A disk in memory that knows what is durable and what is only written, and fails on request.
 * Names are durable after `syncFolder`, bytes after `sync`; `crash` keeps all of that and a random
 * part of the rest, as a machine losing power does.
 */
export class SimulatedDisk implements Disk {
  #names = new Map<string, SimulatedFile>()
  readonly #durableNames = new Map<string, SimulatedFile>()
  /** Name changes since the last `syncFolder`, oldest first. */
  #pendingNames: NameChange[][] = []
  #life = 0
  #growthsLeft = Number.POSITIVE_INFINITY
  #syncsLeft = Number.POSITIVE_INFINITY

  open(path: string): DiskFile {
    let file = this.#names.get(path)
    if (file === undefined) {
      file = new SimulatedFile()
      this.#change([{ name: path, file }])
    }
    return this.#handle(path, file)
  }

  exists(path: string): boolean {
    return this.#names.has(path) || this.list(path).length > 0
  }

  list(folder: string): readonly string[] {
    const prefix = `${folder}/`
    const inside = [...this.#names.keys()].filter((name) => name.startsWith(prefix))
    const names = inside.map((name) => name.slice(prefix.length).replace(/\/.*$/s, ''))
    return [...new Set(names)].sort()
  }

  makeFolder(): void {}

  rename(from: string, to: string): void {
    const inside = [...this.#names].filter(([name]) => name.startsWith(`${from}/`))
    const moved = inside.length > 0 ? inside : [[from, this.#file(from)] as const]
    this.#change(
      moved.flatMap(([name, file]) => [
        { name, file: undefined },
        { name: to + name.slice(from.length), file },
      ]),
    )
  }

  remove(path: string): void {
    this.#file(path)
    this.#change([{ name: path, file: undefined }])
  }

  removeFolder(path: string): void {
    if (this.list(path).length > 0) throw new DiskError('ENOTEMPTY', `${path} is not empty`)
  }

  /** Makes every name durable, of all folders: one file-system journal orders them together. */
  syncFolder(path: string): void {
    this.#countSync(path)
    for (const changes of this.#pendingNames) apply(this.#durableNames, changes)
    this.#pendingNames = []
  }

  /** From the `count`-th growing write on, the disk is full, until `makeRoom`. */
  fillAfter(count: number): void {
    this.#growthsLeft = count - 1
  }

  makeRoom(): void {
    this.#growthsLeft = Number.POSITIVE_INFINITY
  }

  /** The `count`-th sync from now fails with EIO, once. */
  failSync(count: number): void {
    this.#syncsLeft = count
  }

  /**
   * Power is lost: open handles die, faults are cleared, un-synced writes survive, vanish or are
   * torn at any byte as `random` says, and so does the tail of un-synced name changes.
   */
  crash(random: Random): void {
    this.#life += 1
    this.makeRoom()
    this.failSync(Number.POSITIVE_INFINITY)
    const kept = random.below(this.#pendingNames.length + 1)
    for (const changes of this.#pendingNames.slice(0, kept)) apply(this.#durableNames, changes)
    this.#pendingNames = []
    this.#names = new Map(this.#durableNames)
    for (const file of new Set(this.#names.values())) file.crash(random)
  }

  /** A copy of what a reader sees now. */
  bytes(path: string): Uint8Array {
    return this.#file(path).content()
  }

  /** Puts `bytes` there, durably: the hand of whoever tampers, or of time. */
  replace(path: string, bytes: Uint8Array): void {
    const file = this.#names.get(path) ?? new SimulatedFile()
    file.replace(bytes)
    this.#names.set(path, file)
    this.#durableNames.set(path, file)
  }

  /** Bit rot. @param bit - Counted from the lowest bit of the first byte. */
  flipBit(path: string, bit: number): void {
    this.#file(path).flipBit(bit)
  }

  #handle(path: string, file: SimulatedFile): DiskFile {
    const life = this.#life
    const alive = (): SimulatedFile => {
      if (life !== this.#life) throw new DiskError('EBADF', `${path} was open when power was lost`)
      return file
    }
    return {
      size: () => alive().size,
      read: (into, position) => alive().read(into, position),
      write: (bytes, position) => {
        if (position + bytes.length > alive().size) this.#countGrowth(path)
        file.write(bytes, position)
      },
      allocate: (size) => {
        if (size <= alive().size) return
        this.#countGrowth(path)
        file.write(new Uint8Array(size - file.size), file.size)
      },
      truncate: (size) => alive().truncate(size),
      sync: () => {
        alive()
        this.#countSync(path)
        file.sync()
      },
      close: () => void alive(),
    }
  }

  #file(path: string): SimulatedFile {
    const file = this.#names.get(path)
    if (file === undefined) throw new DiskError('ENOENT', `${path} is not there`)
    return file
  }

  #change(changes: NameChange[]): void {
    this.#pendingNames.push(changes)
    apply(this.#names, changes)
  }

  #countGrowth(path: string): void {
    if (this.#growthsLeft <= 0) throw new DiskError('ENOSPC', `no space left for ${path}`)
    this.#growthsLeft -= 1
  }

  #countSync(path: string): void {
    this.#syncsLeft -= 1
    if (this.#syncsLeft === 0) throw new DiskError('EIO', `cannot sync ${path} (EIO)`)
  }
}

function apply(names: Map<string, SimulatedFile>, changes: readonly NameChange[]): void {
  for (const change of changes)
    if (change.file === undefined) names.delete(change.name)
    else names.set(change.name, change.file)
}
