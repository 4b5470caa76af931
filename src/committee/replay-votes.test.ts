import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { dayUs, hourUs } from '../domain/index.ts'
import { replayVotes } from './replay-votes.ts'
import { SkillBook } from './skill-book.ts'
import { SkilledCommittee } from './skilled-committee.ts'
import { VoteLog } from './vote-log.ts'

const horizonsUs = [hourUs, hourUs, dayUs]
/** What the price moves by in an hour, on average, and what it costs to be there. */
const pace = 0.02 / Math.sqrt(hourUs)
const terms = { horizonsUs, costPerSide: 0.0005 }
const weights = [0.2, 1, 0.5]

/** A committee of planned weights, what it wished for, and its log. */
function played(bars: number): { readonly log: VoteLog; readonly wishes: readonly number[] } {
  const chance = Random.stream(5, 'replay')
  const book = new SkillBook(3, 1)
  for (const agent of [0, 1, 2])
    for (let k = 0; k < 300; k += 1) {
      const settled = { agent, regime: 0, confidence: 0.6, believed: 0.6, weight: 1 }
      book.settle(settled, k % 10 < 6)
    }
  book.planned.set(weights, Number.POSITIVE_INFINITY)
  const log = new VoteLog({ agents: 3, rows: bars })
  const committee = new SkilledCommittee({ book, ...terms, quorum: 1, outcomeWeight: 0.001, log })
  committee.pace = pace
  const wishes = Array.from({ length: bars }, (_, bar) => {
    committee.onBar((bar + 1) * hourUs, 100 + chance.next(), 0)
    for (const agent of [0, 1, 2]) {
      const isUp = chance.next() < 0.5
      const speaks = chance.next() < 0.9
      const opinion = { exposure: isUp ? 0.5 : -0.5, confidence: 0.6 }
      committee.hear(agent, speaks ? opinion : undefined)
    }
    return committee.decide() ? committee.exposure : 0
  })
  return { log, wishes }
}

describe('votes that are pooled again', () => {
  it('come to what the committee wished for, to the rounding of the log', () => {
    const { log, wishes } = played(400)
    const [again] = replayVotes(log, terms, [(_, out) => out.set(weights)])
    for (const [bar, wish] of wishes.entries()) expect(again?.[bar]).toBeCloseTo(wish, 2)
    expect(wishes.some((wish) => Math.abs(wish) > 0.05)).toBe(true)
  })

  it('are pooled by the weights of each arm', () => {
    const { log } = played(50)
    const onlyOne = (agent: number) => (_: number, out: Float64Array) => {
      out.fill(0)
      out[agent] = 1
    }
    const [first = [], second = []] = replayVotes(log, terms, [onlyOne(0), onlyOne(2)])
    for (let row = 0; row < log.length; row += 1) {
      for (const [arm, agent] of [
        [first, 0],
        [second, 2],
      ] as const) {
        const own = log.exposureOf(row, agent)
        const wish = arm[row] ?? Number.NaN
        if (Number.isNaN(own)) expect(wish).toBe(0)
        else expect(Math.sign(wish)).toBe(Math.sign(own))
      }
    }
  })
})
