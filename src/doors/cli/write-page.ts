import fs from 'node:fs'
import { RunShelf } from '../../app/index.ts'
import { reasonOf, UserError } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

/** A page about a run, and what stands beside it where a desk keeps its runs. */
export type RunPage = {
  readonly command: string
  readonly hash: string
  readonly verdict?: string
  readonly page: string
}

/**
 * Writes the page that `--report FILE` asks for, and keeps it in the folder of the desk, where the
 * live page shows it.
 *
 * @throws UserError `report-unwritten`.
 */
export function writePage(context: CliContext, file: string, run: RunPage): void {
  const { command, hash, verdict = '', page } = run
  attempt('written', 'name another file with --report', () => fs.writeFileSync(file, page))
  const t = Math.floor(liveClock.now() / 1_000)
  attempt(`kept in ${context.deskFolder}`, 'choose another folder with --desk', () =>
    new RunShelf(context.deskFolder).keep({ t, command, hash, verdict, page }),
  )
}

function attempt(what: string, wayOut: string, act: () => void): void {
  try {
    act()
  } catch (error) {
    const why = reasonOf(error)
    throw new UserError('report-unwritten', `The page could not be ${what} (${why}); ${wayOut}.`, 3)
  }
}
