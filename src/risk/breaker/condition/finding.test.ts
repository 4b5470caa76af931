import { expect, it } from 'vitest'
import { Hysteresis } from './finding.ts'

it('trouble begins past its limit, and is over once it has come back to where it is calm', () => {
  const hysteresis = new Hysteresis()
  const levels = [3, 3.1, 3, 2.1, 2, 3, Number.NaN, Number.NaN, 2].map(
    (was) => hysteresis.judge(was, 3, 2).level,
  )
  expect(levels).toEqual([
    ...['well', 'trouble', 'trouble', 'trouble', 'well', 'well'],
    ...['trouble', 'trouble', 'well'],
  ])
})
