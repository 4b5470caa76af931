import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { UserError } from '../../base/index.ts'
import { micros } from '../../domain/index.ts'
import { type Disk, SimulatedDisk } from '../../kernel/index.ts'
import { verifyJournal } from '../verify-journal.ts'
import { AuditBook } from './audit-book.ts'
import { type AuditEntry, acts, decodeAudit, doors, encodeAudit, stages } from './audit-entry.ts'
import { auditPlace } from './audit-place.ts'
import { type AuditFormat, exportAudit } from './export-audit.ts'
import { readAudit } from './read-audit.ts'
import { verifyAuditExport } from './verify-audit-export.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'audit-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

/** The lock is on the real disk, whatever the audit is on. */
function makeFolder(): string {
  return fs.mkdtempSync(path.join(root, 'desk-'))
}

const asked: AuditEntry = {
  ts: micros(1_700_000_000_000_000),
  desk: 'desk',
  nonce: 'a1',
  stage: 'asked',
  door: 'cli',
  actor: 'ada',
  act: 'mode',
  what: 'to pause',
  reason: 'the news at noon',
  outcome: '',
}

const anyEntry = fc.record({
  ts: fc.nat().map((ts) => micros(ts)),
  desk: fc.string({ unit: 'binary' }),
  nonce: fc.string(),
  stage: fc.constantFrom(...stages),
  door: fc.constantFrom(...doors),
  actor: fc.string({ unit: 'grapheme' }),
  act: fc.constantFrom(...acts),
  what: fc.string({ unit: 'binary', maxLength: 1_200 }),
  reason: fc.oneof(fc.string(), fc.constantFrom('=1+1', "'@", '"a","b"\r\n', ',')),
  outcome: fc.string({ unit: 'grapheme' }),
})

function bookOn(folder: string, disk: Disk = new SimulatedDisk()): AuditBook {
  return new AuditBook({ disk, ...auditPlace(folder) })
}

function textOf(folder: string, disk: Disk, format: AuditFormat): string {
  return [...exportAudit(auditPlace(folder).folder, disk, format)].join('')
}

describe('an entry', () => {
  it('comes back from its bytes as one line each, whatever was in it', () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        const bytes = encodeAudit(entry)
        const decoded = decodeAudit(bytes)
        if (!decoded.ok) throw new Error(decoded.error)
        expect(encodeAudit(decoded.value)).toEqual(bytes)
        expect(JSON.stringify(decoded.value)).not.toMatch(/\\[nrtu]00/)
      }),
    )
  })

  it('is declined when its bytes are a stranger’s', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => !decodeAudit(bytes).ok))
  })
})

describe('an audit', () => {
  it('holds what was written, in order, sealed after every entry', () => {
    const folder = makeFolder()
    const disk = new SimulatedDisk()
    const book = bookOn(folder, disk)
    const place = auditPlace(folder)
    const marks = ['a', 'b', 'c'].map((nonce) => {
      const mark = book.write({ ...asked, nonce })
      const found = verifyJournal(place.folder, place.anchor, disk)
      expect(found).toMatchObject({ ok: true, torn: undefined, head: mark })
      return mark
    })
    const rows = [...readAudit(place.folder, disk)]
    expect(rows.map(({ entry }) => entry.nonce)).toEqual(['a', 'b', 'c'])
    expect(rows.map(({ sequence, hash }) => ({ sequence, hash }))).toEqual(marks)
  })

  it('tells a process that wrote to it when somebody has written it anew', () => {
    const folder = makeFolder()
    const disk = new SimulatedDisk()
    const book = bookOn(folder, disk)
    book.write(asked)
    book.write({ ...asked, nonce: 'b' })
    const forged = new SimulatedDisk()
    const other = bookOn(makeFolder(), forged)
    other.write({ ...asked, actor: 'nobody' })
    const place = auditPlace(folder)
    for (const name of disk.list(place.folder)) disk.remove(`${place.folder}/${name}`)
    disk.remove(`${place.anchor}/head.json`)
    bookOn(folder, disk).write({ ...asked, actor: 'nobody' })
    expect(codeOf(() => book.write({ ...asked, nonce: 'c' }))).toBe('audit-rewritten')
    expect(codeOf(() => book.write({ ...asked, nonce: 'd' }))).toBe('written')
  })

  it('says that nothing was done when the disk refuses it', () => {
    const disk = new SimulatedDisk()
    disk.fillAfter(1)
    expect(codeOf(() => bookOn(makeFolder(), disk).write(asked))).toBe('audit-failed')
  })

  it('has room for some acts when the disk is full', () => {
    const disk = new SimulatedDisk()
    const book = bookOn(makeFolder(), disk)
    book.write(asked)
    disk.fillAfter(1)
    expect(codeOf(() => book.write({ ...asked, nonce: 'b' }))).toBe('written')
  })

  it('is refused to who waits for a lock that another holds', () => {
    const folder = makeFolder()
    const { lock } = auditPlace(folder)
    fs.mkdirSync(lock, { recursive: true })
    fs.writeFileSync(`${lock}/desk-000001.lock`, '{')
    expect(codeOf(() => bookOn(folder).write(asked, 2))).toBe('audit-failed')
  })
})

function codeOf(write: () => void): string {
  try {
    write()
    return 'written'
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
}

describe('an export', () => {
  const formats = ['csv', 'json'] as const

  it.each(formats.flatMap((format) => [3, 25].map((runs) => [format, runs] as const)))(
    'as %s proves itself, whatever was written %i times',
    (format, numRuns) => {
      fc.assert(
        fc.property(fc.array(anyEntry, { maxLength: 5 }), (entries) => {
          const folder = makeFolder()
          const disk = new SimulatedDisk()
          const book = bookOn(folder, disk)
          const marks = entries.map((entry) => book.write(entry))
          const text = textOf(folder, disk, format)
          expect(verifyAuditExport(text, marks[0])).toEqual({
            ok: true,
            entries: entries.length,
            head: marks.at(-1),
            faults: [],
          })
        }),
        { numRuns },
      )
    },
  )

  const folder = makeFolder()
  const disk = new SimulatedDisk()
  const book = bookOn(folder, disk)
  const marks = ['a', 'b', 'c'].map((nonce) => book.write({ ...asked, nonce }))

  it.each(formats)('as %s is no proof with one character changed', (format) => {
    const text = textOf(folder, disk, format)
    for (let at = 0; at < text.length; at += 1) {
      const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`
      // The end of the last line may be spelt in any way.
      if (format === 'csv' && at >= text.length - 2) continue
      expect([at, verifyAuditExport(changed).ok]).toEqual([at, false])
    }
  })

  it('is no proof with a line removed, moved or told twice', () => {
    const [titles = '', ...lines] = textOf(folder, disk, 'csv').split('\r\n')
    const [a = '', b = '', c = ''] = lines
    for (const changed of [
      [b, c],
      [a, c],
      [b, a, c],
      [a, a, b, c],
    ])
      expect(verifyAuditExport([titles, ...changed, ''].join('\r\n')).ok).toBe(false)
  })

  it('names the one entry that was changed', () => {
    const text = textOf(folder, disk, 'csv')
    const at = text.indexOf('noon', text.indexOf('noon') + 1)
    const changed = `${text.slice(0, at)}moon${text.slice(at + 4)}`
    expect(verifyAuditExport(changed).faults).toEqual(['entry 2 is not what its hash was made of'])
  })

  it('that lacks lines at its end is told by a head kept elsewhere', () => {
    const lines = textOf(folder, disk, 'csv').split('\r\n')
    const cut = `${lines.slice(0, 3).join('\r\n')}\r\n`
    expect(verifyAuditExport(cut)).toMatchObject({ ok: true, entries: 2 })
    expect(verifyAuditExport(cut, marks[2]).faults).toEqual([
      'it ends at entry 2, and entry 3 is known to exist',
    ])
  })
})
