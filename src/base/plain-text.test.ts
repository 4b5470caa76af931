import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainJson, plainLine, plainText } from './plain-text.ts'

const hostile = 'a\u001b]0;owned\u0007\u001b[2J\r\nb\u009b31m\u202ec\u2028d\ud800'
const steers = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u

it('leaves nothing that steers a terminal, and says the rest', () => {
  expect(plainLine(hostile)).toBe('a ]0;owned [2J b 31m c d\ufffd')
  expect(plainText(hostile)).toBe('a ]0;owned [2J \nb 31m c d\ufffd')
  expect(plainLine('Zürich 東京 \u{1f600} – 5 %')).toBe('Zürich 東京 \u{1f600} – 5 %')
})

it('is as long as it may be, and cuts no character in two', () => {
  expect(plainLine('abc', 2)).toBe('ab')
  expect(plainLine('a\u{1f600}', 2)).toBe('a\ufffd')
})

it('keeps the meaning of JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = plainJson(JSON.stringify({ text }))
      expect(JSON.parse(line)).toEqual({ text })
      expect(steers.test(line)).toBe(false)
      expect(steers.test(plainLine(text))).toBe(false)
      expect(steers.test(plainText(text).replaceAll('\n', ''))).toBe(false)
    }),
  )
})
