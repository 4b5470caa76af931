import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { AuditBook } from './audit-book.ts'
import { auditPlace } from './audit-place.ts'
import { exportAudit } from './export-audit.ts'
import { verifyAuditExport } from './verify-audit-export.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'audit-export-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const disk = new SimulatedDisk()
const book = new AuditBook({ disk, ...auditPlace(root) })
const marks = ['a', 'b', 'c'].map((nonce) =>
  book.write({
    ...{ ts: micros(7), stage: 'asked', door: 'cli', act: 'mode', desk: 'd' },
    ...{ nonce, actor: 'ann', what: 'to pause', reason: 'looked', outcome: '' },
  }),
)
const textOf = (format: 'csv' | 'json'): string =>
  [...exportAudit(auditPlace(root).folder, disk, format)].join('')
const csv = textOf('csv')
const json = textOf('json')

/** The faults of the export with its rows changed. */
function faultsOf(change: (rows: Record<string, unknown>[]) => unknown): readonly string[] {
  const rows = JSON.parse(json) as Record<string, unknown>[]
  return verifyAuditExport(JSON.stringify(change(rows) ?? rows)).faults
}

const [, hash = '', last = ''] = marks.map((mark) => mark.hash)

it('an export says where it ends, as the audit does', () => {
  const pieces = exportAudit(auditPlace(root).folder, disk, 'csv')
  let piece = pieces.next()
  while (piece.done !== true) piece = pieces.next()
  expect(piece.value).toEqual({ sequence: 3, hash: last })
})

it('one of nothing proves nothing, and has no head', () => {
  const nothing = { ok: true, entries: 0, head: undefined, faults: [] }
  expect(verifyAuditExport('[]')).toStrictEqual(nothing)
  expect(verifyAuditExport(csv.slice(0, csv.indexOf('\r\n') + 2))).toStrictEqual(nothing)
})

it('may stand behind white space as JSON', () => {
  expect(verifyAuditExport(`\n  ${json}`)).toMatchObject({ ok: true, entries: 3 })
})

it('is declined as a whole when it is none', () => {
  const declined = (text: string): readonly string[] => verifyAuditExport(text).faults
  expect(declined('[1,')).toEqual(['the export is not JSON'])
  expect(declined('')).toEqual(['the columns are not those of an audit'])
  expect(declined('a,b\n')).toEqual(['the columns are not those of an audit'])
  expect(declined('"a')).toEqual(['line 1 is no line of CSV'])
  const lines = csv.split('\r\n')
  for (const [n, line] of [
    [1, 2],
    [2, 3],
    [3, 4],
  ] as const)
    for (const wrong of [`${lines[n]},`, lines[n]?.slice(0, lines[n]?.lastIndexOf(','))])
      expect(verifyAuditExport(lines.with(n, wrong ?? '').join('\r\n'))).toEqual({
        ...{ ok: false, entries: 0, head: undefined },
        faults: [`line ${line} has not as many cells as there are columns`],
      })
})

it('is no proof when what stands for an entry is none', () => {
  for (const wrong of [7, null, 'x', [], {}]) {
    const faults = faultsOf((rows) => [rows[0], wrong, rows[2]])
    expect(faults[0]).toBe('entry 2 is numbered undefined')
    expect(faults).toContain('entry 2 an entry has no time')
  }
})

it('takes numbers as they would be written, and in no other way', () => {
  for (const [was, other] of [
    ['\r\n2,', '\r\n02,'],
    ['\r\n2,', '\r\n2.0,'],
    ['\r\n2,', '\r\n2e0,'],
    [',7,', ',07,'],
    [',7,', ',7.0,'],
  ] as const) {
    expect(csv).toContain(was)
    expect(verifyAuditExport(csv.replace(was, other)).ok).toBe(false)
  }
})

it('tells one changed hash once, if it still is one, and goes on from what should be there', () => {
  const wrong = 'entry 1 is not what its hash was made of'
  const [good = ''] = marks.map((mark) => mark.hash)
  for (const claimed of [
    undefined,
    7,
    'x',
    '',
    [good],
    `${good}00`,
    `00${good}`,
    good.toUpperCase(),
  ])
    expect(faultsOf((rows) => rows.with(0, { ...rows[0], hash: claimed }))).toEqual([wrong])
  const other = '0'.repeat(64)
  expect(faultsOf((rows) => rows.with(0, { ...rows[0], hash: other }))).toEqual([
    ...[wrong, 'entry 2 is not what its hash was made of'],
  ])
})

it('holds a head that was kept elsewhere, at its own place', () => {
  for (const [sequence, kept, faults] of [
    [2, hash, []],
    [3, last, []],
    [3, hash, ['entry 3 is not the one that was kept']],
    [2, last, ['entry 2 is not the one that was kept']],
    [4, last, ['it ends at entry 3, and entry 4 is known to exist']],
  ] as const) {
    const found = verifyAuditExport(json, { sequence, hash: kept })
    expect([found.ok, found.faults]).toEqual([faults.length === 0, faults])
  }
})

it('names a hundred faults and no more, a head that is not there among them or not', () => {
  for (const kept of [undefined, { sequence: 99, hash }]) {
    const rows = Array.from({ length: 60 }, () => ({}))
    const { ok, entries, faults } = verifyAuditExport(JSON.stringify(rows), kept)
    expect([ok, entries, faults.length]).toEqual([false, 60, 100])
  }
})
