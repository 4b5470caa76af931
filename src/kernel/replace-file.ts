import type { Disk } from './disk.ts'

const decoder = new TextDecoder()

/**
 * Puts `bytes` at `path` so that a reader, or a crash, finds either the old content or the new:
 * written beside it, synced, renamed, the folder synced. @throws DiskError
 */
export function replaceFile(disk: Disk, folder: string, name: string, bytes: Uint8Array): void {
  const beside = `${folder}/${name}.next`
  writeWhole(disk, beside, bytes)
  disk.rename(beside, `${folder}/${name}`)
  disk.syncFolder(folder)
}

/** Makes `bytes` all that a file holds, synced; its name is not. @throws DiskError */
export function writeWhole(disk: Disk, path: string, bytes: Uint8Array): void {
  const file = disk.open(path)
  try {
    file.truncate(0)
    file.write(bytes, 0)
    file.sync()
  } finally {
    file.close()
  }
}

/** A whole small file as text; `undefined` when there is none. */
export function readText(disk: Disk, path: string): string | undefined {
  if (!disk.exists(path)) return undefined
  const file = disk.open(path)
  try {
    const bytes = new Uint8Array(file.size())
    return decoder.decode(bytes.subarray(0, file.read(bytes, 0)))
  } finally {
    file.close()
  }
}
