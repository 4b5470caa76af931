import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffHunks, lineDiff } from './line-diff.ts'

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', ' d'), { maxLength: 30 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''))

test('either text can be read off, and nothing changes against itself', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = lineDiff(before, after)
      const without = (sign: string): string =>
        diff.flatMap((line) => (line.is === sign ? [] : [`${line.text}\n`])).join('')
      expect(without('+')).toBe(before)
      expect(without('-')).toBe(after)
      expect(lineDiff(before, before).every(({ is }) => is === ' ')).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('as much as can be stays', () => {
  const diff = lineDiff('a\nb\nc\nd\n', 'a\nc\nx\nd\n')
  expect(diff.map(({ is, text: line }) => is + line)).toEqual([' a', '-b', ' c', '+x', ' d'])
})

test('what did not change is left out but for the lines around', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `${i}`)
  const after = [...lines.slice(0, 10), 'new', ...lines.slice(11)]
  const hunks = diffHunks(lineDiff(`${lines.join('\n')}\n`, `${after.join('\n')}\n`), 1)
  expect(hunks).toEqual(['@@', '  9', '- 10', '+ new', '  11', '@@'])
})

test('texts too long for the table are told as all gone and all new', () => {
  const [one, other] = ['a\n'.repeat(3_000), 'b\n'.repeat(3_000)]
  expect(lineDiff(one, other)).toHaveLength(6_000)
})
