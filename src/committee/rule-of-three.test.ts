import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type InstrumentId, micros, secondUs } from '../domain/index.ts'
import { RuleOfThree, type TeamVote } from './rule-of-three.ts'

const about = { ts: micros(1), team: 'swing', instrumentId: 'SOL-USD.KRAKEN' as InstrumentId }
const rule = new RuleOfThree()

function reached(...votes: (TeamVote | undefined)[]): boolean {
  return rule.judge({ ...about, votes }).isReached
}

const yes = (confidence: number): TeamVote => ({ isFor: true, confidence })
const no = (confidence: number): TeamVote => ({ isFor: false, confidence })

describe('the rule of three', () => {
  it('asks for two of three, and for more than 70 % in the mean of those', () => {
    expect(reached(yes(0.9), yes(0.6), no(0.9))).toBe(true)
    expect(reached(yes(0.7), yes(0.7), no(0))).toBe(false)
    expect(reached(yes(0.9), no(0.9), no(0.9))).toBe(false)
    expect(reached(yes(0.9), undefined, undefined)).toBe(false)
    expect(reached(yes(0.9), undefined, yes(0.6))).toBe(true)
    expect(reached(yes(0.8), yes(0.8), yes(0.4))).toBe(false)
    expect(reached()).toBe(false)
  })

  it('counts three votes, of numbers that mean something', () => {
    expect(reached(yes(0.9), no(0.1), no(0.1), yes(0.9))).toBe(false)
    expect(reached(yes(0.9), yes(Number.NaN), yes(7))).toBe(false)
    expect(rule.judge({ ...about, votes: [yes(Number.NaN)] }).confidence).toBe(0)
  })

  it('is what counting says', () => {
    const vote = fc.record({
      isFor: fc.boolean(),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    const votes = fc.array(fc.option(vote, { nil: undefined }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(votes, (given) => {
        const agreeing = given.filter((each) => each?.isFor === true)
        const sum = agreeing.reduce((total, each) => total + (each?.confidence ?? 0), 0)
        const { isReached, votesFor, confidence } = rule.judge({ ...about, votes: given })
        expect(votesFor).toBe(agreeing.length)
        expect(isReached).toBe(votesFor >= 2 && sum / votesFor > 0.7)
        expect(confidence).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is due once in five seconds, after a restart too', () => {
    const due = new RuleOfThree()
    const at = [0, 1, 4.9, 5, 9, 10, 27, 28, 26, 30].map((s) => micros(s * secondUs))
    expect(at.map((ts) => due.isDue(ts))).toEqual([
      ...[true, false, false, true, false, true, true, false, false, true],
    ])
    const again = new RuleOfThree()
    again.load(due.save())
    expect([again.isDue(micros(34 * secondUs)), again.isDue(micros(35 * secondUs))]).toEqual([
      ...[false, true],
    ])
  })
})
