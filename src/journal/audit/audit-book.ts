import { UserError } from '../../base/index.ts'
import type { Disk } from '../../kernel/index.ts'
import { readAnchor } from '../anchor.ts'
import { acquireLock, type Lock } from '../lock.ts'
import { SegmentJournal } from '../segment-journal.ts'
import { type SegmentEnd, verifyJournal } from '../verify-journal.ts'
import { type AuditEntry, encodeAudit } from './audit-entry.ts'
import { auditFailed, type AuditPlace } from './audit-place.ts'

/** Where an entry stands, to be kept elsewhere. */
export type AuditMark = { readonly sequence: number; readonly hash: string }

export type AuditBookOptions = AuditPlace & {
  readonly disk: Disk
  /** How often another writer is waited for, two milliseconds each. Default 50. */
  readonly triesMax?: number
  /** Takes the right to write; this machine's when left out. @throws UserError `desk-in-use` */
  readonly acquire?: (lock: string) => Lock
}

/** Space for entries that a full disk cannot take away: some sixty acts. */
const reserveBytes = 1 << 18
const waitMs = 2

/**
 * Writes the audit of a desk. It is a journal whose records are acts of people: the same segments,
 * blocks, hashes and anchor. Any process may write, one at a time: each entry is written under a
 * lock, in a segment of its own, and sealed. So no entry is ever unsealed for longer than its own
 * writing takes, and a process that hangs does not keep others from writing.
 */
export class AuditBook {
  readonly #options: AuditBookOptions
  /** What this process has seen itself, whatever the files say later. */
  #known: SegmentEnd | undefined

  constructor(options: AuditBookOptions) {
    this.#options = options
  }

  /**
   * Durable on return.
   *
   * @param triesMax - Fewer than usual for an act that may not wait.
   * @throws UserError `audit-failed` when it could not be written, `audit-rewritten` when what this
   *   process knows to have stood there does not any more: it is written all the same.
   */
  write(entry: AuditEntry, triesMax: number = this.#options.triesMax ?? 50): AuditMark {
    const lock = this.#lock(triesMax)
    try {
      const isSound = this.#isSound()
      const mark = this.#append(entry, lock)
      if (!isSound) throw rewritten(this.#options.folder)
      return mark
    } catch (error) {
      throw error instanceof UserError && error.code === 'audit-rewritten'
        ? error
        : auditFailed(this.#options.folder, error)
    } finally {
      release(lock)
    }
  }

  #append(entry: AuditEntry, lock: Lock): AuditMark {
    const { disk, folder, anchor } = this.#options
    const journal = SegmentJournal.open({
      disk,
      folder,
      anchor,
      segmentBytes: reserveBytes,
      sliceBytes: reserveBytes,
      mayWrite: () => lock.isHeld(),
    })
    try {
      journal.appendPayload(encodeAudit(entry))
      journal.commit()
    } finally {
      journal.close()
    }
    const { sequence, hash } = journal.head
    const segment = readAnchor(disk, anchor)?.segment ?? 0
    this.#known = { sequence, hash, segment }
    return { sequence, hash: Buffer.from(hash).toString('hex') }
  }

  /** Whether what others have added follows what was there when we wrote last. */
  #isSound(): boolean {
    const { disk, folder, anchor } = this.#options
    if (this.#known === undefined) return true
    return verifyJournal(folder, anchor, disk, this.#known).ok
  }

  #lock(triesMax: number): Lock {
    const { acquire = acquireLock, lock } = this.#options
    for (let tries = 1; ; tries += 1)
      try {
        return acquire(lock)
      } catch (error) {
        if (tries >= triesMax) throw auditFailed(this.#options.folder, error)
        Atomics.wait(bell, 0, 0, waitMs)
      }
  }
}

/** Nobody rings it: waiting for it is a pause without a timer. */
const bell = new Int32Array(new SharedArrayBuffer(4))

/** What was written stands there, whether or not the lock can be given back. */
function release(lock: Lock): void {
  try {
    lock.release()
  } catch {
    // A lock that stays is passed over once this process has ended.
  }
}

function rewritten(folder: string): UserError {
  return new UserError(
    'audit-rewritten',
    `${folder} does not hold what this desk wrote there; see \`coinswarm audit verify\`, and find ` +
      'out who can write to the folder',
  )
}
