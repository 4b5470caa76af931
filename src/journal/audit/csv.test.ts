import { expect, it } from 'vitest'
import { csvLine, parseCsv } from './csv.ts'

it('marks what a spreadsheet would calculate, and only that', () => {
  for (const [cell, line] of [
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@a', `"'@a"`],
    ["'a", `"''a"`],
    ['\ta', `"'\ta"`],
    ['a=b', 'a=b'],
    ['1-1', '1-1'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
  ] as const) {
    expect(csvLine([cell])).toBe(`${line}\r\n`)
    expect(parseCsv(csvLine([cell, 'x']))).toEqual({ ok: true, value: [[cell, 'x']] })
  }
})

it('reads lines with any end, or none behind the last', () => {
  for (const [text, rows] of [
    ['', []],
    ['a', [['a']]],
    ['a\n', [['a']]],
    [
      'a,b\r\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a,', [['a', '']]],
    ['a,\n', [['a', '']]],
    [',', [['', '']]],
    ['"a"', [['a']]],
    ['"a","b"', [['a', 'b']]],
    ['\n\n', [[''], ['']]],
  ] as const)
    expect([text, parseCsv(text)]).toEqual([text, { ok: true, value: rows }])
})

it('declines quotes that do not hold a whole cell, and says in which line', () => {
  for (const [text, line] of [
    ['"a', 1],
    ['"a"b', 1],
    ['"a"b,c', 1],
    ['"a"b\n', 1],
    ['a"b', 1],
    ['a\rb', 1],
    ['a\n"b', 2],
    ['a\nb\nc,"d" ,e', 3],
  ] as const)
    expect([text, parseCsv(text)]).toEqual([
      ...[text, { ok: false, error: `line ${line} is no line of CSV` }],
    ])
})
