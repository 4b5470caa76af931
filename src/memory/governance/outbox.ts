import type { BusMessage } from '../../kernel/index.ts'
import type { AuditNote } from './audit-note.ts'
import type { RecordEntry } from './record-entry.ts'

/** What one turn of a manager came to. */
export type Turn = {
  /** To be durable before any of the messages is sent. */
  readonly record: readonly RecordEntry[]
  readonly messages: readonly BusMessage[]
  readonly notes: readonly AuditNote[]
}

/** Notes that are kept until somebody takes them: a flood of nonsense must not fill the memory. */
const notesMax = 4_096

/** Gathers what a manager has to say. */
export class Outbox {
  #record: RecordEntry[] = []
  #messages: BusMessage[] = []
  #notes: AuditNote[] = []

  get sent(): number {
    return this.#messages.length
  }

  record(entry: RecordEntry): void {
    this.#record.push(entry)
  }

  send(subject: string, bytes: Uint8Array): void {
    this.#messages.push({ subject, bytes })
  }

  note(note: AuditNote): void {
    if (this.#notes.length < notesMax) this.#notes.push(note)
  }

  take(): Turn {
    const turn = { record: this.#record, messages: this.#messages, notes: this.#notes }
    this.#record = []
    this.#messages = []
    this.#notes = []
    return turn
  }
}
