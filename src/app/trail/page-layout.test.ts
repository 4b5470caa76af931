import fc from 'fast-check'
import { expect, it } from 'vitest'
import { alignPoints, columnWidths, lineWidth, wrapText } from './page-layout.ts'

/** Every letter is five points wide. */
const measure = (text: string): number => 5 * text.length

it('wraps any text into lines that fit, and loses no letter but blanks', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 10, max: 120 }), (text, width) => {
      const lines = wrapText(text, width, measure)
      // A letter outside the first plane is two units, and is never cut in two.
      for (const line of lines)
        if (Array.from(line).length > 1) expect(measure(line)).toBeLessThanOrEqual(width)
      const letters = (of: string): string => of.replaceAll(' ', '')
      expect(letters(lines.join(''))).toBe(letters(text))
    }),
  )
  expect(wrapText('one two three', 40, measure)).toEqual(['one two', 'three'])
  expect(wrapText('abcdefghij kl', 25, measure)).toEqual(['abcde', 'fghij', 'kl'])
})

it('fits columns into the line, and takes only from the widest', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_000), { minLength: 1, maxLength: 14 }), (natural) => {
      const total = columnWidths(natural).reduce((sum, width) => sum + width, 0)
      expect(total).toBeCloseTo(lineWidth, 6)
    }),
  )
  const [small = 0, wide = 0] = columnWidths([50, 5_000])
  expect(small).toBe(58)
  expect(wide).toBeCloseTo(lineWidth - 58, 9)
})

it('aligns the points of numbers that stand right, and of nothing else', () => {
  const columns = [{ align: 'right' }, {}] as const
  const rows = [
    ['1.25', '1'],
    ['-3', '2.5'],
    ['', 'x'],
    ['n/a', ''],
  ]
  expect(alignPoints(rows, columns)).toEqual([
    ['1.25', '1'],
    ['-3.00', '2.5'],
    ['', 'x'],
    ['n/a', ''],
  ])
})
