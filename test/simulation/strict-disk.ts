import { DiskError, type DiskFile, SimulatedDisk } from '../../src/kernel/index.ts'

type Handle = { path: string }

/**
 * A simulated disk that is as strict as a real one: a file needs its folder, and is not used or
 * closed after it was closed. It tells which files are still open, and of which a loss of power
 * would take bytes, or the name.
 */
export class StrictDisk extends SimulatedDisk {
  readonly #open = new Set<Handle>()
  readonly #unsynced = new Set<string>()
  readonly #folders = new Set<string>()
  /** Done whenever somebody asks whether a path exists: what another process does meanwhile. */
  meanwhile: ((path: string) => void) | undefined

  get openPaths(): readonly string[] {
    return [...this.#open].map(({ path }) => path).sort()
  }

  get unsynced(): readonly string[] {
    return [...this.#unsynced].sort()
  }

  override exists(path: string): boolean {
    this.meanwhile?.(path)
    return super.exists(path)
  }

  override makeFolder(path?: string): void {
    if (path !== undefined) this.#folders.add(path)
  }

  override open(path: string): DiskFile {
    const folder = folderOf(path)
    if (!super.exists(path)) {
      if (!this.#folders.has(folder)) throw new DiskError('ENOENT', `there is no ${folder}`)
      this.#unsynced.add(`name of ${path}`)
    }
    const handle = { path }
    this.#open.add(handle)
    return this.#watched(handle, super.open(path))
  }

  override rename(from: string, to: string): void {
    super.rename(from, to)
    this.#unsynced.delete(`name of ${from}`)
    this.#unsynced.add(`name of ${to}`)
    if (this.#unsynced.delete(from)) this.#unsynced.add(to)
    for (const handle of this.#open) if (handle.path === from) handle.path = to
  }

  override syncFolder(path: string): void {
    super.syncFolder(path)
    for (const each of this.#unsynced)
      if (each.startsWith('name of ') && folderOf(each) === `name of ${path}`)
        this.#unsynced.delete(each)
  }

  #watched(handle: Handle, file: DiskFile): DiskFile {
    const used = (): DiskFile => {
      if (!this.#open.has(handle)) throw new DiskError('EBADF', `${handle.path} is closed`)
      return file
    }
    const changed = (): DiskFile => {
      this.#unsynced.add(handle.path)
      return used()
    }
    return {
      size: () => used().size(),
      read: (into, position) => used().read(into, position),
      write: (bytes, position) => changed().write(bytes, position),
      allocate: (size) => changed().allocate(size),
      truncate: (size) => changed().truncate(size),
      sync: () => {
        used().sync()
        this.#unsynced.delete(handle.path)
      },
      close: () => {
        used().close()
        this.#open.delete(handle)
      },
    }
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
