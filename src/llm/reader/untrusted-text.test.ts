import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visibleText } from './untrusted-text.ts'

it.each([
  ['zero width', 'se\u200bll\u2060', 'se ll'],
  ['tag characters', 'calm\u{e0073}\u{e0065}\u{e006c}\u{e006c}', 'calm'],
  ['turned round', '\u202elles\u202c', 'lles'],
  ['several lines', 'a\r\n\n\tb', 'a b'],
  ['wide letters', 'ｓｅｌｌ', 'sell'],
  ['marks on marks', `a${'\u0489'.repeat(50)}b`, 'a b'],
  ['half of a pair', 'a\ud800b', 'a\ufffdb'],
])('shows %s as a person would see it', (_name, text, shown) => {
  expect(visibleText(text)).toBe(shown)
})

it('is short, on one line and well-formed, whatever it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      const shown = visibleText(text)
      expect(shown.length).toBeLessThanOrEqual(600)
      expect(shown.isWellFormed()).toBe(true)
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\r\n]/u)
    }),
  )
})
