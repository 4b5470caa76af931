import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { broken, type DoctorQuestion, doubtful, type Finding, fine } from './doctor-question.ts'

const mebibyte = 1_048_576

/** Whether the desk's folder can be written, has room, and keeps what it is told to keep. */
export function deskFolderChecks(folder: string): readonly DoctorQuestion[] {
  return [
    { name: 'desk folder', ask: () => canWrite(folder) },
    { name: 'free space', ask: () => hasRoom(folder) },
    { name: 'disk sync', ask: () => canSync(folder) },
  ]
}

/** The folder itself, or the nearest one above it that is there. */
export function standingFolder(folder: string): string {
  const parent = path.dirname(folder)
  return existsSync(folder) || parent === folder ? folder : standingFolder(parent)
}

function canWrite(folder: string): Finding {
  const standing = standingFolder(folder)
  if (!statSync(standing).isDirectory())
    return broken(`${standing} is a file; choose another folder with --desk`)
  try {
    accessSync(standing, constants.W_OK | constants.X_OK)
  } catch {
    return broken(`${standing} may not be written; change its owner, or choose another with --desk`)
  }
  if (standing !== folder) return fine(`${folder} will be made`)
  // On Windows, where paths have another separator, the bits say nothing.
  if (path.sep === '/' && (statSync(folder).mode & 0o077) !== 0)
    return doubtful(`${folder} may be looked into by others; chmod 700 ${folder}`)
  return fine(`${folder} may be written`)
}

function hasRoom(folder: string): Finding {
  const { bavail, bsize } = statfsSync(standingFolder(folder))
  const free = Math.floor((bavail * bsize) / mebibyte)
  if (free < 200) return broken(`${free} MiB are free and a journal needs 200; free some space`)
  if (free < 2_048) return doubtful(`${free} MiB are free; a long run may fill the disk`)
  return fine(`${Math.floor(free / 1_024)} GiB are free`)
}

/** Writes, syncs and removes one small file, as the journal would. */
function canSync(folder: string): Finding {
  const standing = standingFolder(folder)
  const trial = mkdtempSync(path.join(standing, '.coinswarm-doctor-'))
  try {
    const file = openSync(path.join(trial, 'trial'), 'w')
    try {
      writeSync(file, Buffer.alloc(4_096, 1))
      fdatasyncSync(file)
    } finally {
      closeSync(file)
    }
  } finally {
    rmSync(trial, { recursive: true, force: true })
  }
  return fine(`${standing} takes writes and syncs them`)
}
