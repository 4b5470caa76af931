import { describe, expect, it } from 'vitest'
import { csvOfRecords, csvText } from '../../web/src/export/csv-text.ts'

describe('csvText', () => {
  it('quotes what RFC 4180 wants quoted', () => {
    expect(
      csvText(
        ['a', 'b'],
        [
          ['x, "y"', 'two\nlines'],
          [1.5, null],
        ],
      ),
    ).toBe('a,b\r\n"x, ""y""","two\nlines"\r\n1.5,\r\n')
  })

  it.each([
    '=1+1',
    '+cmd',
    '-2+3',
    '@SUM(A1)',
    ' =HYPERLINK("http://evil.example")',
    '\t=1',
    '\r=1',
    '\uff1d1+1',
    '=cmd|"/C calc"!A0',
  ])('lets no spreadsheet run %j', (evil) => {
    const cell = csvText(['a'], [[evil]]).slice(3, -2)
    const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
    expect(read).toBe(`'${evil}`)
  })

  it('leaves numbers be, below nothing too', () => {
    expect(csvText(['a'], [[-5.25], ['-5.25'], ['-1e-7'], [0]])).toBe(
      'a\r\n-5.25\r\n-5.25\r\n-1e-7\r\n0\r\n',
    )
  })
})

describe('csvOfRecords', () => {
  it('has a column for every key, times in full and lists as JSON', () => {
    const rows = [
      { t: Date.UTC(2026, 10, 20), who: 'trend' },
      { t: 0, voices: [{ agent: 'hold' }], isOpen: false },
    ]
    expect(csvOfRecords(rows)).toBe(
      'time,who,voices,isOpen\r\n' +
        '2026-11-20T00:00:00.000Z,trend,,\r\n' +
        '1970-01-01T00:00:00.000Z,,"[{""agent"":""hold""}]",false\r\n',
    )
  })
})
