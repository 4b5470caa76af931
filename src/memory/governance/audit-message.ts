import { canonicalJson, type Json } from '../../base/index.ts'
import type { AuditNote } from './audit-note.ts'

/**
 * A note as one line of JSON for whoever listens to the audit: `manager`, `kind`, and what the note
 * says; of proposals only hash, verdict and reasons. `undefined` for what strangers can cause at
 * will.
 */
export function auditMessage(manager: number, note: AuditNote): Uint8Array | undefined {
  if (note.kind === 'proposal-declined') return undefined
  return new TextEncoder().encode(canonicalJson({ manager, ...saidIn(note) }))
}

function saidIn(note: AuditNote): { readonly [key: string]: Json } {
  if (note.kind !== 'committed') return { ...note }
  const { kind, slot, epoch, hash, managers } = note
  const decisions = note.decisions.map(({ hash: proposal, isAccepted, reasons }) => ({
    ...{ proposal, isAccepted, reasons },
  }))
  return { kind, slot, epoch, hash, managers, decisions }
}
