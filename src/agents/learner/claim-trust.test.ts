import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ClaimTrust } from './claim-trust.ts'

/** After claims of 50 % to 90 % that come true as `slope` of what is above a coin's has it. */
function trustAfter(claims: number, slope: number, weight = 1): ClaimTrust {
  const chance = Random.stream(4, 'trust')
  const trust = new ClaimTrust()
  for (let k = 0; k < claims; k += 1) {
    const claim = 0.5 + 0.4 * chance.next()
    trust.learn(claim, chance.next() < 0.5 + slope * (claim - 0.5), weight)
  }
  return trust
}

describe('how much a learner believes its own claims', () => {
  it('is nothing at first, and what has come of them in the end', () => {
    expect(new ClaimTrust().share).toBe(0)
    expect(trustAfter(5_000, 1).share).toBeGreaterThan(0.85)
    expect(trustAfter(5_000, 0.5).share).toBeGreaterThan(0.3)
    expect(trustAfter(5_000, 0.5).share).toBeLessThan(0.6)
    expect(trustAfter(5_000, 0).share).toBeLessThan(0.1)
    expect(trustAfter(5_000, -1).share).toBe(0)
  })

  it('grows with what is shown, and little with claims that overlap', () => {
    expect(trustAfter(20, 1).share).toBeLessThan(trustAfter(2_000, 1).share)
    expect(trustAfter(200, 1, 0.01).share).toBeLessThan(trustAfter(200, 1).share)
  })

  it('is lost again when what is claimed no longer comes', () => {
    const trust = trustAfter(3_000, 1)
    const chance = Random.stream(5, 'lost')
    for (let k = 0; k < 3_000; k += 1) trust.learn(0.7, chance.next() < 0.5, 1)
    expect(trust.share).toBeLessThan(0.15)
    const again = new ClaimTrust()
    again.load(JSON.parse(JSON.stringify(trust.save())))
    expect(again.save()).toEqual(trust.save())
  })
})
