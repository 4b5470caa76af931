import type { Disk } from '../../src/kernel/index.ts'
import { PowerCut } from './kill-sites.ts'

/** A disk that loses power before its `count`-th change. */
export function cutting(disk: Disk, count: number): Disk {
  let left = count
  const change = (): void => {
    left -= 1
    if (left < 0) throw new PowerCut()
  }
  const changing = <A extends readonly unknown[]>(task: (...args: A) => void) => {
    return (...args: A): void => {
      change()
      task(...args)
    }
  }
  return {
    open: (path) => {
      const file = disk.open(path)
      return {
        size: () => file.size(),
        read: (into, position) => file.read(into, position),
        write: changing((bytes, position) => file.write(bytes, position)),
        allocate: changing((size) => file.allocate(size)),
        truncate: changing((size) => file.truncate(size)),
        sync: changing(() => file.sync()),
        close: () => file.close(),
      }
    },
    exists: (path) => disk.exists(path),
    list: (folder) => disk.list(folder),
    makeFolder: (path) => disk.makeFolder(path),
    rename: changing((old, name) => disk.rename(old, name)),
    remove: changing((path) => disk.remove(path)),
    removeFolder: changing((path) => disk.removeFolder(path)),
    syncFolder: changing((path) => disk.syncFolder(path)),
  }
}
