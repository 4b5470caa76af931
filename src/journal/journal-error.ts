import { UserError } from '../base/index.ts'

/** The record is not what was written. */
export function damaged(file: string, offset: number, why: string): UserError {
  return new UserError(
    'journal-damaged',
    `${file} is damaged at byte ${offset}: ${why}; ` +
      'see all of it with `coinswarm journal verify`, then restore the folder from a backup',
  )
}

/** The record was written by a version that came after this one. */
export function newer(file: string): UserError {
  return new UserError(
    'journal-newer',
    `${file} was written by a newer version of coinswarm; upgrade, or use another desk folder`,
  )
}

/** The record was written by a version that came before this one, in its format. */
export function older(file: string): UserError {
  return new UserError(
    'journal-older',
    `${file} was written by an older version of coinswarm; see what \`coinswarm journal migrate ` +
      '--dry-run` says, make a backup, and run it without --dry-run',
  )
}

/** Nothing more can be recorded until there is room. Nothing is lost: commit may be repeated. */
export function diskFull(folder: string): UserError {
  return new UserError(
    'disk-full',
    `no space left for the journal in ${folder}; free some space`,
    3,
  )
}

/** The disk failed under a write. What it kept is unknown, so nothing may be added. */
export function journalFailed(cause: string): UserError {
  return new UserError(
    'journal-failed',
    `the journal stopped: ${cause}; check the disk and start again: it resumes at the last commit`,
    3,
  )
}

/** The folder is another desk's now: what this one would add could not follow what stands there. */
export function takenOver(folder: string): UserError {
  return new UserError('desk-in-use', `another desk has taken over ${folder}; this one has stopped`)
}
