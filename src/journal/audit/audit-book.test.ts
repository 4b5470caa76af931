import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { AuditBook } from './audit-book.ts'
import type { AuditEntry } from './audit-entry.ts'
import { auditPlace } from './audit-place.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'audit-book-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const entry: AuditEntry = {
  ...{ ts: micros(7), stage: 'asked', door: 'cli', act: 'mode', desk: 'd', nonce: 'n' },
  ...{ actor: 'ann', what: 'to pause', reason: 'looked', outcome: '' },
}

/** A book whose lock somebody holds who cannot be asked. */
function locked(triesMax?: number): { readonly book: AuditBook; readonly file: string } {
  const place = auditPlace(fs.mkdtempSync(path.join(root, 'desk-')))
  fs.mkdirSync(place.lock, { recursive: true })
  const file = `${place.lock}/desk-000001.lock`
  fs.writeFileSync(file, '{')
  const disk = new SimulatedDisk()
  return { book: new AuditBook({ disk, ...place, ...(triesMax && { triesMax }) }), file }
}

it('waits for who is writing, and writes then', () => {
  const { book, file } = locked(5_000)
  const script = 'require("node:fs").rmSync(process.argv[1])'
  spawn(process.execPath, ['-e', script, file], { stdio: 'ignore' })
  expect(book.write(entry).sequence).toBe(1)
})

it('gives up after as many tries as usual, or as it was told', () => {
  for (const { book } of [locked(), locked(1), locked(3)])
    expect(() => book.write(entry)).toThrow(/could not be written/)
  expect(() => locked(5_000).book.write(entry, 1)).toThrow(/could not be written/)
})

it('begins with what it finds: what others wrote before is not for it to judge', () => {
  const disk = new SimulatedDisk()
  const place = auditPlace(fs.mkdtempSync(path.join(root, 'desk-')))
  for (let n = 0; n < 3; n += 1) new AuditBook({ disk, ...place }).write(entry)
  disk.flipBit(`${place.folder}/000001.seg`, 8 * 150)
  const book = new AuditBook({ disk, ...place })
  expect([book.write(entry).sequence, book.write(entry).sequence]).toEqual([4, 5])
})
