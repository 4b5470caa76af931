import { expect, it } from 'vitest'
import { hourUs } from '../domain/index.ts'
import { sourceAlarms } from './source-alarms.ts'

const hours = (...list: readonly number[]): Float64Array =>
  Float64Array.from(list, (hour) => hour * hourUs)

it('tells a dead source from a stuck one, and a quiet one from neither', () => {
  const column = Float64Array.of(1, Number.NaN, Number.NaN, Number.NaN, 0, 0, 0, 3, 3, 3, 4, 4)
  const clock = hours(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
  expect(sourceAlarms(column, clock, 1.5 * hourUs)).toEqual([
    { kind: 'silent', from: hourUs, to: 3 * hourUs, value: undefined },
    { kind: 'silent', from: 4 * hourUs, to: 6 * hourUs, value: 0 },
    { kind: 'constant', from: 7 * hourUs, to: 9 * hourUs, value: 3 },
  ])
  expect(sourceAlarms(column, clock, 2 * hourUs)).toEqual([])
})

it('goes by the clock and not by rows', () => {
  expect(sourceAlarms(Float64Array.of(5, 5), hours(0, 90), 48 * hourUs)).toHaveLength(1)
})
