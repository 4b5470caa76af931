import { expect, it } from 'vitest'
import { RollbackWatch } from './rollback-watch.ts'

it('says nothing of a champion that was never promoted', () => {
  const watch = new RollbackWatch()
  for (const equity of [100, 10, Number.NaN]) expect(watch.mark(0, equity)).toBeUndefined()
})

it('counts from the promotion, and says it once', () => {
  const watch = new RollbackWatch({ drawdownMax: 0.05, lossesInRowMax: 3 })
  watch.mark(0, 1_000)
  expect(watch.mark(7, 100)).toBeUndefined()
  expect(watch.mark(7, 110)).toBeUndefined()
  expect(watch.mark(7, 104.6)).toBeUndefined()
  expect(watch.mark(7, 104.5)).toBe('drawdown 5.0 % since the promotion')
  expect(watch.mark(7, 50)).toBeUndefined()
  expect(watch.mark(8, 50)).toBeUndefined()
  expect(watch.mark(8, 40)).toBe('drawdown 20.0 % since the promotion')
})

it('counts losses in a row since then', () => {
  const watch = new RollbackWatch({ drawdownMax: 0.5, lossesInRowMax: 3 })
  for (const net of [-1n, -1n, -1n]) watch.closed(net)
  expect(watch.mark(7, 100)).toBeUndefined()
  for (const net of [-1n, -1n, 5n, -1n, 0n, -1n]) watch.closed(net)
  expect(watch.mark(7, 100)).toBeUndefined()
  watch.closed(-1n)
  expect(watch.mark(7, 100)).toBe('3 losses in a row since the promotion')
})

it('takes an equity that is no number for too little', () => {
  const watch = new RollbackWatch()
  watch.mark(7, 100)
  expect(watch.mark(7, Number.NaN)).toContain('since the promotion')
})

it('goes on from where it was saved', () => {
  const watch = new RollbackWatch()
  watch.mark(7, 100)
  watch.mark(7, 200)
  const twin = new RollbackWatch()
  twin.load(JSON.parse(JSON.stringify(watch.save())))
  expect(twin.mark(7, 150)).toBe(watch.mark(7, 150))
})
