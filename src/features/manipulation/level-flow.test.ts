import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LevelFlow } from './index.ts'

function heard(): { readonly flow: LevelFlow; readonly told: string[] } {
  const told: string[] = []
  const flow = new LevelFlow(({ kind, ts, side, price, size }) => {
    told.push(`${ts} ${kind} ${side} ${price} ${size}`)
  })
  return { flow, told }
}

it('tells what came to a level, what was taken from it, and what was canceled', () => {
  const { flow, told } = heard()
  flow.onLevel(1, true, 100, 10)
  flow.onTrade(2, false, 100, 4)
  flow.onLevel(2, true, 100, 6)
  flow.onLevel(3, true, 100, 5)
  flow.onLevel(4, true, 100, 0)
  expect(told).toEqual([
    '1 added 1 100 10',
    '2 traded -1 100 4',
    '3 canceled 1 100 1',
    '4 canceled 1 100 5',
  ])
})

it('tells what was added while as much was taken', () => {
  const { flow, told } = heard()
  flow.onLevel(1, false, 101, 10)
  flow.onTrade(2, true, 101, 4)
  flow.onLevel(2, false, 101, 10)
  expect(told.slice(1)).toEqual(['2 traded 1 101 4', '2 added -1 101 4'])
})

it('begins anew after a reset', () => {
  const { flow, told } = heard()
  flow.onLevel(1, false, 101, 10)
  flow.onTrade(1, true, 101, 10)
  flow.reset()
  flow.onLevel(2, false, 101, 10)
  expect(told.at(-1)).toBe('2 added -1 101 10')
})

it('loses no lot: added less canceled less taken is what stands', () => {
  const step = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 30 }), fc.boolean())
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let sum = 0
      let stands = 0
      const flow = new LevelFlow(({ kind, size }) => {
        sum += kind === 'added' ? size : -size
      })
      steps.forEach(([isTrade, size, isAtOnce], ts) => {
        if (isTrade && size > 0) {
          const taken = Math.min(size, stands)
          if (taken > 0) flow.onTrade(ts, false, 100, taken)
          stands -= taken
          if (!isAtOnce) return
        } else stands = size
        flow.onLevel(ts, true, 100, stands)
        expect(sum).toBe(stands)
      })
    }),
  )
})
