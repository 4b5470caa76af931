import { expect, it } from 'vitest'
import { parseVoices, voicesJson } from './voice-rules.ts'

it('says nothing of memory that nobody goes by, and reads back what it says', () => {
  for (const rules of [{}, { recallWeight: undefined }, { recallWeight: 0 }])
    expect(voicesJson(rules)).toEqual({})
  for (const rules of [{ recallWeight: 0.5 }, { recallWeight: 1, recallsAny: true as const }]) {
    expect(voicesJson(rules)).toEqual(rules)
    expect(parseVoices(voicesJson(rules))).toEqual({ ok: true, value: rules })
  }
})

it('declines a weight that is none', () => {
  for (const recallWeight of [0, -1, 1.01, Number.NaN, '1', null, true, [1]])
    expect(parseVoices({ recallWeight })).toMatchObject({ ok: false })
  expect(parseVoices({ recallsAny: false })).toMatchObject({ ok: false })
})
