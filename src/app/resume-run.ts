import { UserError } from '../base/index.ts'
import { DeskRun, type DeskRunOptions, RetoldPast } from '../engine/index.ts'

/** As of a run; the journal may be read more than once. */
export type ResumeOptions = Omit<DeskRunOptions, 'recorded'> & {
  readonly recorded: () => DeskRunOptions['recorded']
}

/**
 * A run that has done its journal again, or gone on from a snapshot. Who watches it knows all that
 * was before, either way.
 *
 * @throws UserError `replay-diverged` when it comes to another state than stands there.
 */
export function resumeRun(options: ResumeOptions): DeskRun {
  if (options.snapshot !== undefined) retell(options, options.snapshot.sequence)
  const run = new DeskRun({ ...options, recorded: options.recorded() })
  const lost = run.checkpoints.find((checkpoint) => !checkpoint.isSame)
  if (lost === undefined) return run
  throw new UserError(
    'replay-diverged',
    `At event ${lost.sequence} the journal records another state than running it again gives.`,
  )
}

/** What no desk does again is told from the record. @param until - Sequence of the snapshot. */
function retell({ setup, observer, recorded, onEvent }: ResumeOptions, until: number): void {
  const past = new RetoldPast(setup, observer)
  for (const { sequence, event } of recorded()) {
    if (sequence > until) break
    past.take(event)
    onEvent?.(sequence, event)
  }
  past.end()
}
