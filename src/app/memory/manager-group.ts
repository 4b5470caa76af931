import { reasonOf } from '../../base/index.ts'
import { type Clock, LocalBus, nodeDisk, type Stopwatch } from '../../kernel/index.ts'
import {
  type AuditNote,
  type Decision,
  decisionsIn,
  type GovernedState,
  ManagerHost,
  ManagerRecord,
  MemoryManager,
  type RecordedDecision,
  sharedKeys,
} from '../../memory/index.ts'
import { managerKeyFiles } from './manager-key-files.ts'

/** Managers of one process: one of them may be wrong. */
export const managerCount = 4

export type ManagerGroupNeeds = {
  /** Of the managers: their keys, and a folder for the record of each. */
  readonly folder: string
  /** What all of them begin with. The same whenever a group is opened again. */
  readonly start: GovernedState
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  /** What was agreed on, once for each proposal, in order; `slot` is its place in the log. */
  readonly onDecided: (decision: Decision, slot: number, managers: readonly number[]) => void
  /** Told once, when they cannot go on: a disk that fails. Nothing is agreed on from then on. */
  readonly onEnd: (why: string) => void
}

/** What a group was brought to by its records, and what it is made of. */
type Member = {
  readonly host: ManagerHost
  readonly manager: MemoryManager
  readonly record: ManagerRecord
}

/** Between two looks of a group in which nothing happens. Unit: us. */
const restUs = 1_000_000

/**
 * The managers of a memory within one process: they vote on a bus of their own, each with a record
 * of its own on disk, as they would in processes of their own. They are looked after by timers and
 * never from within a turn of a desk.
 */
export class ManagerGroup {
  readonly #needs: ManagerGroupNeeds
  readonly #bus = new LocalBus()
  readonly #members: readonly Member[]
  #cancel: () => void = () => {}
  #isEnded = false

  /** @throws UserError `memory-key-damaged`, `memory-record-damaged`, `memory-record-foreign` */
  constructor(needs: ManagerGroupNeeds) {
    this.#needs = needs
    const keys = sharedKeys(managerKeyFiles(needs.folder, managerCount))
    this.#members = keys.map((own, id) => {
      const owner = { group: own.group, manager: id }
      const record = ManagerRecord.open(nodeDisk, `${needs.folder}/manager-${id}`, owner)
      const manager = new MemoryManager({
        ...{ id, keys: own, start: needs.start, past: record.entries() },
        certificateAt: (slot) => record.certificateAt(slot),
      })
      const host = new ManagerHost({
        ...{ manager, bus: this.#bus, record, nowUs: needs.stopwatch },
        // One of them is listened to: all that are honest say the same.
        ...(id === 0 ? { onNote: (note: AuditNote) => this.#hear(note) } : {}),
      })
      return { host, manager, record }
    })
    this.#later(0)
  }

  /** What is agreed on. */
  get state(): GovernedState {
    return this.#members[0]?.manager.governed.state ?? this.#needs.start
  }

  /** What was agreed on before, oldest first. */
  get past(): Iterable<RecordedDecision> {
    return decisionsIn(this.#members[0]?.record.entries() ?? [])
  }

  /** Puts a change to the vote. @param bytes - Of `encodeProposal`. */
  propose(bytes: Uint8Array): void {
    if (this.#isEnded) return
    this.#guarded(() => this.#members[0]?.host.propose(bytes))
    this.#later(0)
  }

  stop(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#cancel()
    for (const { host, record } of this.#members) {
      host.end()
      record.close()
    }
  }

  #turn(): void {
    this.#guarded(() => {
      for (const { host } of this.#members) if (host.nextUs <= this.#needs.stopwatch()) host.tick()
      this.#bus.drain()
    })
    if (this.#isEnded) return
    const next = Math.min(...this.#members.map(({ host }) => host.nextUs))
    this.#later(Math.max(0, Math.min(next - this.#needs.stopwatch(), restUs)))
  }

  #later(us: number): void {
    this.#cancel()
    this.#cancel = this.#needs.clock.after(us, () => this.#turn())
  }

  #guarded(task: () => void): void {
    try {
      task()
    } catch (error) {
      this.stop()
      this.#needs.onEnd(`managers of the memory stopped: ${reasonOf(error)}`)
    }
  }

  #hear(note: AuditNote): void {
    if (note.kind !== 'committed') return
    for (const decision of note.decisions) this.#needs.onDecided(decision, note.slot, note.managers)
  }
}
