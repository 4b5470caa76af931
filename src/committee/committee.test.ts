import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Opinion } from '../agents/index.ts'
import { Committee } from './committee.ts'

const opinion = fc.record({
  exposure: fc.double({ min: -1, max: 1, noNaN: true }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  stop: fc.double({ min: 1, max: 1e6, noNaN: true }),
})

function seated(opinions: readonly (Opinion | undefined)[], quorum = 1): Committee {
  const committee = new Committee(
    opinions.map(() => 1),
    quorum,
  )
  opinions.forEach((said, agent) => {
    committee.hear(agent, said)
  })
  return committee
}

it('is deaf to seating order and never asks for more than the boldest did', () => {
  fc.assert(
    fc.property(fc.array(opinion, { minLength: 1, maxLength: 9 }), (opinions) => {
      const forward = seated(opinions)
      const backward = seated([...opinions].reverse())
      expect(forward.decide()).toBe(true)
      expect(backward.decide()).toBe(true)
      expect(forward.exposure).toBeCloseTo(backward.exposure, 12)
      const boldest = Math.max(...opinions.map((said) => Math.abs(said.exposure)))
      expect(Math.abs(forward.exposure)).toBeLessThanOrEqual(boldest + 1e-12)
    }),
  )
})

it('decides nothing without a quorum, and an abstention is no voice', () => {
  expect(seated([undefined, undefined]).decide()).toBe(false)
  expect(seated([{ exposure: 1, confidence: 0.9 }, undefined, undefined], 2).decide()).toBe(false)
})

it('follows a single voice to the letter', () => {
  const committee = seated([undefined, { exposure: 0.3, confidence: 0.7, stop: 90, target: 120 }])
  expect(committee.decide()).toBe(true)
  expect(committee).toMatchObject({ exposure: 0.3, confidence: 0.7, stop: 90, target: 120 })
  expect(committee.voices()).toEqual([{ agent: 1, exposure: 0.3, confidence: 0.7 }])
})

it('takes its stop from the heaviest voice that agrees with the outcome', () => {
  const committee = seated([
    { exposure: 0.5, confidence: 0.9, stop: 90 },
    { exposure: 0.5, confidence: 0.6, stop: 95 },
    { exposure: -0.2, confidence: 0.95, stop: 110 },
  ])
  committee.decide()
  expect(committee.exposure).toBeGreaterThan(0)
  expect(committee.stop).toBe(90)
})

it('quotes what the heaviest voice quotes, and nothing where that one takes a side', () => {
  const quotes = { bid: 99, ask: 101, share: 0.1, inventoryMax: 0.2 }
  const maker = { exposure: 0, confidence: 0.8, quotes }
  const [weak, strong] = [0.6, 0.95].map((confidence) => ({ exposure: 0.5, confidence }))
  for (const [other, wanted] of [
    [weak, quotes],
    [strong, undefined],
  ] as const) {
    const committee = seated([other, maker])
    committee.decide()
    expect(committee.quotes).toEqual(wanted)
  }
})
