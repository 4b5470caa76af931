import { expect, it } from 'vitest'
import { uncounted } from '../../../test/simulation/uncounted.ts'
import { gateSetup } from '../../../tools/gate/calibrate-gate.ts'
import { knownMarket, readerAgent } from '../../../tools/gate/known-truth.ts'
import { agentByName } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import { joinBars } from '../../market/index.ts'
import { type LaneRun, runLane } from './run-lane.ts'

const whole = knownMarket(3, 400, 0.003)
const fromTs = (whole.bars.ts[199] ?? 0) as Micros

function laneOf(days: number, exposure?: number, isWatched = true): LaneRun {
  const to = (whole.bars.ts[199 + days] ?? 0) as Micros
  const market = [joinBars([whole], { to: (to + 1) as Micros })]
  const seated = agentByName('hold')?.seat({ exposure: exposure ?? 1 })
  const holder = seated?.ok === true ? seated.value : undefined
  const agent = exposure === undefined ? readerAgent() : holder
  return runLane({
    ...{ agent: defined(agent, 'an agent'), setup: gateSetup, market, fromTs, isWatched },
    trials: uncounted,
  })
}

it('counts the days since its stage began, from 30 on', () => {
  expect([20, 40, 150].map((days) => laneOf(days).daily.length)).toEqual([0, 40, 150])
})

it('comes to the same days, however many follow', () => {
  const [short, long] = [laneOf(60), laneOf(150)]
  expect([...long.daily.subarray(0, 60)]).toEqual([...short.daily])
})

it('holds as much as the version did, beside it', () => {
  const { daily, hold, trades, breach } = laneOf(150, 0.1)
  const apart = daily.map((value, i) => Math.abs(value - (hold[i] ?? 0)))
  expect(Math.max(...apart)).toBeLessThan(0.0005)
  expect([trades, breach]).toEqual([0, undefined])
})

it('is taken back where it loses more than a new champion may', () => {
  const [watched, other] = [laneOf(150, 1), laneOf(150, 1, false)]
  expect(watched.breach).toMatch(/^drawdown|lost in a day/)
  expect(watched.daily.at(-1)).toBe(0)
  // What it is measured by, and whoever was brought back, goes on.
  expect(other.breach).toBeUndefined()
  expect(other.daily.at(-1)).not.toBe(0)
})
