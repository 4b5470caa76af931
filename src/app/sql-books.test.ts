import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Micros, micros, secondUs } from '../domain/index.ts'
import { SegmentJournal } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import { SqlBooks } from './sql-books.ts'

let root: string
let file: string
let now: Micros
let notes: string[]
let journal: SegmentJournal

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'coinswarm-books-'))
  file = path.join(root, 'desk.sqlite')
  now = micros(0)
  notes = []
  journal = SegmentJournal.open({
    disk: nodeDisk,
    folder: path.join(root, 'journal'),
    anchor: path.join(root, 'anchor'),
    segmentBytes: 65_536,
  })
})
afterEach(() => {
  journal.close()
  rmSync(root, { recursive: true })
})

function open(): Promise<SqlBooks> {
  return SqlBooks.open({
    path: file,
    folder: path.join(root, 'journal'),
    clock: { now: () => now, after: () => () => {} },
    onNote: (message) => void notes.push(message),
  })
}

/** A change of mode, durable. */
function happen(reason: string): void {
  const [from, to] = ['normal', 'pause'] as const
  journal.append({ kind: 'mode-changed', ts: now, from, to, actor: 'owner', reason })
  journal.commit()
}

function pass(seconds: number): void {
  now = micros(now + seconds * secondUs)
}

/** Events that the tables have taken in. */
function taken(): number {
  const database = new DatabaseSync(file, { readOnly: true })
  const { sequence } = database.prepare('SELECT sequence FROM progress').get() as {
    sequence: number
  }
  database.close()
  return sequence
}

it('goes on while somebody else has locked the tables, and follows afterwards', async () => {
  const books = await open()
  happen('one')
  books.keepUp()
  expect(taken()).toBe(1)
  const other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')
  for (let n = 0; n < 60; n += 1) {
    happen(`locked ${n}`)
    pass(1)
    books.keepUp()
  }
  expect(notes).toHaveLength(1)
  expect(notes[0]).toMatch(/books in SQL cannot be kept \(database is locked\); the desk goes on/)
  other.exec('ROLLBACK')
  other.close()
  pass(61)
  books.keepUp()
  expect(taken()).toBe(61)
  books.close()
})

it('makes them anew when they cannot be read any more', async () => {
  const books = await open()
  happen('one')
  books.keepUp()
  books.close()
  writeFileSync(file, 'this was a database once'.repeat(500))
  const again = await open()
  happen('two')
  again.keepUp()
  expect(taken()).toBe(2)
  again.close()
})

it('opens while they are locked, and takes everything in once they are free', async () => {
  const first = await open()
  first.close()
  const other = new DatabaseSync(file)
  other.exec('PRAGMA locking_mode = EXCLUSIVE')
  other.exec('BEGIN EXCLUSIVE')
  happen('one')
  const books = await open()
  expect(notes).toHaveLength(1)
  pass(1)
  books.keepUp()
  other.exec('ROLLBACK')
  other.close()
  for (let n = 0; n < 50; n += 1) {
    pass(61)
    books.keepUp()
    await sleep(5)
  }
  expect(taken()).toBe(1)
  books.close()
})
