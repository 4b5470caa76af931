import { expect, it } from 'vitest'
import { judgeLanes, type Lane, type LaneStage } from './judge-lanes.ts'
import { laneRules } from './lane-verdict.ts'

/** Returns that go up and down around so much a day. */
function steady(days: number, daily: number): Float64Array {
  return Float64Array.from({ length: days }, (_, i) => daily + (i % 2 === 0 ? 0.01 : -0.01))
}

function lane(version: string, stage: LaneStage, daily: number, breach?: string): Lane {
  const days = 60
  return {
    ...{ version, stage, champion: steady(days, 0) },
    record: { daily: steady(days, daily), trades: 30, breach },
    beside: { control: new Float64Array(days), hold: new Float64Array(days) },
  }
}

const movesOf = (...lanes: Lane[]): readonly string[] =>
  judgeLanes(lanes, laneRules).map(({ version, from, to }) => `${version} ${from} ${to}`)

it('lets a shadow become a canary and a canary champion, whose place it takes', () => {
  expect(movesOf(lane('a', 'champion', 0), lane('b', 'canary', 0.001))).toEqual([
    'a champion retired',
    'b canary champion',
  ])
  expect(movesOf(lane('a', 'champion', 0), lane('c', 'shadow', 0.001))).toEqual(['c shadow canary'])
})

it('demotes a champion, and lets none follow it on the same night', () => {
  const breach = lane('a', 'champion', 0, 'drawdown 5.0 %')
  expect(movesOf(lane('b', 'canary', 0.001), breach)).toEqual(['a champion demoted'])
  expect(movesOf(lane('a', 'champion', -0.01))).toEqual(['a champion demoted'])
})

it('makes one champion a night, the first', () => {
  expect(movesOf(lane('b', 'canary', 0.001), lane('c', 'canary', 0.002))).toEqual([
    'b canary champion',
  ])
})

it('leaves alone what is not known yet', () => {
  expect(movesOf(lane('a', 'champion', 0), lane('b', 'canary', -0.0001))).toEqual([])
})
