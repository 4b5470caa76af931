import fc from 'fast-check'
import { expect, it } from 'vitest'
import { declined, ok, type Result } from '../base/index.ts'
import { cutJson } from './cut-json.ts'

const any = (value: unknown): Result<unknown> => ok(value)
const withAnswer = (value: unknown): Result<unknown> =>
  Object.hasOwn(Object(value), 'answer') ? ok(value) : declined('It has no answer.')

it('S13, JSON cut wrongly out of a model reply: braces in strings are text', () => {
  const code = { answer: 'if (a) { b = "}" } // ``` {"answer": 2}\n```json\n\\"' }
  const text = `I changed {this} and that.\n\`\`\`json\n${JSON.stringify(code, undefined, 2)}\n\`\`\`\nDone {:`
  expect(cutJson(text, any)).toEqual(ok(code))
})

it('S13, JSON cut wrongly out of a model reply: not from the first brace to the last', () => {
  expect(cutJson('First {a}, then {"answer": 1}, then {b}.', any)).toEqual(ok({ answer: 1 }))
  expect(cutJson('{"note": 1} and {"answer": 1}', withAnswer)).toEqual(ok({ answer: 1 }))
})

it.each([
  ['nothing', ''],
  ['words', 'I would rather not.'],
  ['a list', '[{"answer": 1}]'],
  ['a list among words', 'Here: [ {"answer": 1}, {"answer": 2} ].'],
  ['a number', '1'],
  ['a part of one that breaks off', '{"first": {"answer": 1}, "second": '],
  ['one that breaks off in a string', '{"answer": "1'],
  ['a part of one that is none', '{"x": nope, "y": {"answer": 1}}'],
  ['two different answers', '{"answer": 1} or {"answer": 2}'],
  ['a comma too many', '{"answer": 1,}'],
  ['a number beyond all', '{"answer": 1e999}'],
  ['a number that is none', '{"answer": NaN}'],
  ['a comment', '{"answer": 1 /* or 2 */}'],
  ['65 objects', '{"answer": 1} '.repeat(65)],
])('declines %s', (_name, text) => {
  expect(cutJson(text, withAnswer).ok).toBe(false)
})

it('takes an answer that is said twice', () => {
  expect(cutJson('{"answer": 1} that is {"answer":1}', any)).toEqual(ok({ answer: 1 }))
})

it('finds any object among words that begin no other', () => {
  const word = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[{[]/g, '('))
  const object = fc.dictionary(fc.string(), fc.jsonValue())
  fc.assert(
    fc.property(word, object, word, fc.boolean(), (before, value, after, isFenced) => {
      const json = JSON.stringify(value, undefined, isFenced ? 2 : 0)
      const text = isFenced
        ? `${before}\n\`\`\`json\n${json}\n\`\`\`\n${after}`
        : before + json + after
      expect(cutJson(text, any)).toEqual(ok(JSON.parse(json)))
    }),
  )
})

it('has no object in any beginning of one', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, length) => {
      const json = JSON.stringify(value)
      expect(cutJson(json.slice(0, length % json.length), any).ok).toBe(false)
    }),
  )
})

it('ends on whatever a stranger sends, in one pass', () => {
  for (const piece of ['{', '[[', '{"', '{"a":', '"', '{"a":{"b":', '}{', '[{', '{ '])
    expect(cutJson(piece.repeat(100_000), withAnswer).ok).toBe(false)
  expect(cutJson('{"answer": 1}'.padEnd(1_048_577), any).ok).toBe(false)
})
