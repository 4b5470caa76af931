import { describe, expect, it } from 'vitest'
import { expectStates, type HiddenMarkov, viterbiPath } from './index.ts'

const weather: HiddenMarkov = {
  states: 2,
  start: Float64Array.of(0.6, 0.4),
  transition: Float64Array.of(0.7, 0.3, 0.4, 0.6),
  emission: {
    kind: 'discrete',
    dimensions: 1,
    symbols: 3,
    probabilities: Float64Array.of(0.1, 0.4, 0.5, 0.6, 0.3, 0.1),
  },
}

const fever: HiddenMarkov = {
  states: 2,
  start: Float64Array.of(0.6, 0.4),
  transition: Float64Array.of(0.7, 0.3, 0.4, 0.6),
  emission: {
    kind: 'discrete',
    dimensions: 1,
    symbols: 3,
    probabilities: Float64Array.of(0.5, 0.4, 0.1, 0.1, 0.3, 0.6),
  },
}

describe('the textbook models', () => {
  const three = Float64Array.of(0, 1, 2)

  it('walks, shops and cleans: rain or sun', () => {
    expect(Math.exp(viterbiPath(weather, three)?.logLikelihood ?? 0)).toBeCloseTo(0.01344, 15)
    expect(Math.exp(expectStates(weather, three)?.logLikelihood ?? 0)).toBeCloseTo(0.033612, 15)
    expect([...(viterbiPath(weather, three)?.path ?? [])]).toEqual([1, 0, 0])
  })

  it('is normal, cold and dizzy: healthy or fever', () => {
    expect(Math.exp(viterbiPath(fever, three)?.logLikelihood ?? 0)).toBeCloseTo(0.01512, 15)
    expect(Math.exp(expectStates(fever, three)?.logLikelihood ?? 0)).toBeCloseTo(0.03628, 15)
    expect([...(viterbiPath(fever, three)?.path ?? [])]).toEqual([0, 0, 1])
  })
})
