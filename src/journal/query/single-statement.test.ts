import fc from 'fast-check'
import { expect, it } from 'vitest'
import { singleStatement } from './single-statement.ts'

const text = (sql: string): string => {
  const read = singleStatement(sql)
  return read.ok ? read.value : `declined: ${read.error}`
}

it('takes one statement that reads, with or without its end', () => {
  for (const sql of [
    'SELECT 1',
    ' select 1 ; ',
    'WITH a AS (SELECT 1) SELECT * FROM a;;',
    'VALUES (1)',
  ])
    expect(singleStatement(sql).ok).toBe(true)
  expect(text(' SELECT 1 ;\n')).toBe('SELECT 1')
})

it('declines a second statement, however it is hidden (read-only bypassed by a second statement)', () => {
  for (const sql of [
    'SELECT 1; DROP TABLE trades',
    'SELECT 1;SELECT 2',
    "SELECT ';' ; DELETE FROM trades",
    "SELECT 'it''s'; DROP TABLE trades",
    'SELECT "a;""b"; DROP TABLE trades',
    'SELECT `a`; DROP TABLE trades',
    'SELECT [a;]; DROP TABLE trades',
    'SELECT 1;\n;\nDROP TABLE trades',
  ])
    expect(text(sql)).toMatch(/one statement/)
  expect(text("SELECT 'a;b'")).toBe("SELECT 'a;b'")
})

it('declines comments, also where they would hide an end (read-only bypassed by a comment)', () => {
  for (const sql of [
    'SELECT 1 -- ; \n; DROP TABLE trades',
    'SELECT 1 /* ; */',
    '/* */ DROP TABLE trades',
    'SELECT 1 --',
    "SELECT '--' -- '",
    'SELECT 1 */',
  ])
    expect(text(sql)).toMatch(/no comments/)
  expect(text("SELECT '-- /* */'")).toBe("SELECT '-- /* */'")
})

it('declines what does not read, what does not close, and what SQLite would not see', () => {
  expect(text('DROP TABLE trades')).toMatch(/begins with SELECT/)
  expect(text('selectx 1')).toMatch(/begins with SELECT/)
  expect(text('EXPLAIN SELECT 1')).toMatch(/begins with SELECT/)
  expect(text('')).toMatch(/begins with SELECT/)
  expect(text("SELECT 'a")).toMatch(/not closed/)
  expect(text('SELECT [a')).toMatch(/not closed/)
  expect(text('SELECT 1\0; DROP TABLE trades')).toMatch(/control/)
  expect(text(`SELECT ${'1'.repeat(20_000)}`)).toMatch(/10000 characters/)
})

const pieces = ['SELECT 1', ';', "'", "''", '"', '`', '[', ']', '--', '/*', '*/', '\n', ' ', 'DROP']

it('never lets an end through that is not in quotes', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      const read = singleStatement(`SELECT ${parts.join('')}`)
      if (!read.ok) return
      // What is left when everything quoted is taken out, by a grammar of another kind.
      const bare = read.value.replace(
        /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/g,
        '',
      )
      expect(bare).not.toMatch(/;|--|\/\*/)
    }),
    { numRuns: 5_000 },
  )
})
