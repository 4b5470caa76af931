import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSound } from './opinion.ts'
import { parseParameters, real, whole } from './parameters.ts'

const schema = {
  bars: whole(20, { min: 2, max: 500, help: 'bars' }),
  share: real(0.5, { min: 0, max: 1, help: 'share' }),
  loud: { kind: 'flag', default: false, help: 'loud' },
  side: { kind: 'choice', default: 'both', options: ['both', 'long'], help: 'side' },
} as const

describe('parameters', () => {
  it('are defaults where nothing is said', () => {
    const value = { bars: 20, share: 0.5, loud: false, side: 'both' }
    expect(parseParameters(schema, {})).toEqual({ ok: true, value })
  })

  it('are read from text as from values', () => {
    const text = parseParameters(schema, { bars: '30', share: '1', loud: 'true', side: 'long' })
    expect(text).toEqual(parseParameters(schema, { bars: 30, share: 1, loud: true, side: 'long' }))
    expect(text).toMatchObject({ ok: true, value: { bars: 30, share: 1 } })
  })

  it.each<Record<string, unknown>>([
    { bars: 1 },
    { bars: 501 },
    { bars: 2.5 },
    { bars: '' },
    { bars: '0x1f4f' },
    { bars: null },
    { bars: [20] },
    { share: Number.NaN },
    { share: '1e999' },
    { loud: 'yes' },
    { side: 'short' },
    { toString: 1 },
    { length: 1 },
  ])('declines %j with a sentence that names it', (given) => {
    const parsed = parseParameters(schema, given)
    expect(parsed.ok).toBe(false)
    if (!parsed.ok) expect(parsed.error).toContain(`'${Object.keys(given)[0]}'`)
  })

  it('never lets a value past its schema', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (bars, share) => {
        const parsed = parseParameters(schema, { bars, share })
        if (!parsed.ok) return
        expect(Number.isInteger(parsed.value.bars)).toBe(true)
        expect(parsed.value.bars >= 2 && parsed.value.bars <= 500).toBe(true)
        expect(parsed.value.share >= 0 && parsed.value.share <= 1).toBe(true)
      }),
    )
  })
})

it('declines what cannot even be said', () => {
  const given = [{ toString: false }]
  const parsed = parseParameters(schema, { bars: given })
  expect(parsed.ok ? '' : parsed.error).toContain("was 'object'")
})

describe('an opinion is sound', () => {
  const said = { exposure: 0.5, confidence: 0.5 }

  it('with or without levels, at the ends of its ranges', () => {
    for (const exposure of [-1, 0, 1])
      for (const confidence of [0, 1]) expect(isSound({ exposure, confidence })).toBe(true)
    expect(isSound({ ...said, stop: undefined, target: 5 })).toBe(true)
  })

  it('only when it is made of finite numbers in range', () => {
    const bad = [Number.NaN, 1.01, -1.01, Number.POSITIVE_INFINITY, '1', 1n, null, undefined]
    for (const value of bad) {
      expect(isSound({ ...said, exposure: value as number })).toBe(false)
      expect(isSound({ ...said, confidence: value as number })).toBe(false)
    }
    for (const level of [
      0,
      -5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      '5',
      null,
      5n,
    ]) {
      expect(isSound({ ...said, stop: level as number })).toBe(false)
      expect(isSound({ ...said, target: level as number })).toBe(false)
    }
    for (const nothing of [null, 3, 'buy'])
      expect(isSound(nothing as unknown as typeof said)).toBe(false)
  })
})
