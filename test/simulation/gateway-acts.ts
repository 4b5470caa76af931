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
  readonly isBack: boolean
  readonly isKill: boolean
}

/** What an event says of somebody who came by a door; `undefined` for everything else. */
export function actIn(event: DeskEvent): ActSeen | undefined {
  const { kind } = event
  if (kind !== 'mode-changed' && kind !== 'limit-asked' && kind !== 'standing-changed')
    return undefined
  const { actor: by, reason } = event
  if (!by.includes(':')) return undefined
  const moved = kind === 'mode-changed' ? event : undefined
  const isKill = moved?.to === 'emergency'
  return { kind, by, reason, isKill, isBack: moved !== undefined && isBackward(moved) }
}

function isBackward({ from, to }: ModeChanged): boolean {
  return modes.indexOf(to) < modes.indexOf(from)
}

const keyOf = ({ kind, by, reason }: ActSeen): string => `${kind} by ${by}: ${reason}`

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
