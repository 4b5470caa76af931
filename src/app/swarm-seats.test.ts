import { expect, it } from 'vitest'
import { swarmSeats } from './swarm-seats.ts'

it('seats a learner of bars where the source of a moat says nothing', () => {
  const from = (speaks: (column: string) => boolean): readonly (readonly [number, string])[] =>
    swarmSeats(true, speaks).flatMap(({ from: kind, parameters: { variant } }) =>
      kind.endsWith('learner') ? [[Number(variant), kind] as const] : [],
    )
  const all = from(() => true)
  expect(all).toHaveLength(15)
  expect(all.filter(([, kind]) => kind === 'moat-learner').map(([v]) => v)).toEqual([
    ...[2, 4, 6, 9, 12],
  ])
  const without = from((column) => column !== 'corporate.reports')
  expect(without[9]).toEqual([9, 'pattern-learner'])
  expect(without.filter(([v]) => v !== 9)).toEqual(all.filter(([v]) => v !== 9))
})
