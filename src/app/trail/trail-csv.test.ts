import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvOf } from './trail-csv.ts'
import { numberColumn, textColumn } from './trail-paper.ts'

const columns = [textColumn('name', 'Name'), numberColumn('amount', 'Amount')]

/** What a program reads of a line of CSV (RFC 4180). */
function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (let at = 0; at < text.length; ) {
    const isQuoted = text[at] === '"'
    const found = isQuoted ? /"((?:[^"]|"")*)"/y : /[^,\r\n"]*/y
    found.lastIndex = at
    const [whole = '', inside = whole] = found.exec(text) ?? []
    rows.at(-1)?.push(isQuoted ? inside.replaceAll('""', '"') : whole)
    at += whole.length
    if (text.startsWith('\r\n', at)) rows.push([])
    else expect(text[at]).toBe(',')
    at += text[at] === ',' ? 1 : 2
  }
  rows.pop()
  return rows
}

it('keeps numbers numbers and makes no formula of any text', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom('=1+1', '+1', '@a', '-a', '-1+2', '\t=1', '\r=1', "'x", '"', 'a,b', 'a\r\nb'),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(texts, fc.constantFrom('-12.50', '0', '7.00000001'))), (rows) => {
      const [head, ...read] = cellsOf(csvOf({ columns, rows }))
      expect(head).toEqual(['name', 'amount'])
      expect(read).toHaveLength(rows.length)
      rows.forEach(([text, amount], i) => {
        expect(read[i]?.[1]).toBe(amount)
        const cell = read[i]?.[0] ?? ''
        expect(cell === text || cell === `'${text}`).toBe(true)
        const isNumber = /^-?\d+(\.\d+)?$/.test(cell)
        if (!isNumber) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      })
    }),
  )
})
