import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { toldError } from './command-error.ts'

it('tells a full disk under the tables of a desk from a mistake in the program', () => {
  const database = new DatabaseSync(':memory:')
  database.exec('PRAGMA max_page_count = 2; CREATE TABLE rows (text)')
  const fill = (): void => database.exec("INSERT INTO rows VALUES (printf('%100000d', 1))")
  expect(fill).toThrow('full')
  try {
    fill()
  } catch (error) {
    expect(toldError(error)).toMatchObject({ code: 'disk-enospc', exitCode: 3 })
  }
  try {
    database.exec('SELECT * FROM nowhere')
  } catch (error) {
    expect(toldError(error)).toMatchObject({ code: 'internal', exitCode: 3 })
  }
  expect.assertions(3)
})
