import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayUs, hourUs, micros } from '../../domain/index.ts'
import { replaceFile, SimulatedDisk } from '../../kernel/index.ts'
import { ActBudget } from './act-budget.ts'

const limits = { perHour: 3, notionalPerDay: 100 }

it('never lets more through in any hour and any day than it says, whatever restarts', () => {
  const step = fc.tuple(
    fc.integer({ min: 1, max: 2 * hourUs }),
    fc.double({ min: 0, max: 60, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const disk = new SimulatedDisk()
      const done: { ts: number; notional: number }[] = []
      let now = dayUs
      for (const [wait, notional] of steps) {
        now += wait
        // Another process each time.
        const why = new ActBudget('desk', limits, disk).spend(micros(now), notional)
        if (why === undefined) done.push({ ts: now, notional })
      }
      for (const { ts } of done) {
        const hour = done.filter((each) => each.ts <= ts && each.ts > ts - hourUs)
        const day = done.filter((each) => each.ts <= ts && each.ts > ts - dayUs)
        expect(hour.length).toBeLessThanOrEqual(limits.perHour)
        const sum = day.reduce((all, each) => all + each.notional, 0)
        expect(sum).toBeLessThanOrEqual(limits.notionalPerDay + 1e-9)
      }
    }),
  )
})

it('lets nothing through when what was done cannot be read', () => {
  const disk = new SimulatedDisk()
  replaceFile(disk, 'desk', 'mcp-acts.json', new TextEncoder().encode('{"acts":[{'))
  expect(new ActBudget('desk', limits, disk).spend(micros(1), 0)).toMatch(/cannot be read/)
})
