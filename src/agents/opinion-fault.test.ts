import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { opinionFault } from './opinion-fault.ts'

const said = { exposure: 0.3, confidence: 0.6 }

describe('what a stranger says at a close of 100', () => {
  it.each([
    undefined,
    said,
    { ...said, stop: undefined, target: undefined, quotes: undefined },
    { ...said, stop: 90, target: 110 },
    { ...said, stop: 100, target: 100 },
    { ...said, exposure: -0.3, stop: 110, target: 90 },
    { ...said, exposure: 0, stop: 110, target: 90 },
    { ...said, quotes: { bid: 99, ask: 101, share: 0.1, inventoryMax: 0.2 }, stop: 110 },
  ])('is an opinion: %j', (opinion) => {
    expect(opinionFault(opinion, 100)).toBeUndefined()
  })

  it.each([
    [null, /^null is no opinion; return \{ exposure/],
    ['buy', /^"buy" is no opinion/],
    [0.3, /^0\.3 is no opinion/],
    [[0.3, 0.6], /^\[0\.3,0\.6\] is no opinion/],
    [() => said, /is no opinion/],
    [Promise.resolve(said), /^a promise is no opinion; write opine without async/],
    [{ ...said, stp: 90 }, /^an opinion has no field 'stp'; perhaps stop is meant$/],
    [{ ...said, leverage: 3 }, /no field 'leverage'; there are exposure, confidence, stop/],
    [{ ...said, exposure: '0.3' }, /^the opinion has exposure "0\.3", confidence 0\.6; exposure/],
    [{ ...said, stop: Number.NaN }, /stop NaN; .* stop and target above 0 or left out$/],
    [{ ...said, target: 5n }, /target 5n/],
    [{ ...said, stop: 105 }, /^stop 105 of a long is above the close of 100$/],
    [{ ...said, target: 95 }, /^target 95 of a long is below the close of 100$/],
    [{ ...said, exposure: -0.3, stop: 95 }, /^stop 95 of a short is below the close of 100$/],
    [{ ...said, exposure: -0.3, target: 105 }, /^target 105 of a short is above the close/],
  ])('is none, and is told why: %s', (opinion, sentence) => {
    expect(opinionFault(opinion, 100)).toMatch(sentence)
  })

  it('is judged whatever it is, in one line', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        const fault = opinionFault(anything, 100)
        expect(fault === undefined).toBe(anything === undefined)
        expect(fault ?? '').not.toContain('\n')
      }),
    )
  })
})
