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

it('payoffWeight and times of views stand in a header where they are used, and are read back', () => {
  const rules = { recallWeight: 0.5, payoffWeight: 0.25 }
  expect(voicesJson(rules)).toEqual(rules)
  expect(parseVoices(rules)).toEqual({ ok: true, value: rules })
  // Of times that change nothing an agent does a trial is told nothing.
  const viewsUs = [60_000_000, 0.5]
  expect(voicesJson({ ...rules, viewsUs })).toEqual(rules)
  expect(parseVoices({ ...rules, viewsUs })).toEqual({ ok: true, value: { ...rules, viewsUs } })
  for (const payoffWeight of [0, -1, 1.01, Number.NaN, '1', null, [1]])
    expect(parseVoices({ payoffWeight })).toMatchObject({ ok: false })
  for (const wrong of [[], [0], [-1], ['1'], [1, null], [Number.NaN], 1, null, 'x'])
    expect(parseVoices({ viewsUs: wrong })).toMatchObject({ ok: false })
})
