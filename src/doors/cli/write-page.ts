import fs from 'node:fs'
import { reasonOf, UserError } from '../../base/index.ts'

/** Writes the page that `--report FILE` asks for. @throws UserError `report-unwritten`. */
export function writePage(file: string, page: string): void {
  try {
    fs.writeFileSync(file, page)
  } catch (error) {
    throw new UserError(
      'report-unwritten',
      `The page could not be written (${reasonOf(error)}); name another file with --report.`,
      3,
    )
  }
}
