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

it('lets nobody stay who has lost just as much as is too much, or had nothing to lose', () => {
  const watch = new RollbackWatch({ drawdownMax: 0.25, lossesInRowMax: 3 })
  watch.mark(7, 100)
  expect(watch.mark(7, 75.01)).toBeUndefined()
  expect(watch.mark(7, 75)).toBe('drawdown 25.0 % since the promotion')
  expect(watch.mark(8, 0)).toContain('since the promotion')
  expect(watch.mark(9, -10)).toContain('since the promotion')
})

it('is over with the return of one that always was', () => {
  const watch = new RollbackWatch()
  watch.mark(7, 100)
  expect(watch.mark(0, 100)).toBeUndefined()
  expect(watch.mark(0, 10)).toBeUndefined()
})

it('goes on from where it was saved', () => {
  const watch = new RollbackWatch()
  watch.mark(7, 100)
  watch.mark(7, 200)
  const twin = new RollbackWatch()
  twin.load(JSON.parse(JSON.stringify(watch.save())))
  expect(twin.mark(7, 150)).toBe(watch.mark(7, 150))
  twin.load(JSON.parse(JSON.stringify(watch.save())))
  expect(twin.mark(7, 10)).toBeUndefined()
})

it('goes on with the losses it had counted', () => {
  const [watch, twin] = [new RollbackWatch(), new RollbackWatch()]
  watch.mark(7, 100)
  for (let loss = 0; loss < 5; loss += 1) watch.closed(-1n)
  twin.load(JSON.parse(JSON.stringify(watch.save())))
  expect(twin.mark(7, 100)).toBeUndefined()
  twin.closed(-1n)
  expect(twin.mark(7, 100)).toBe('6 losses in a row since the promotion')
})
