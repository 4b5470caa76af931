import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from '../base/index.ts'
import { makeFolder, nodeDisk } from '../kernel/index.ts'

/** The only file of this room that touches the disk. Failures come out as `UserError`, exit 3. */
function fails(verb: string, path: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  if (code === 'ENOENT')
    return new UserError('no-such-file', `${path} does not exist; check the path.`)
  if (code === 'EISDIR')
    return new UserError('no-such-file', `${path} is a folder; name a file in it.`)
  return new UserError('disk', `cannot ${verb} ${path} (${code}); free or fix the disk.`, 3)
}

/** The bytes of a file as they come off the disk. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      yield chunk as Uint8Array
  } catch (error) {
    throw fails('read', path, error)
  }
}

/** The first `bytesMax` bytes of a file in memory of their own, so that columns can lie over it. */
export function readBytes(path: string, bytesMax: number = Number.POSITIVE_INFINITY): ArrayBuffer {
  try {
    const file = openSync(path, 'r')
    try {
      const buffer = new ArrayBuffer(Math.min(statSync(path).size, bytesMax))
      const bytes = new Uint8Array(buffer)
      for (let at = 0; at < bytes.length; ) {
        const count = readSync(file, bytes, at, bytes.length - at, at)
        if (count === 0) break
        at += count
      }
      return buffer
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw fails('read', path, error)
  }
}

/** Writes a file beside its place and renames it there: whole or not at all, also after a crash. */
export function writeAtomic(path: string, parts: Iterable<Uint8Array>): void {
  const draft = draftOf(path)
  try {
    makeFolder(dirname(path))
    // What has its name is removed and never written to: it may be a link to anything.
    dropDraft(path)
    const file = openSync(draft, 'wx')
    try {
      for (const part of parts) writeAll(file, part)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    publishDraft(path)
  } catch (error) {
    rmSync(draft, { force: true })
    if (error instanceof UserError) throw error
    throw fails('write', path, error)
  }
}

/** The name under which a file is written before it is renamed into place. */
export function draftOf(path: string): string {
  return `${path}.part`
}

/** Renames the draft of `path` into place, durably. */
export function publishDraft(path: string): void {
  try {
    renameSync(draftOf(path), path)
    nodeDisk.syncFolder(dirname(path))
  } catch (error) {
    throw fails('write', path, error)
  }
}

/** Forgets a draft that will not be published. */
export function dropDraft(path: string): void {
  rmSync(draftOf(path), { force: true })
}

/** Whole names of all files below a folder that end in one of `endings`, sorted. */
export function listFiles(folder: string, endings: readonly string[]): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => `${folder}/${name}`)
    .sort()
}

/** Of each file a line that changes when it is written: its name, size and time. */
export function fileStamps(files: readonly string[]): readonly string[] {
  return files.map((file) => {
    try {
      const { size, mtimeMs } = statSync(file)
      return `${file} ${size} ${mtimeMs}`
    } catch (error) {
      throw fails('read', file, error)
    }
  })
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at)
}
