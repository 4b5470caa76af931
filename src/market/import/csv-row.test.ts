import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatDecimal } from '../../base/index.ts'
import { CsvRow } from './csv-row.ts'

function rowOf(text: string): CsvRow {
  const bytes = new TextEncoder().encode(text)
  const row = new CsvRow()
  row.load(bytes, 0, bytes.length, 1)
  return row
}

function decimalOf(text: string, scaleMax = 15): readonly [digits: number, scale: number] | false {
  const row = rowOf(text)
  return row.readDecimal(0, scaleMax) && [row.digits, row.scale]
}

it('splits at commas and keeps empty fields', () => {
  const row = rowOf('1,,x')
  expect([row.fieldCount, row.text(0), row.text(1), row.text(2), row.text(3)]).toEqual([
    3,
    '1',
    '',
    'x',
    '',
  ])
})

it('reads every decimal exactly, without its trailing zeros', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.nat({ max: 15 }),
      fc.nat({ max: 5 }),
      (value, scale, zeros) => {
        const text = formatDecimal(BigInt(value), scale) + (scale > 0 ? '0'.repeat(zeros) : '')
        const row = rowOf(text)
        expect(row.readDecimal(0, 15)).toBe(true)
        expect(row.isCut).toBe(false)
        const back = formatDecimal(BigInt(row.digits), row.scale)
        expect(Number(back)).toBe(Number(text))
        expect(text.startsWith(back.replace(/^-0$/, '0')) || value === 0).toBe(true)
        expect(row.scale === 0 || row.digits % 10 !== 0).toBe(true)
      },
    ),
  )
})

it('cuts digits behind the point that are not wanted, and says so', () => {
  const row = rowOf('12.345678900000001')
  expect(row.readDecimal(0, 8)).toBe(true)
  expect([row.digits, row.scale, row.isCut]).toEqual([123456789, 7, true])
})

it('reads the scientific form that spreadsheets write', () => {
  expect(decimalOf('5e-06')).toEqual([5, 6])
  expect(decimalOf('-1.50E+3')).toEqual([-1500, 0])
  expect(decimalOf('2.5e-1')).toEqual([25, 2])
})

it('declines what is no decimal', () => {
  const texts = ['', '-', '.', 'NaN', 'inf', '1,5'.slice(1), '0x10', '1_000', '1.2.3', ' 1', '"1"']
  expect(texts.filter((text) => decimalOf(text) !== false)).toEqual([])
  expect(decimalOf('9007199254740993')).toBe(false)
  expect(decimalOf('1e308')).toBe(false)
})

it('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat({ max: 300 }), (bytes, column) => {
      const row = new CsvRow()
      row.load(bytes, 0, bytes.length, 1)
      row.readDecimal(column, 8)
      row.text(column)
    }),
  )
})
