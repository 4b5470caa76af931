import { UserError } from '../../base/index.ts'
import { acquireLock, NatsBus, type NatsCounts, type NatsState } from '../../journal/index.ts'
import { type Clock, nodeDisk, type Stopwatch } from '../../kernel/index.ts'
import {
  type AuditNote,
  managerKeys,
  ManagerRecord,
  MemoryManager,
  stateAtStart,
} from '../../memory/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { readAuthorities } from '../read-authorities.ts'
import { readOwnSecret } from '../read-own-secret.ts'
import { driveManager } from './drive-manager.ts'
import { beatInto } from './manager-beat.ts'
import { readManagerGroup, readManagerKey, recordFolderIn } from './manager-files.ts'

/** What a manager came to while it ran. */
export type ManagerReport = {
  readonly manager: number
  /** Blocks committed, since its record began. */
  readonly slots: number
  /** Hash of the last of them, hexadecimal; equal for all managers of equal `slots`. */
  readonly head: string
  /** Messages that were declined, by reason. */
  readonly declined: Readonly<Record<string, number>>
  readonly bus: NatsCounts
}

/** What is worth a line while it runs. */
export type ManagerNews =
  | { readonly kind: 'line'; readonly state: NatsState }
  | { readonly kind: 'note'; readonly note: AuditNote }

/**
 * Runs one manager of the memory over NATS until `signal`. Its votes are durable before they are
 * sent, in a folder of its own that no other process may use meanwhile. Without a server it waits;
 * what was agreed on without it, it is told by the others.
 *
 * @param options - `folder` has `managers.json` and the key of `manager`.
 * @throws UserError `managers-file`, `key-file`, `ca-file`, `desk-in-use`, `bus-refused`,
 *   `bus-untrusted`, `memory-record-damaged`, `memory-record-foreign`
 */
export async function runManager(options: {
  readonly folder: string
  readonly manager: number
  readonly bus: ConfigurationValues['bus']
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  readonly signal: AbortSignal
  readonly onNews: (news: ManagerNews) => void
}): Promise<ManagerReport> {
  const { folder, manager: id, clock, stopwatch, signal, onNews } = options
  const group = readManagerGroup(folder)
  const keys = managerKeys(group.keys, readManagerKey(folder, id, group))
  const token = readOwnSecret(options.bus.keyFile)
  const authorities = readAuthorities(options.bus.caFile)
  const own = recordFolderIn(folder, id)
  const lock = acquireLock(own)
  const record = ManagerRecord.open(nodeDisk, own, { group: keys.group, manager: id })
  const manager = new MemoryManager({
    id,
    keys,
    start: stateAtStart(group.agents, group.regimes),
    past: record.entries(),
    certificateAt: (slot) => record.certificateAt(slot),
  })
  const ended = endedBy(signal)
  let hasLine = false
  const bus = new NatsBus({
    url: options.bus.url,
    ...{ token, authorities, clock, name: `manager ${id}` },
    onState: (state, why) => {
      hasLine = state === 'up'
      onNews({ kind: 'line', state })
      if (state === 'refused') ended.fail(refusedBy(options.bus))
      if (state === 'untrusted') ended.fail(untrustedAt(options.bus, why))
    },
  })
  const stopBeat = beatInto({ disk: nodeDisk, folder: own, clock }, () => {
    return { hasLine, slots: manager.governed.slot - 1 }
  })
  const end = driveManager({
    ...{ manager, bus, record, clock, stopwatch },
    onNote: (note) => onNews({ kind: 'note', note }),
    onFailed: ended.fail,
  })
  try {
    await ended.promise
  } finally {
    stopBeat()
    end()
    await bus.close()
    record.close()
    lock.release()
  }
  const { slot, head } = manager.governed
  const declined = Object.fromEntries(manager.declined.all)
  return { manager: id, slots: slot - 1, head, declined, bus: bus.counts }
}

function endedBy(signal: AbortSignal): {
  readonly promise: Promise<void>
  readonly fail: (error: unknown) => void
} {
  let fail: (error: unknown) => void = () => undefined
  const promise = new Promise<void>((resolve, reject) => {
    fail = reject
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  return { promise, fail: (error) => fail(error) }
}

function refusedBy({ url }: ConfigurationValues['bus']): UserError {
  return new UserError(
    'bus-refused',
    `The server at ${url} does not let us in; put its token into a file of mode 0600 and name that ` +
      "with 'bus.keyFile'.",
    3,
  )
}

function untrustedAt({ url }: ConfigurationValues['bus'], why: string): UserError {
  return new UserError(
    'bus-untrusted',
    `The server at ${url} cannot prove that it is the one (${why}); name the certificate of who ` +
      "vouches for it with 'bus.caFile', and the server by a name that stands in its certificate.",
    3,
  )
}
