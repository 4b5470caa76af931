import { describe, expect, it } from 'vitest'
import type { Opinion } from '../agents/index.ts'
import { hourUs } from '../domain/index.ts'
import { HeardVoices } from './heard-voices.ts'
import { SkillBook } from './skill-book.ts'

/** One agent that speaks of the next three hours, and one that speaks of the next. */
function voices(): HeardVoices {
  const horizonsUs = [3 * hourUs, hourUs]
  return new HeardVoices({ book: new SkillBook(2, 3), horizonsUs, outcomeWeight: 1 })
}

const up: Opinion = { exposure: 0.4, confidence: 0.6, stop: 90 }

/** What agent 0 is heard with on the bars of the next hours, where it says `said` on each. */
function heard(of: HeardVoices, said: readonly (Opinion | undefined)[], from = 1): number[] {
  return said.map((opinion, bar) => {
    of.onBar((from + bar) * hourUs, 100, 1)
    of.hear(0, opinion)
    return of.exposures[0] as number
  })
}

describe('what was said', () => {
  it('stands until its horizon is over', () => {
    const of = voices()
    expect(heard(of, [up, undefined, undefined, undefined, undefined])).toEqual([
      ...[0.4, 0.4, 0.4],
      ...[Number.NaN, Number.NaN],
    ])
    expect(of.opinions[0]).toBeUndefined()
  })

  it('stands no longer than until the agent says otherwise', () => {
    const flat = { exposure: 0, confidence: 0.6 }
    const down = { exposure: -0.2, confidence: 0.6 }
    expect(heard(voices(), [up, down, undefined])).toEqual([0.4, -0.2, -0.2])
    expect(heard(voices(), [up, flat, undefined])).toEqual([0.4, 0, 0])
  })

  it('is over by the next bar where it spoke of no more than that', () => {
    const of = voices()
    of.onBar(hourUs, 100, 1)
    of.hear(1, up)
    expect(of.exposures[1]).toBe(0.4)
    of.onBar(2 * hourUs, 100, 1)
    of.hear(1, undefined)
    expect(of.exposures[1]).toBeNaN()
  })

  it('keeps its levels, whatever becomes of the record it was said in', () => {
    const of = voices()
    const record = { exposure: 0.4, confidence: 0.6, stop: 90 }
    heard(of, [record])
    record.stop = Number.NaN
    heard(of, [undefined], 2)
    expect(of.opinions[0]).toMatchObject({ exposure: 0.4, stop: 90 })
  })

  it('of a bid and an ask is over at once: nobody is quoted at prices of an hour ago', () => {
    const quotes = { bid: 99, ask: 101, share: 0.1, inventoryMax: 0.2 }
    const of = voices()
    expect(heard(of, [{ ...up, exposure: 0, quotes }, undefined])).toEqual([0, Number.NaN])
  })

  it('is scored once for what was said, not for having stood', () => {
    const horizonsUs = [4 * hourUs]
    const book = new SkillBook(1, 3)
    const of = new HeardVoices({ book, horizonsUs, outcomeWeight: 1 })
    heard(of, [up])
    for (let bar = 2; bar < 30; bar += 1) heard(of, [undefined], bar)
    expect(book.standing(0).evidence).toBeCloseTo(0.25, 2)
  })

  it('stands after a restart too', () => {
    const first = voices()
    heard(first, [up])
    const again = voices()
    again.load(JSON.parse(JSON.stringify(first.save())))
    expect(again.save()).toEqual(first.save())
    expect(heard(again, [undefined, undefined, undefined], 2)).toEqual([0.4, 0.4, Number.NaN])
    expect(heard(first, [undefined, undefined, undefined], 2)).toEqual([0.4, 0.4, Number.NaN])
  })
})
