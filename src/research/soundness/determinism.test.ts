import { describe, expect, it } from 'vitest'
import { guesser, noisyMarket, seatOf } from '../../../test/simulation/null-scene.ts'
import { ran, saying, statusesOf } from '../../../test/simulation/sound-scene.ts'
import type { Agent } from '../../agents/index.ts'
import { determinism } from './determinism.ts'
import type { SoundnessCategory } from './soundness-check.ts'

const market = [noisyMarket(1, 600)]

function found(agent: Agent): SoundnessCategory {
  const [hash = '', again = '', elsewhere] = [1, 2, 3].map(() => ran(agent, market).hash)
  return determinism({ hash, again, elsewhere, rows: [] })
}

describe('determinism', () => {
  it('passes an agent whose chance is that of its view', () => {
    const category = found(seatOf(guesser))
    expect(category).toMatchObject({ status: 'pass', figures: { runs: 3, hashes: 1 } })
  })

  it('fails one that draws chance of its own', () => {
    const drawing = saying(() => ({ exposure: Math.random() < 0.5 ? 0.5 : -0.5, confidence: 0.6 }))
    expect(found(drawing)).toMatchObject({ status: 'fail', figures: { hashes: 3 } })
  })

  it('fails one that keeps count of how often it was ever asked', () => {
    let asked = 0
    const counting = saying(() => {
      asked += 1
      return { exposure: asked % 7 < 3 ? 0.5 : -0.5, confidence: 0.6 }
    })
    expect(statusesOf(found(counting))).toMatchObject({ 'run again': 'fail' })
  })

  it('is not run, and so no pass, without an answer from elsewhere', () => {
    const of = { hash: 'a', again: 'a', elsewhere: undefined, elsewhereWhy: 'it ended', rows: [] }
    const category = determinism(of)
    expect([category.status, category.checks[1]?.found]).toEqual(['NOT RUN', 'it ended'])
  })

  it('fails by the bias detectors too', () => {
    const row = { name: 'asked again', figures: {}, why: 'It says something else.' } as const
    const rows = [{ ...row, status: 'fail' as const }]
    expect(determinism({ hash: 'a', again: 'a', elsewhere: 'a', rows }).status).toBe('fail')
  })
})
