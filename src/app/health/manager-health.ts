import { lockHolder } from '../../journal/index.ts'
import { type Clock, nodeDisk } from '../../kernel/index.ts'
import { type ManagerBeat, readBeat } from '../node/manager-beat.ts'
import { recordFolderIn } from '../node/manager-files.ts'

/** Whether one manager of the memory is alive and has a line to the others. */
export type ManagerHealth = {
  readonly isHealthy: boolean
  /** One sentence, for people. */
  readonly what: string
  readonly ailment?: 'manager-not-running' | 'manager-silent' | 'bus-away'
  readonly beat?: ManagerBeat | undefined
}

/** A manager beats every five seconds, and a machine may be busy. Unit: ms. */
const patienceMs = 30_000

/**
 * Looks how a manager is, by the lock of its folder and its last beat.
 *
 * @param options - `folder` has its keys and record. `isAliveEnough`: it may be without a line,
 *   which no restart mends.
 */
export function managerHealth(options: {
  readonly folder: string
  readonly manager: number
  readonly clock: Clock
  readonly isAliveEnough: boolean
}): ManagerHealth {
  const { manager, clock, isAliveEnough } = options
  const folder = recordFolderIn(options.folder, manager)
  const name = `Manager ${manager}`
  const beat = readBeat(nodeDisk, folder)
  if (lockHolder(folder) === undefined)
    return ill('manager-not-running', `${name} is not running; start it with coinswarm node.`)
  if (beat === undefined || clock.now() / 1_000 - beat.t > patienceMs)
    return { ...ill('manager-silent', `${name} holds its folder and does nothing.`), beat }
  if (!beat.hasLine && !isAliveEnough)
    return { ...ill('bus-away', `${name} has no line to NATS; it is tried again.`), beat }
  const line = beat.hasLine ? '' : ', without a line to NATS'
  return { isHealthy: true, what: `${name} is alive at slot ${beat.slots}${line}.`, beat }
}

function ill(
  ailment: 'manager-not-running' | 'manager-silent' | 'bus-away',
  what: string,
): Omit<ManagerHealth, 'beat'> {
  return { isHealthy: false, what, ailment }
}
