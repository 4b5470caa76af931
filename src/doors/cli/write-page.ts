import { reasonOf, UserError } from '../../base/index.ts'
import { nodeDisk, writeWhole } from '../../kernel/index.ts'

/** Writes the page that `--report FILE` asks for. @throws UserError `report-unwritten`. */
export function writePage(file: string, page: string): void {
  try {
    writeWhole(nodeDisk, file, new TextEncoder().encode(page))
  } catch (error) {
    throw new UserError(
      'report-unwritten',
      `The page could not be written (${reasonOf(error)}); name another file with --report.`,
      3,
    )
  }
}
