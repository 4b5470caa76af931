import type { KeyObject } from 'node:crypto'
import { LocalBus } from '../../kernel/index.ts'
import type { AuditNote } from './audit-note.ts'
import { hashBytes } from './encode-proposal.ts'
import type { GovernedState } from './governed-state.ts'
import type { Decision, Governed } from './judge-block.ts'
import { ManagerHost } from './manager-host.ts'
import { sharedKeys } from './manager-keys.ts'
import type { ManagerRecord } from './manager-record.ts'
import { MemoryManager } from './memory-manager.ts'
import type { RecordEntry } from './record-entry.ts'

export type MemoryGroupOptions = {
  /** Ed25519, of all managers in order. */
  readonly privateKeys: readonly KeyObject[]
  /** What all managers begin with. */
  readonly start: GovernedState
  /**
   * One file for all of them. They share a process, so power is lost for all at once, and what is
   * left of one file is a state that all of them were in together.
   */
  readonly record?: ManagerRecord
  readonly onNote?: (note: AuditNote) => void
}

/** The last of 256: the owner of a record that all managers of a process write into. */
export const groupOwner = 255

/**
 * All managers in this process, over a bus in this process: the same machines, votes and
 * certificates as between processes. It guards against a bug or a poisoned proposal, and not
 * against whoever holds this process, as all keys are in it.
 */
export class MemoryGroup {
  readonly #bus = new LocalBus()
  readonly #hosts: readonly ManagerHost[]
  readonly #first: MemoryManager
  readonly #record: ManagerRecord | undefined
  readonly #onNote: (note: AuditNote) => void
  #entries: RecordEntry[] = []
  #notes: AuditNote[] = []
  #nowUs = 0

  /** @throws UserError when the record is damaged, or InvariantError when it is of other rules. */
  constructor({ privateKeys, start, record, onNote = () => {} }: MemoryGroupOptions) {
    this.#record = record
    this.#onNote = onNote
    const past = [...(record?.entries() ?? [])]
    const managers = sharedKeys(privateKeys).map((keys, id) => {
      const own = past.flatMap((each) =>
        each.kind === 'of' && each.manager === id ? each.entry : [],
      )
      return new MemoryManager({
        ...{ id, keys, start, past: own },
        certificateAt: (slot) => record?.certificateAt(slot),
      })
    })
    const [first] = managers
    if (first === undefined) throw new RangeError('a group has one manager at least')
    this.#first = first
    this.#hosts = managers.map((manager, id) => this.#hostOf(manager, id))
  }

  /** What is agreed on. */
  get governed(): Governed {
    return this.#first.governed
  }

  /** When `tick` must be called at the latest. Unit: us. */
  get nextUs(): number {
    return Math.min(...this.#hosts.map(({ nextUs }) => nextUs))
  }

  /**
   * Has proposals decided on, which is durable when this returns.
   *
   * @param proposals - Of `encodeProposal`.
   * @param nowUs - Of a stopwatch.
   * @returns what became of each; `undefined` for bytes that are no proposal, or for one that was
   *   decided on before.
   */
  propose(proposals: readonly Uint8Array[], nowUs: number): readonly (Decision | undefined)[] {
    this.#nowUs = nowUs
    const [host] = this.#hosts
    for (const bytes of proposals) host?.propose(bytes)
    const decided = new Map<string, Decision>()
    for (const note of this.#settle())
      if (note.kind === 'committed')
        for (const decision of note.decisions) decided.set(decision.hash, decision)
    return proposals.map((bytes) => decided.get(hashBytes(bytes)))
  }

  /** Time has passed. */
  tick(nowUs: number): void {
    this.#nowUs = nowUs
    for (const host of this.#hosts) host.tick()
    this.#settle()
  }

  #hostOf(manager: MemoryManager, id: number): ManagerHost {
    return new ManagerHost({
      manager,
      bus: this.#bus,
      isAudited: false,
      nowUs: () => this.#nowUs,
      record: {
        append: (entries) => {
          for (const entry of entries) this.#entries.push({ kind: 'of', manager: id, entry })
        },
      },
      ...(id === 0 ? { onNote: (note: AuditNote) => void this.#notes.push(note) } : {}),
    })
  }

  /** Lets them come to an end; nothing of it is told before all of it is durable. */
  #settle(): readonly AuditNote[] {
    this.#bus.drain()
    this.#record?.append(this.#entries)
    const notes = this.#notes
    this.#entries = []
    this.#notes = []
    for (const note of notes) this.#onNote(note)
    return notes
  }
}
