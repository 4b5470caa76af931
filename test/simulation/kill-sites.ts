import { UserError } from '../../src/base/index.ts'
import type { Disk, DiskFile } from '../../src/kernel/index.ts'

/** The machine loses power in the middle of what it does. */
export class PowerCut extends Error {}

/** What a desk does not live through: power, a disk that fails or has no room left at all. */
export function isEnd(error: unknown): boolean {
  if (error instanceof PowerCut) return true
  return error instanceof UserError && ['journal-failed', 'disk-full'].includes(error.code)
}

/**
 * Every place at which a desk does something that outlives it, or hears of something, by name:
 * where a process that waits for its machine could die. Power can be cut at any of them.
 */
export class KillSites {
  /** How often each was passed. */
  readonly visits: Map<string, number> = new Map()
  readonly #site: string
  readonly #visit: number
  hasKilled = false
  /** There is no power: nothing is done any more, whoever would go on. */
  isOut = false

  /** @param visit - Counted from 1; 0 for no cut at all. */
  constructor(site = '', visit = 0) {
    this.#site = site
    this.#visit = visit
  }

  pass(site: string): void {
    if (this.isOut) throw new PowerCut(site)
    const visit = (this.visits.get(site) ?? 0) + 1
    this.visits.set(site, visit)
    if (site !== this.#site || visit !== this.#visit) return
    this.hasKilled = true
    this.cut(site)
  }

  /** @throws PowerCut */
  cut(site: string): never {
    this.isOut = true
    throw new PowerCut(site)
  }

  /** The machine is on again. */
  restore(): void {
    this.isOut = false
  }
}

/** A disk whose every operation is a site before it and one after it. */
export class SiteDisk implements Disk {
  readonly #disk: Disk
  readonly #sites: KillSites

  constructor(disk: Disk, sites: KillSites) {
    this.#disk = disk
    this.#sites = sites
  }

  #at<T>(what: string, path: string, task: () => T): T {
    const site = `disk ${what} ${kindOf(path)}`
    this.#sites.pass(`before ${site}`)
    const done = task()
    this.#sites.pass(`after ${site}`)
    return done
  }

  open(path: string): DiskFile {
    const file = this.#disk.open(path)
    return {
      size: () => file.size(),
      read: (into, position) => this.#at('read', path, () => file.read(into, position)),
      write: (bytes, position) => this.#at('write', path, () => file.write(bytes, position)),
      allocate: (size) => this.#at('allocate', path, () => file.allocate(size)),
      truncate: (size) => this.#at('truncate', path, () => file.truncate(size)),
      sync: () => this.#at('sync', path, () => file.sync()),
      close: () => file.close(),
    }
  }

  exists(path: string): boolean {
    return this.#disk.exists(path)
  }

  list(folder: string): readonly string[] {
    return this.#disk.list(folder)
  }

  makeFolder(path: string): void {
    this.#at('make', path, () => this.#disk.makeFolder(path))
  }

  rename(from: string, to: string): void {
    this.#at('rename', to, () => this.#disk.rename(from, to))
  }

  remove(path: string): void {
    this.#at('remove', path, () => this.#disk.remove(path))
  }

  removeFolder(path: string): void {
    this.#at('remove', path, () => this.#disk.removeFolder(path))
  }

  syncFolder(path: string): void {
    this.#at('sync-folder', path, () => this.#disk.syncFolder(path))
  }
}

/** A file by what it is for: all segments are one kind. */
function kindOf(path: string): string {
  return path.replace(/[0-9a-f]{64}/g, 'ID').replace(/\d+/g, 'N')
}
