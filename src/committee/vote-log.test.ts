import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourUs, minuteUs } from '../domain/index.ts'
import { SkillBook } from './skill-book.ts'
import { SkilledCommittee } from './skilled-committee.ts'
import { VoteLog, type VoteRow } from './vote-log.ts'

const voice = fc.record({
  exposure: fc.oneof(fc.constant(Number.NaN), fc.double({ min: -1, max: 1, noNaN: true })),
  believed: fc.double({ min: 0.5, max: 0.95, noNaN: true }),
})

function rowOf(
  k: number,
  voices: readonly { readonly exposure: number; readonly believed: number }[],
): VoteRow {
  return {
    ts: k * minuteUs,
    close: 100 + k,
    regime: k % 3,
    pace: k / 8,
    exposures: Float64Array.from(voices, ({ exposure }) => exposure),
    believed: Float64Array.from(voices, ({ believed }) => believed),
  }
}

describe('what agents wanted, bar by bar', () => {
  it('keeps the newest rows, in their order, to a hundredth of a percent', () => {
    const bars = fc.array(fc.array(voice, { minLength: 3, maxLength: 3 }), { maxLength: 40 })
    fc.assert(
      fc.property(bars, fc.integer({ min: 2, max: 20 }), (given, rows) => {
        const log = new VoteLog({ agents: 3, rows })
        for (const [k, voices] of given.entries()) log.take(rowOf(k, voices))
        expect(log.length).toBe(Math.min(rows, given.length))
        for (let row = 0; row < log.length; row += 1) {
          const k = given.length - log.length + row
          expect([log.tsOf(row), log.closeOf(row)]).toEqual([k * minuteUs, 100 + k])
          expect([log.regimeOf(row), log.paceOf(row)]).toEqual([k % 3, k / 8])
          for (const [a, said] of given[k]?.entries() ?? []) {
            const kept = log.exposureOf(row, a)
            expect(Number.isNaN(kept)).toBe(Number.isNaN(said.exposure))
            if (Number.isNaN(kept)) expect(log.believedOf(row, a)).toBeNaN()
            else {
              expect(Math.abs(kept - said.exposure)).toBeLessThanOrEqual(0.50001e-4)
              expect(Math.abs(log.believedOf(row, a) - said.believed)).toBeLessThan(0.50001e-4)
            }
          }
        }
      }),
    )
  })

  it('tells what the price did until the next row, and nothing of the newest', () => {
    const log = new VoteLog({ agents: 1, rows: 3 })
    const voices = [{ exposure: 1, believed: 0.6 }]
    for (const k of [0, 1, 2, 3]) log.take(rowOf(k, voices))
    expect(log.moveOf(0)).toBeCloseTo(1 / 101, 12)
    expect(log.moveOf(1)).toBeCloseTo(1 / 102, 12)
    expect(log.moveOf(2)).toBeNaN()
  })

  it('keeps rows as far apart as it is told', () => {
    const log = new VoteLog({ agents: 1, rows: 100, spacingUs: hourUs })
    for (let k = 0; k < 150; k += 1) log.take(rowOf(k, [{ exposure: 0, believed: 0.5 }]))
    expect([0, 1, 2].map((row) => log.tsOf(row))).toEqual([0, hourUs, 2 * hourUs])
    expect(log.length).toBe(3)
  })

  it('goes on the same after it was saved and brought back', () => {
    const first = new VoteLog({ agents: 2, rows: 5 })
    const voices = [
      { exposure: 0.25, believed: 0.61 },
      { exposure: Number.NaN, believed: 0.5 },
    ]
    for (let k = 0; k < 8; k += 1) first.take(rowOf(k, voices))
    const again = new VoteLog({ agents: 2, rows: 5 })
    again.load(JSON.parse(JSON.stringify(first.save())))
    for (const log of [first, again]) log.take(rowOf(9, voices))
    expect(again.save()).toEqual(first.save())
    expect(again.tsOf(4)).toBe(9 * minuteUs)
  })
})

describe('a committee that keeps a log', () => {
  const committeeWith = (log: VoteLog): SkilledCommittee =>
    new SkilledCommittee({
      book: new SkillBook(2, 3),
      horizonsUs: [hourUs, hourUs],
      quorum: 2,
      outcomeWeight: 1,
      costPerSide: 0,
      log,
    })

  it('writes down who was heard though only the heaviest count', () => {
    const log = new VoteLog({ agents: 2, rows: 10 })
    const committee = committeeWith(log)
    committee.voicesMax = 1
    committee.onBar(hourUs, 100, 1)
    committee.hear(0, { exposure: 0.5, confidence: 0.8 })
    committee.hear(1, { exposure: -0.5, confidence: 0.8 })
    committee.decide()
    expect([log.exposureOf(0, 0), log.exposureOf(0, 1)]).toEqual([0.5, -0.5])
  })

  it('writes a row a bar, with a decision and without, and saves it', () => {
    const log = new VoteLog({ agents: 2, rows: 10 })
    const committee = committeeWith(log)
    committee.onBar(hourUs, 100, 2)
    committee.hear(0, { exposure: 0.5, confidence: 0.8 })
    committee.hear(1, undefined)
    expect(committee.decide()).toBe(false)
    committee.onBar(2 * hourUs, 103, 0)
    committee.hear(1, { exposure: -0.25, confidence: 0.8 })
    expect(committee.decide()).toBe(true)
    expect(log.length).toBe(2)
    expect([log.regimeOf(0), log.regimeOf(1)]).toEqual([2, 0])
    expect([log.exposureOf(0, 0), log.exposureOf(1, 1)]).toEqual([0.5, -0.25])
    expect(log.exposureOf(0, 1)).toBeNaN()
    expect(log.moveOf(0)).toBeCloseTo(0.03, 12)
    const kept = new VoteLog({ agents: 2, rows: 10 })
    committeeWith(kept).load(JSON.parse(JSON.stringify(committee.save())))
    expect(kept.save()).toEqual(log.save())
  })
})
