import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { Calibration } from './calibration.ts'
import { OpenOpinions } from './open-opinions.ts'
import { SkillBook } from './skill-book.ts'
import { SkillScore } from './skill-score.ts'

const standing = (book: SkillBook): ReturnType<SkillBook['standing']> => book.standing(0)

describe('what an agent says', () => {
  it('is taken down four times in its horizon, and settled at its end by where the price went', () => {
    const book = new SkillBook(1, 1)
    const settled: boolean[] = []
    const settle = book.settle.bind(book)
    book.settle = (what, isRight) => {
      settled.push(isRight)
      settle(what, isRight)
    }
    const open = new OpenOpinions(book, [100], 1)
    const said = { side: 1, close: 50, confidence: 0.6, believed: 0.5, regime: 0 }
    for (let ts = 0; ts < 100; ts += 1) open.note(0, ts, said)
    open.onBar(99, 60)
    expect(settled).toEqual([])
    open.onBar(100, 60)
    expect(settled).toEqual([true])
    open.onBar(150, 40)
    open.onBar(175, 60)
    expect(settled).toEqual([true, false, false, true])
  })
})

describe('calibration', () => {
  it('reads a newcomer as even, and a claim as what came of it less one standard error', () => {
    const calibration = new Calibration()
    expect(calibration.read(0.9)).toBe(0.5)
    for (let n = 0; n < 160; n += 1) calibration.learn(0.9, n % 10 < 7, 1e-9 + 1)
    const error = 0.5 / Math.sqrt(calibration.evidence)
    expect(calibration.read(0.9)).toBeCloseTo(0.7 - error, 1)
    expect(calibration.read(0.9)).toBeLessThan(0.69)
  })
})

describe('a score', () => {
  it('of a coin is 0.25 by Brier and 0.693 nats, by knowledge less', () => {
    const [coin, knower] = [new SkillScore(), new SkillScore()]
    const random = Random.fromSeed(1)
    for (let n = 0; n < 400; n += 1) {
      const isRight = random.next() < 0.8
      coin.take(0.5, isRight, 1)
      knower.take(0.8, isRight, 1)
    }
    expect([coin.brier, coin.logLoss]).toEqual([expect.closeTo(0.25), expect.closeTo(Math.LN2)])
    expect(knower.brier).toBeLessThan(0.2)
    expect(knower.logLoss).toBeLessThan(0.6)
  })
})

describe('a weight', () => {
  it('is the least until a gain is shown, and by the lower end of its interval up to 1', () => {
    const book = new SkillBook(1, 1)
    expect(standing(book)).toMatchObject({ weight: 0.2, isUnproven: true })
    const tell = (isRight: boolean): void =>
      book.settle({ agent: 0, regime: 0, confidence: 0.8, believed: 0.8, weight: 1 }, isRight)
    for (let n = 0; n < 60; n += 1) tell(n % 2 === 0)
    expect(standing(book)).toMatchObject({ weight: 0.2, isUnproven: true })
    for (let n = 0; n < 2_000; n += 1) tell(n % 5 > 0)
    expect(standing(book).interval[0]).toBeGreaterThan(0)
    expect(standing(book)).toMatchObject({ weight: 1, isUnproven: false })
  })
})
