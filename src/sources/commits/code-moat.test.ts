import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayUs, hourUs } from '../../domain/index.ts'
import { codeMoat, codeMoatNames } from './code-moat.ts'
import type { CommitLog } from './commit-log.ts'

function logOf(commits: readonly (readonly [hours: number, author: number])[]): CommitLog {
  const sorted = commits.toSorted(([a], [b]) => a - b)
  return {
    path: 'made up',
    tsEvent: Float64Array.from(sorted, ([hours]) => hours * hourUs),
    author: Int32Array.from(sorted, ([, author]) => author),
    sha256: '',
  }
}

const clock = Float64Array.from({ length: 200 }, (_, i) => (i + 1) * hourUs)
const at = (column: Float64Array, hours: number): number => column[hours - 1] as number

describe('codeMoat', () => {
  const log = logOf([
    [0, 7],
    [30, 7],
    [31, 7],
    [31, 8],
    [54, 9],
  ])
  const { commits24h, contributors24h, novelty } = codeMoat(log, clock, { lagUs: 0 })

  it('counts what was known in 24 hours, the end included and the beginning not', () => {
    expect([29, 30, 31, 53, 54, 55, 78, 79].map((h) => at(commits24h, h))).toEqual([
      0, 1, 3, 3, 3, 1, 0, 0,
    ])
    expect([29, 30, 31, 53, 54, 55, 78].map((h) => at(contributors24h, h))).toEqual([
      0, 1, 2, 2, 3, 1, 0,
    ])
    expect(at(novelty, 31)).toBe(1.5)
    expect(at(novelty, 29)).toBeNaN()
  })

  it('measures activity by a usual day of the last 30', () => {
    const days = Array.from({ length: 40 }, (_, day) => [24 * day + 1, 1] as const)
    const busy = logOf([...days, [24 * 34 + 2, 2], [24 * 34 + 3, 2]])
    const hours = Float64Array.from({ length: 40 * 24 }, (_, i) => (i + 1) * hourUs)
    const { activity } = codeMoat(busy, hours, { lagUs: 0 })
    expect([at(activity, 30 * 24), at(activity, 30 * 24 + 1)]).toEqual([Number.NaN, 1])
    expect(at(activity, 34 * 24 + 5)).toBeCloseTo((3 * 30) / 32)
  })

  it('is absent until a whole window lies behind the first commit', () => {
    expect([at(commits24h, 23), at(commits24h, 24)]).toEqual([Number.NaN, 0])
  })

  it('is absent, not 0, when the source has been silent for too long', () => {
    const moat = codeMoat(log, clock, { lagUs: 0, silentUs: 2 * dayUs })
    expect([at(moat.commits24h, 102), at(moat.commits24h, 103)]).toEqual([0, Number.NaN])
  })

  it('knows a commit a lag later, as everything else', () => {
    const late = codeMoat(log, clock, { lagUs: 6 * hourUs })
    for (const name of codeMoatNames)
      expect(late[name].slice(6)).toEqual(
        codeMoat(log, clock, { lagUs: 0 })[name].slice(0, clock.length - 6),
      )
  })
})

it('is the count over again at every time, on any clock', () => {
  const commits = fc.array(fc.tuple(fc.double({ min: 0, max: 150, noNaN: true }), fc.nat(4)), {
    minLength: 1,
    maxLength: 60,
  })
  fc.assert(
    fc.property(commits, fc.double({ min: 0, max: 30, noNaN: true }), (list, lag) => {
      const log = logOf(list)
      const moat = codeMoat(log, clock, { lagUs: lag * hourUs })
      const first = log.tsEvent[0] as number
      for (const [row, t] of clock.entries()) {
        const to = t - lag * hourUs
        const inside = [...log.tsEvent.keys()].filter((i) => {
          const ts = log.tsEvent[i] as number
          return ts <= to && ts > to - dayUs
        })
        const authors = new Set(inside.map((i) => log.author[i])).size
        const isKnown = to - dayUs >= first
        expect(moat.commits24h[row]).toBe(isKnown ? inside.length : Number.NaN)
        expect(moat.contributors24h[row]).toBe(isKnown ? authors : Number.NaN)
      }
    }),
  )
})

it('says the same at and before any time, whatever commits come after it', () => {
  const commits = fc.array(fc.tuple(fc.integer({ min: 0, max: 190 }), fc.nat(4)), { minLength: 1 })
  const silentUs = 3 * dayUs
  fc.assert(
    fc.property(commits, commits, fc.integer({ min: 1, max: 200 }), (list, others, hour) => {
      const lag = 6
      const known = list.filter(([hours]) => hours <= hour - lag)
      const scrambled = others.map(
        ([hours, author]) => [hour - lag + 0.001 + hours, author] as const,
      )
      const options = { lagUs: lag * hourUs, silentUs }
      const whole = codeMoat(logOf(list), clock, options)
      const other = codeMoat(logOf([...known, ...scrambled]), clock, options)
      for (const name of codeMoatNames)
        expect(other[name].slice(0, hour)).toEqual(whole[name].slice(0, hour))
    }),
  )
})
