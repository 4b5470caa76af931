import { UserError } from '../base/index.ts'
import { DeskRun, type DeskRunOptions } from '../engine/index.ts'

/**
 * A run that has done its journal again.
 *
 * @throws UserError `replay-diverged` when it comes to another state than stands there.
 */
export function resumeRun(options: DeskRunOptions): DeskRun {
  const run = new DeskRun(options)
  const lost = run.checkpoints.find((checkpoint) => !checkpoint.isSame)
  if (lost === undefined) return run
  throw new UserError(
    'replay-diverged',
    `At event ${lost.sequence} the journal records another state than running it again gives.`,
  )
}
