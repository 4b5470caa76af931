import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { micros } from '../../src/domain/index.ts'
import { AuditBook, type AuditEntry, auditPlace } from '../../src/journal/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'

/** Removed by who asked for it: only the lock of an audit on a simulated disk is there. */
export function temporaryDesk(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'audited-'))
}

/** An act as people do them: numbered, and each with its own words. */
export function sampleEntry(number: number): AuditEntry {
  return {
    ts: micros(1_700_000_000_000_000 + number * 61_000_000),
    desk: 'coinswarm-desk',
    nonce: `${String(number).padStart(4, '0')}f3c09a2be74d1186`,
    stage: number % 2 === 0 ? 'asked' : 'done',
    door: number % 3 === 0 ? 'page' : 'cli',
    actor: number % 3 === 0 ? 'session 8f31ab20' : 'ada',
    act: number % 5 === 0 ? 'limit' : 'mode',
    what: number % 5 === 0 ? 'risk.grossMax = 0.5' : 'to pause',
    reason: `the news of noon, for the ${number}. time; back when the desk at the window agrees`,
    outcome: number % 2 === 0 ? '' : 'normal to pause; 3 orders withdrawn',
  }
}

/** An audit as it stood right after one of its entries. */
export type AuditMoment = {
  readonly segment: number
  /** Bytes of the segment of that entry. */
  readonly bytes: Uint8Array
  /** What the anchor's file held. */
  readonly anchor: Uint8Array
}

/** Writes entries until their segments take `bytesMin`. */
export function writtenAudit(
  desk: string,
  bytesMin: number,
): { readonly disk: SimulatedDisk; readonly moments: readonly AuditMoment[] } {
  const disk = new SimulatedDisk()
  const place = auditPlace(desk)
  const book = new AuditBook({ disk, ...place })
  const moments: AuditMoment[] = []
  for (let bytes = 0; bytes < bytesMin; ) {
    book.write(sampleEntry(moments.length))
    const segment = moments.length + 1
    const written = disk.bytes(segmentPath(desk, segment))
    moments.push({ segment, bytes: written, anchor: disk.bytes(headPath(desk)) })
    bytes += written.length
  }
  return { disk, moments }
}

export function segmentPath(desk: string, segment: number): string {
  return `${auditPlace(desk).folder}/${String(segment).padStart(6, '0')}.seg`
}

export function headPath(desk: string): string {
  return `${auditPlace(desk).anchor}/head.json`
}
