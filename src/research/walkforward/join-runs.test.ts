import { expect, it } from 'vitest'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { hourUs, micros } from '../../domain/index.ts'
import { awakeShare } from '../metrics/awake-share.ts'
import { joinRuns } from './join-runs.ts'

it('knows of all stretches together for how much of the time each was awake', () => {
  const first = makeRun({ bars: 100, intervalUs: hourUs }).run
  const second = makeRun({ bars: 300, intervalUs: hourUs, from: '2023-06-01T00:00:00Z' }).run
  const half = micros((second.from + second.to) / 2)
  const shut = { scope: 'instrument', subject: 0, from: half, to: undefined, reason: '' } as const
  const joined = joinRuns([first, { ...second, shut: [shut] }, first])
  const lasts = (of: typeof first): number => of.to - of.from
  const all = 2 * lasts(first) + lasts(second)
  expect(joined.to - joined.from).toBe(all)
  expect(awakeShare(joined)).toBeCloseTo(1 - lasts(second) / 2 / all, 9)
  expect(awakeShare({ ...second, shut: [shut] })).toBeCloseTo(0.5, 9)
})
