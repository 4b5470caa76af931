import { expect, it } from 'vitest'
import { type RollbackMark, rollbackDefaults, RollbackWatch } from './rollback-watch.ts'

const wide = { ...rollbackDefaults, dayLossMax: 2, tradesDayMax: 1_000 }

function at(equity: number, day: Partial<RollbackMark> = {}): RollbackMark {
  return { equity, dayStart: 1_000, tradesToday: 0, ...day }
}

it('says nothing of a champion that was never promoted', () => {
  const watch = new RollbackWatch({ ...rollbackDefaults, dayLossMax: 2 })
  for (const equity of [100, 10, Number.NaN]) expect(watch.mark(0, at(equity))).toBeUndefined()
})

it('counts from the promotion, and says it once', () => {
  const watch = new RollbackWatch({ ...wide, drawdownMax: 0.05, lossesInRowMax: 3 })
  watch.mark(0, at(1_000))
  expect(watch.mark(7, at(100))).toBeUndefined()
  expect(watch.mark(7, at(110))).toBeUndefined()
  expect(watch.mark(7, at(104.6))).toBeUndefined()
  expect(watch.mark(7, at(104.5))).toBe('drawdown 5.0 % since the promotion')
  expect(watch.mark(7, at(50))).toBeUndefined()
  expect(watch.mark(8, at(50))).toBeUndefined()
  expect(watch.mark(8, at(40))).toBe('drawdown 20.0 % since the promotion')
})

it('counts losses in a row since then', () => {
  const watch = new RollbackWatch({ ...wide, drawdownMax: 0.5, lossesInRowMax: 3 })
  for (const net of [-1n, -1n, -1n]) watch.closed(net)
  expect(watch.mark(7, at(100))).toBeUndefined()
  for (const net of [-1n, -1n, 5n, -1n, 0n, -1n]) watch.closed(net)
  expect(watch.mark(7, at(100))).toBeUndefined()
  watch.closed(-1n)
  expect(watch.mark(7, at(100))).toBe('3 losses in a row since the promotion')
})

it('takes an equity that is no number for too little', () => {
  const watch = new RollbackWatch({ ...rollbackDefaults, dayLossMax: 2 })
  watch.mark(7, at(100))
  expect(watch.mark(7, at(Number.NaN))).toContain('since the promotion')
})

it('lets nobody stay who has lost just as much as is too much, or had nothing to lose', () => {
  const watch = new RollbackWatch({ ...wide, drawdownMax: 0.25, lossesInRowMax: 3 })
  watch.mark(7, at(100))
  expect(watch.mark(7, at(75.01))).toBeUndefined()
  expect(watch.mark(7, at(75))).toBe('drawdown 25.0 % since the promotion')
  expect(watch.mark(8, at(0))).toContain('since the promotion')
  expect(watch.mark(9, at(-10))).toContain('since the promotion')
})

it('is over with the return of one that always was', () => {
  const watch = new RollbackWatch({ ...rollbackDefaults, dayLossMax: 2 })
  watch.mark(7, at(100))
  expect(watch.mark(0, at(100))).toBeUndefined()
  expect(watch.mark(0, at(10))).toBeUndefined()
})

it('goes on from where it was saved', () => {
  const watch = new RollbackWatch({ ...rollbackDefaults, dayLossMax: 2 })
  watch.mark(7, at(100))
  watch.mark(7, at(200))
  const twin = new RollbackWatch({ ...rollbackDefaults, dayLossMax: 2 })
  twin.load(JSON.parse(JSON.stringify(watch.save())))
  expect(twin.mark(7, at(150))).toBe(watch.mark(7, at(150)))
  twin.load(JSON.parse(JSON.stringify(watch.save())))
  expect(twin.mark(7, at(10))).toBeUndefined()
})

it('goes on with the losses it had counted', () => {
  const [watch, twin] = [
    new RollbackWatch({ ...rollbackDefaults, dayLossMax: 2 }),
    new RollbackWatch({ ...rollbackDefaults, dayLossMax: 2 }),
  ]
  watch.mark(7, at(100))
  for (let loss = 0; loss < 5; loss += 1) watch.closed(-1n)
  twin.load(JSON.parse(JSON.stringify(watch.save())))
  expect(twin.mark(7, at(100))).toBeUndefined()
  twin.closed(-1n)
  expect(twin.mark(7, at(100))).toBe('6 losses in a row since the promotion')
})

it('counts the loss of a day, on the first day from the promotion on', () => {
  const watch = new RollbackWatch({ ...wide, drawdownMax: 0.5, dayLossMax: 0.03 })
  expect(watch.mark(7, at(100, { dayStart: 110 }))).toBeUndefined()
  expect(watch.mark(7, at(97.1, { dayStart: 110 }))).toBeUndefined()
  expect(watch.mark(7, at(94.5, { dayStart: 97.1 }))).toBeUndefined()
  expect(watch.mark(7, at(94.1, { dayStart: 97.1 }))).toBe('3.1 % lost in a day')
  watch.mark(8, at(100, { dayStart: 110 }))
  expect(watch.mark(8, at(97, { dayStart: 110 }))).toBe('3.0 % lost in a day')
})

it('does not keep one that opens positions all day long', () => {
  const terms = { ...wide, tradesDayMax: 3 }
  const watch = new RollbackWatch(terms)
  expect(watch.mark(7, at(100, { tradesToday: 9 }))).toBeUndefined()
  expect(watch.mark(7, at(100, { tradesToday: 12 }))).toBeUndefined()
  const twin = new RollbackWatch(terms)
  twin.load(JSON.parse(JSON.stringify(watch.save())))
  expect(twin.mark(7, at(100, { tradesToday: 13 }))).toBe('4 positions opened in a day')
  const next = { dayStart: 99, tradesToday: 4 }
  expect(watch.mark(7, at(99, { ...next, tradesToday: 3 }))).toBeUndefined()
  expect(watch.mark(7, at(99, next))).toBe('4 positions opened in a day')
})
