import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import { evaluateProposal } from '../governance/evaluate-proposal.ts'
import { encodeProposal, hashBytes } from '../governance/encode-proposal.ts'
import { evidenceOf } from '../governance/evidence.ts'
import { applyProposal, type GovernedState, stateAtStart } from '../governance/governed-state.ts'
import type { Proposal } from '../governance/proposal.ts'
import type { KnownResults } from './known-results.ts'
import { type LastAsked, wantedChanges } from './wanted-changes.ts'

const day = (n: number): number => (19_700 + n) * dayUs

function resultsOf(subject: string, mean: number, n = 120): KnownResults {
  const chance = Random.stream(1, subject)
  const returns = Array.from({ length: n }, () => mean + 0.01 * chance.normal())
  const about = subject.startsWith('pattern') ? 'pattern' : 'lesson'
  return { about, subject, isGood: mean > 0, returns, spanUs: n * dayUs }
}

/** Managers, and what they were asked, as a desk has them. */
class Votes {
  state: GovernedState = stateAtStart(['a'], 1)
  readonly #asked = new Map<string, LastAsked>()

  /** @returns What was wanted, and whether they agreed. */
  on(known: readonly KnownResults[], ts: number): readonly string[] {
    return this.wanted(known, ts).map((proposal) => {
      const { isAccepted, evidence } = evaluateProposal(this.state, proposal)
      if (isAccepted) this.state = applyProposal(this.state, proposal, evidence)
      const { kind } = proposal.change
      const subject = 'pattern' in proposal.change ? proposal.change.pattern : 'a lesson'
      const of = 'lesson' in proposal.change ? proposal.change.lesson : subject
      this.#asked.set(of, { ts, results: proposal.returns.length })
      return `${kind} ${subject}: ${isAccepted ? 'agreed' : 'refused'}`
    })
  }

  wanted(known: readonly KnownResults[], ts: number): readonly Proposal[] {
    return wantedChanges(known, { state: this.state, asked: this.#asked, ts })
  }
}

describe('what memory wants of its managers', () => {
  it('is what won, once, and again when there is more to judge it by', () => {
    const votes = new Votes()
    const few = resultsOf('pattern-2', 0.005, 50)
    const known = [resultsOf('pattern-1', 0.005), few, resultsOf('pattern-3', -0.005)]
    expect(votes.on(known, day(1))).toEqual([
      'add-pattern pattern-1: agreed',
      'add-pattern pattern-2: refused',
    ])
    expect(votes.on(known, day(1))).toEqual([])
    expect(votes.on(known, day(2))).toEqual([])
    const more = [resultsOf('pattern-1', 0.005, 131), resultsOf('pattern-2', 0.005, 110)]
    expect(votes.on(more, day(3))).toEqual(['add-pattern pattern-2: agreed'])
    expect(votes.on([resultsOf('pattern-1', 0.005, 132)], day(4))).toEqual([
      'update-pattern pattern-1: agreed',
    ])
  })

  it('is hardly ever what luck alone has won, however long it is looked at', () => {
    let [agreed, won] = [0, 0]
    for (let seed = 1; seed <= 200; seed += 1) {
      const all = resultsOf(`pattern-luck-${seed}`, 0, 1_600).returns
      const isWon = (n: number): boolean => evidenceOf(all.slice(0, n), n * dayUs).t > 1.645
      const [votes, days] = [new Votes(), Array.from({ length: 151 }, (_, k) => 100 + 10 * k)]
      const on = (n: number): KnownResults => ({
        ...{ about: 'pattern', subject: 'pattern-luck', isGood: isWon(n) },
        ...{ returns: all.slice(0, n), spanUs: n * dayUs },
      })
      if (days.some((n) => isWon(n))) won += 1
      if (days.some((n) => votes.on([on(n)], day(n)).some((said) => said.endsWith('agreed'))))
        agreed += 1
    }
    expect(won).toBeGreaterThan(50)
    expect(agreed).toBeGreaterThan(0)
    expect(agreed).toBeLessThanOrEqual(10)
  })

  it('is asked again a month after it was refused, whatever came since', () => {
    const votes = new Votes()
    const few = [resultsOf('pattern-2', 0.005, 50)]
    const refused = ['add-pattern pattern-2: refused']
    const said = [1, 2, 30, 31, 60, 61].map((n) => votes.on(few, day(n)))
    expect(said).toEqual([refused, [], [], refused, [], refused])
  })

  it('is first that what does not hold any more is not gone by', () => {
    const votes = new Votes()
    const lesson = 'ab'.repeat(32)
    votes.on([resultsOf('pattern-1', 0.005), resultsOf(lesson, 0.005)], day(1))
    expect(votes.state.lessons.has(lesson)).toBe(true)
    const known = [
      resultsOf('pattern-2', 0.005),
      resultsOf('pattern-1', -0.001),
      resultsOf(lesson, -0.001),
    ]
    expect(votes.on(known, day(2))).toEqual([
      'deprecate-pattern pattern-1: agreed',
      'deprecate-lesson a lesson: agreed',
      'add-pattern pattern-2: agreed',
    ])
    expect(votes.state.patterns.get('pattern-1')?.isEnabled).toBe(false)
    expect(votes.on(known, day(3))).toEqual([])
  })

  it('is eight things a day at most, and the rest the next day', () => {
    const votes = new Votes()
    const known = Array.from({ length: 19 }, (_, n) => resultsOf(`pattern-${n}`, 0.005))
    const counts = [1, 1, 2, 3, 4].map((n) => votes.on(known, day(n)).length)
    expect(counts).toEqual([8, 0, 8, 3, 0])
  })

  it('is the same to the byte for the same results and the same past', () => {
    const hashes = [new Votes(), new Votes()].map((votes) =>
      votes
        .wanted([resultsOf('pattern-1', 0.005), resultsOf('cd'.repeat(32), 0.01)], day(1))
        .map((proposal) => hashBytes(encodeProposal(proposal))),
    )
    expect(hashes[0]).toHaveLength(2)
    expect(hashes[0]).toEqual(hashes[1])
  })
})
