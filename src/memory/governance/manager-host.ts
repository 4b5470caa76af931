import type { Bus, BusMessage } from '../../kernel/index.ts'
import { auditMessage } from './audit-message.ts'
import type { AuditNote } from './audit-note.ts'
import type { MemoryManager } from './memory-manager.ts'
import { memorySubjects } from './memory-subjects.ts'
import type { RecordEntry } from './record-entry.ts'

/** What a host brings together. */
export type ManagerHostOptions = {
  readonly manager: MemoryManager
  readonly bus: Bus
  /**
   * Makes entries durable before it returns: `ManagerRecord`, or nothing where nothing survives.
   */
  readonly record: { append(entries: readonly RecordEntry[]): void }
  /** A stopwatch: it must not go back. Unit: us. */
  readonly nowUs: () => number
  readonly onNote?: (note: AuditNote) => void
  /** Whether notes are published too; on a bus that nobody else can reach they need not be. */
  readonly isAudited?: boolean
}

/**
 * Drives one manager: what comes in from the bus goes to it, what it has to remember is made
 * durable, and only then is sent what it has to say. Whoever has the timers calls `tick` by
 * `nextUs`.
 */
export class ManagerHost {
  readonly #options: ManagerHostOptions
  readonly #ends: readonly (() => void)[]

  constructor(options: ManagerHostOptions) {
    this.#options = options
    const { propose, plan, vote, commit } = memorySubjects
    this.#ends = [propose, plan, vote, commit].map((subject) =>
      options.bus.subscribe(subject, (message) => this.#receive(message)),
    )
  }

  /** When `tick` must be called at the latest. Unit: us, of `nowUs`. */
  get nextUs(): number {
    return this.#options.manager.nextUs
  }

  tick(): void {
    this.#options.manager.tick(this.#options.nowUs())
    this.#turn()
  }

  /** Proposes by way of this manager. @param bytes - Of `encodeProposal`. */
  propose(bytes: Uint8Array): void {
    this.#options.manager.propose(bytes, this.#options.nowUs())
    this.#turn()
  }

  /** Hears nothing any more. */
  end(): void {
    for (const end of this.#ends) end()
  }

  #receive(message: BusMessage): void {
    this.#options.manager.receive(message, this.#options.nowUs())
    this.#turn()
  }

  #turn(): void {
    const { manager, record, bus, onNote, isAudited = true } = this.#options
    const { record: entries, messages, notes } = manager.takeTurn()
    try {
      record.append(entries)
    } catch (error) {
      // What it wanted to say is not said, and it hears no more. It may begin again.
      this.end()
      throw error
    }
    for (const { subject, bytes } of messages) bus.publish(subject, bytes)
    for (const note of notes) {
      const audit = isAudited ? auditMessage(manager.id, note) : undefined
      if (audit !== undefined) bus.publish(memorySubjects.audit, audit)
      onNote?.(note)
    }
  }
}
