import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inTransaction, isDamagedDatabase, openDatabase } from './sqlite.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/coinswarm-sqlite-`)
  path = `${folder}/desk.sqlite`
})
afterEach(() => rmSync(folder, { recursive: true }))

it('an error says that a database is damaged by its code alone', () => {
  const coded = (errcode: number): Error => Object.assign(new Error('x'), { errcode })
  for (const code of [11, 26, 11 | (1 << 8), 26 | (2 << 8)])
    expect([code, isDamagedDatabase(coded(code))]).toEqual([code, true])
  for (const other of [coded(5), coded(0), new Error('x'), { errcode: 11 }, 'x', undefined])
    expect(isDamagedDatabase(other)).toBe(false)
})

it('is for its owner alone, also where it was not', async () => {
  writeFileSync(path, '')
  chmodSync(path, 0o644)
  const database = await openDatabase(path)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  database.close()
})

it('that somebody else has locked is left as it is, and not taken for damaged', async () => {
  const other = new DatabaseSync(path)
  other.exec('BEGIN EXCLUSIVE; CREATE TABLE kept (x)')
  await expect(openDatabase(path)).rejects.toThrow(/locked/)
  other.exec('INSERT INTO kept VALUES (1); COMMIT')
  other.close()
  const database = await openDatabase(path)
  expect(database.prepare('SELECT x FROM kept').all()).toEqual([{ x: 1 }])
  database.close()
})

it('a task that throws leaves no trace, and its own error is what is told', async () => {
  const database = await openDatabase(path)
  database.exec('CREATE TABLE t (x)')
  for (const end of ['', 'ROLLBACK'])
    expect(() =>
      inTransaction(database, () => {
        database.exec(`INSERT INTO t VALUES (1); ${end}`)
        throw new Error('what went wrong')
      }),
    ).toThrow('what went wrong')
  expect(inTransaction(database, () => database.prepare('SELECT x FROM t').all())).toEqual([])
  database.close()
})
