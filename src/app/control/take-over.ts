import { UserError } from '../../base/index.ts'
import { endProcess, lockHolder, lockOwner, mayBeAlive } from '../../journal/index.ts'
import { type Clock, waitFor } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'

/** A process that was killed is gone within this, unless the disk holds it. Unit: us. */
const goneMaxUs = 5_000_000
const lookEveryUs = 10_000

/** What became of the process that held a desk's folder. */
type EndedDesk = { readonly kind: 'none' } | { readonly kind: 'ended'; readonly pid: number }

/**
 * Ends the process that holds a desk's folder: only that one, known by number, start and boot. For
 * a desk that does not answer any more. What it left behind is as after any crash.
 *
 * @param isListening - Something answers at the desk's socket, so its process is no other's.
 * @throws UserError `desk-in-use` when it is another user's or machine's, or does not go.
 */
export async function endDesk(
  folder: string,
  clock: Clock,
  isListening: boolean,
): Promise<EndedDesk> {
  const { lock } = deskPaths(folder)
  const owner = lockOwner(lock)
  if (owner === undefined || lockHolder(lock) === undefined) return { kind: 'none' }
  const isKnown = owner.startedAt !== '' || isListening
  if (!isKnown || !endProcess(owner)) throw stays(folder, owner.pid, owner.host)
  const until = clock.now() + goneMaxUs
  while (mayBeAlive(owner)) {
    if (clock.now() > until) throw stays(folder, owner.pid, owner.host)
    await waitFor(clock, lookEveryUs)
  }
  return { kind: 'ended', pid: owner.pid }
}

/** Who holds a desk's folder, as `process 7`; `undefined` when nobody alive does. */
export function lockedBy(folder: string): string | undefined {
  return lockHolder(deskPaths(folder).lock)
}

function stays(folder: string, pid: number, host: string): UserError {
  return new UserError(
    'desk-in-use',
    `${folder} is held by process ${pid} on ${host}, which does not answer and cannot be ended from ` +
      'here; end it there, then run coinswarm kill again',
    3,
  )
}
