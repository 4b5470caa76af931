import type { Disk, DiskFile, SimulatedDisk } from '../../src/kernel/index.ts'

/** Power was lost: nothing of ours, so nothing of ours may catch it and go on. */
export class PowerLoss extends Error {
  override readonly name = 'PowerLoss'
}

/** A disk that loses power at its `count`-th change. */
export class FailingDisk implements Disk {
  readonly #disk: SimulatedDisk
  #left: number

  constructor(disk: SimulatedDisk, count: number) {
    this.#disk = disk
    this.#left = count
  }

  open(path: string): DiskFile {
    const file = this.#disk.open(path)
    return {
      size: () => file.size(),
      read: (into, position) => file.read(into, position),
      write: (bytes, position) => this.#change(() => file.write(bytes, position)),
      allocate: (size) => this.#change(() => file.allocate(size)),
      truncate: (size) => this.#change(() => file.truncate(size)),
      sync: () => this.#change(() => file.sync()),
      close: () => file.close(),
    }
  }

  exists(path: string): boolean {
    return this.#disk.exists(path)
  }

  list(path: string): readonly string[] {
    return this.#disk.list(path)
  }

  makeFolder(): void {}

  rename(from: string, to: string): void {
    this.#change(() => this.#disk.rename(from, to))
  }

  remove(path: string): void {
    this.#change(() => this.#disk.remove(path))
  }

  removeFolder(path: string): void {
    this.#change(() => this.#disk.removeFolder(path))
  }

  syncFolder(path: string): void {
    this.#change(() => this.#disk.syncFolder(path))
  }

  /** How many changes the disk has still to live through. */
  get left(): number {
    return this.#left
  }

  #change(run: () => void): void {
    this.#left -= 1
    if (this.#left <= 0) throw new PowerLoss()
    run()
  }
}
