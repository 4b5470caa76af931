import { describe, expect, it } from 'vitest'
import { QuorumStage } from './quorum-stage.ts'

const secondUs = 1_000_000

/** Seconds until all logs are equal. */
function secondsToAgree(stage: QuorumStage): number {
  for (let tenths = 0; tenths < 600; tenths += 1) {
    if (new Set(stage.heads).size === 1) return tenths / 10
    stage.run(secondUs / 10)
  }
  return Number.POSITIVE_INFINITY
}

describe('four managers', () => {
  it('agree in a few milliseconds, and one that is down stops nothing', () => {
    const stage = new QuorumStage()
    stage.propose(0)
    stage.run(10_000)
    expect(stage.slots).toEqual([2, 2, 2, 2])
    stage.nodes[2]?.crash(undefined)
    for (let i = 0; i < 8; i += 1) {
      stage.propose(i % 2)
      stage.run(secondUs)
    }
    expect(stage.slots).toEqual([10, 10, 0, 10])
    stage.nodes[2]?.start()
    expect(secondsToAgree(stage)).toBeLessThan(3)
  })

  it('commit nothing on the smaller side of a cut, nor on either of two halves', () => {
    const stage = new QuorumStage()
    stage.bus.partition([3])
    for (let i = 0; i < 10; i += 1) {
      stage.propose(i % 4)
      stage.run(secondUs)
    }
    const [near = 0, , , far] = stage.slots
    expect(near).toBeGreaterThan(5)
    expect(far).toBe(1)
    stage.bus.partition([1, 2])
    stage.run(secondUs)
    const before = stage.slots
    for (let i = 0; i < 20; i += 1) {
      stage.propose(i % 4)
      stage.run(secondUs)
    }
    // One that was behind may hear of what was committed before; nothing new is.
    expect(Math.max(...stage.slots)).toBe(Math.max(...before))
    stage.bus.mendAll()
    expect(secondsToAgree(stage)).toBeLessThan(60)
    expect(new Set(stage.slots).size).toBe(1)
    stage.propose(3)
    stage.run(3 * secondUs)
    expect(stage.slots[0]).toBeGreaterThan(Math.max(...before))
  })

  it('go on when the coordinator dies between the quorum and telling of it', () => {
    for (const site of ['before-write', 'torn-write', 'before-send', 'after-send'] as const)
      for (let wait = 0; wait < 12; wait += 1) {
        const stage = new QuorumStage()
        stage.propose(1)
        stage.run(wait * 100)
        // Manager 1 coordinates slot 1.
        stage.nodes[1]?.crash(site)
        stage.run(5 * secondUs)
        stage.propose(0)
        stage.run(5 * secondUs)
        const slots = stage.slots.filter((slot) => slot > 0)
        expect(slots.length).toBeGreaterThanOrEqual(3)
        expect(Math.min(...slots)).toBeGreaterThanOrEqual(2)
        stage.nodes[1]?.crash(undefined)
        stage.nodes[1]?.start()
        expect(secondsToAgree(stage)).toBeLessThan(60)
      }
  })

  it('do not differ by lines that go one way only', () => {
    const stage = new QuorumStage()
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ] as const)
      stage.bus.cut(from, to)
    for (let i = 0; i < 10; i += 1) {
      stage.propose(i % 4)
      stage.run(secondUs)
    }
    stage.bus.mendAll()
    expect(secondsToAgree(stage)).toBeLessThan(60)
  })
})
