import fs from 'node:fs'
import path from 'node:path'
import { reasonOf, UserError } from '../../base/index.ts'

/** Writes a paper about a desk, for its owner alone. @throws UserError `report-unwritten`. */
export function writeTrail(file: string, content: string | Uint8Array): void {
  try {
    fs.writeFileSync(file, content, { mode: 0o600 })
  } catch (error) {
    throw unwritten(error)
  }
}

/** Writes files into a folder, which is made if it is not there. @throws as above. */
export function writeTrailFolder(
  folder: string,
  files: readonly (readonly [name: string, content: string])[],
): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw unwritten(error)
  }
  for (const [name, content] of files) writeTrail(path.join(folder, name), content)
}

function unwritten(error: unknown): UserError {
  return new UserError(
    'report-unwritten',
    `The report could not be written (${reasonOf(error)}); name another place with --csv or --pdf.`,
    3,
  )
}
