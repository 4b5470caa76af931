import { type DeskEvent, modes, type ModeChanged } from '../../src/domain/index.ts'
import { type AuditMark, readAudit } from '../../src/journal/index.ts'
import type { Disk } from '../../src/kernel/index.ts'
import { promise } from './exchange-violation.ts'
import { auditFolder } from './gateway-doors.ts'

/** An act of somebody, as the journal of a desk has it. */
export type ActSeen = {
  readonly kind: DeskEvent['kind']
  /** `telegram:7` */
  readonly by: string
  readonly reason: string
  /** Which version was seated. */
  readonly subject: string
  readonly isBack: boolean
  readonly isKill: boolean
}

/** What an event says of somebody who came by a door; `undefined` for everything else. */
export function actIn(event: DeskEvent): ActSeen | undefined {
  const { kind } = event
  // Whom the record has is seated by a file that says so.
  if (kind === 'champion-changed' && event.actor.startsWith('record:')) {
    const { actor, reason, version } = event
    const by = { by: `file:${actor}`, reason, subject: version }
    return { kind, ...by, isKill: false, isBack: false }
  }
  if (!isAct(event)) return undefined
  const { actor: by, reason } = event
  if (!by.includes(':')) return undefined
  const moved = event.kind === 'mode-changed' ? event : undefined
  const isKill = moved?.to === 'emergency'
  return { kind, by, reason, subject: '', isKill, isBack: moved !== undefined && isBackward(moved) }
}

type Act = Extract<
  DeskEvent,
  { kind: 'mode-changed' | 'limit-asked' | 'standing-changed' | 'memory-agreed' }
>
const kinds = new Set(['mode-changed', 'limit-asked', 'standing-changed', 'memory-agreed'])

function isAct(event: DeskEvent): event is Act {
  return kinds.has(event.kind)
}

function isBackward({ from, to }: ModeChanged): boolean {
  return modes.indexOf(to) < modes.indexOf(from)
}

const keyOf = ({ kind, by, reason, subject }: ActSeen): string =>
  `${kind} ${subject} by ${by}: ${reason}`

/** Everything people did to the desk of a run, over all lives of its process. */
export class ActBook {
  readonly #seen = new Set<string>()
  /** Those that somebody was told of: nothing takes them away again. */
  readonly #answered = new Set<string>()
  readonly #marks = new Map<number, string>()

  /** An act was seen for the first time. */
  add(act: ActSeen): void {
    this.#seen.add(keyOf(act))
  }

  /** Somebody was told that it is done. @param mark - Where the audit has it, if it has. */
  answer(acts: readonly ActSeen[], mark: AuditMark | null): void {
    for (const act of acts) this.#answered.add(keyOf(act))
    if (mark !== null) this.#marks.set(mark.sequence, mark.hash)
  }

  /** What a process finds in its journal when it begins. */
  checkRecorded(recorded: readonly ActSeen[]): void {
    const there = new Set(recorded.map(keyOf))
    for (const key of there) promise(this.#seen.has(key), 'acts', () => `${key}, which nobody did`)
    for (const key of this.#answered)
      promise(there.has(key), 'acts', () => `${key} is done, and not on record`)
  }

  /** Everything done is in the audit, which nobody changed, before it was done. */
  checkAudit(disk: Disk, recorded: readonly ActSeen[]): void {
    const asked = new Set<string>()
    const hashes = new Map<number, string>()
    for (const { sequence, entry, hash } of readAudit(auditFolder, disk)) {
      hashes.set(sequence, hash)
      const { nonce, stage, door, actor, reason } = entry
      if (stage === 'asked') asked.add(nonce).add(`${door}:${actor} ${reason}`)
      else promise(asked.has(nonce), 'audit', () => `${nonce} is ${stage}, and was not asked`)
    }
    for (const [sequence, hash] of this.#marks)
      promise(hashes.get(sequence) === hash, 'audit', () => `entry ${sequence} is another`)
    // A kill is done before it can be written, and power may be lost between the two.
    for (const act of recorded)
      promise(act.isKill || asked.has(`${act.by} ${act.reason}`), 'audit', () => keyOf(act))
  }
}
