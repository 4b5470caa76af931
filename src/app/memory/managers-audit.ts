import { createPublicKey } from 'node:crypto'
import { UserError } from '../../base/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import {
  type Certificate,
  decodeBlock,
  decisionsIn,
  hashBytes,
  isProof,
  managerKeys,
  type ManagerKeys,
  type RecordedDecision,
  type RecordEntry,
  readRecord,
} from '../../memory/index.ts'
import { groupFileIn } from '../node/manager-files.ts'
import { managersFolder } from './govern-plans.ts'
import { keysIn } from './seated-keys.ts'

/** What the record of one manager is worth. */
export type ManagerAudit = {
  readonly id: number
  /** Blocks that were committed, as far as it knows. */
  readonly blocks: number
  /** What is wrong with them; empty when every one follows the one before and is signed. */
  readonly wrong: string
}

export type ManagersAudit = {
  readonly managers: readonly ManagerAudit[]
  /** Places at which two of them hold different blocks. None, unless two of four were wrong. */
  readonly conflicts: readonly number[]
  /** What was agreed on, of the one that knows most; oldest first. */
  readonly decisions: readonly RecordedDecision[]
}

/**
 * Checks what the managers of a desk wrote down, trusting nothing but their keys: each block must
 * follow the one before and bear the signatures of a quorum, and all must hold the same ones. Reads
 * only; the desk may be running.
 *
 * @throws UserError `no-managers`, `managers-file`
 */
export function auditManagers(desk: string): ManagersAudit {
  const folder = managersFolder(desk)
  if (!nodeDisk.exists(groupFileIn(folder)))
    throw new UserError(
      'no-managers',
      `No manager was ever seated in ${desk}; a desk with desk.votes = "earned" or ` +
        'memory.recallWeight above 0 seats four when it is started, unless memory.isGoverned is off.',
    )
  const privateKeys = keysIn(folder)
  const publicKeys = privateKeys.map((key) => createPublicKey(key))
  const { entries, damage } = entriesIn(folder)
  const logs = privateKeys.map((own, id) => {
    const keys = managerKeys(publicKeys, own)
    const certificates = certificatesOf(id, entries)
    return { id, certificates, wrong: damage || wrongIn(certificates, keys) }
  })
  const most = logs.reduce((a, b) => (b.certificates.length > a.certificates.length ? b : a))
  return {
    managers: logs.map(({ id, certificates, wrong }) => ({
      ...{ id, blocks: certificates.length, wrong },
    })),
    conflicts: conflictsAmong(logs.map(({ certificates }) => certificates)),
    decisions: [
      ...decisionsIn(most.certificates.map((certificate) => ({ kind: 'committed', certificate }))),
    ],
  }
}

/** What all of them wrote, up to where it is damaged. */
function entriesIn(folder: string): {
  readonly entries: readonly RecordEntry[]
  readonly damage: string
} {
  const entries: RecordEntry[] = []
  try {
    for (const entry of readRecord(nodeDisk, folder)) entries.push(entry)
    return { entries, damage: '' }
  } catch (error) {
    if (error instanceof UserError) return { entries, damage: error.message }
    throw error
  }
}

function certificatesOf(manager: number, entries: readonly RecordEntry[]): readonly Certificate[] {
  return entries.flatMap((of) =>
    of.kind === 'of' && of.manager === manager && of.entry.kind === 'committed'
      ? of.entry.certificate
      : [],
  )
}

/** Why a log is no proof of what it says; empty when it is one. */
function wrongIn(certificates: readonly Certificate[], keys: ManagerKeys): string {
  let head = ''
  for (const [at, certificate] of certificates.entries()) {
    const { slot, block: bytes } = certificate
    const block = decodeBlock(bytes)
    if (!block.ok) return `block ${slot}: ${block.error}`
    if (slot !== at + 1 || block.value.slot !== slot) return `block ${slot} is out of its place`
    if (block.value.previous !== head) return `block ${slot} does not follow the one before`
    if (!isProof(certificate, keys)) return `block ${slot} is not signed by a quorum`
    head = hashBytes(bytes)
  }
  return ''
}

function conflictsAmong(logs: readonly (readonly Certificate[])[]): readonly number[] {
  const seen = new Map<number, string>()
  const conflicts = new Set<number>()
  for (const { slot, block } of logs.flat()) {
    const hash = hashBytes(block)
    if ((seen.get(slot) ?? hash) !== hash) conflicts.add(slot)
    seen.set(slot, hash)
  }
  return [...conflicts].sort((a, b) => a - b)
}
