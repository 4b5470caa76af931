import { describe, expect, it } from 'vitest'
import { BoxPulse, beats } from './box-pulse.ts'

const { moved, same } = beats

/** Ticks until it is taken for one that hangs: each with what is heard in it and has been used. */
function ticksOf(
  life: (tick: number) => readonly [said: readonly number[], usedMs?: number],
): number {
  const pulse = new BoxPulse(130)
  pulse.begin()
  for (let tick = 1; tick <= 1_000; tick += 1) {
    const [said, usedMs] = life(tick)
    if (said.length > 0) pulse.hear(Uint8Array.from(said), () => usedMs)
    if (pulse.tick(usedMs)) return tick
  }
  return Number.POSITIVE_INFINITY
}

describe('a call that takes too long', () => {
  it('is known by its heart and by what it uses, within 200 ms', () => {
    expect(ticksOf((tick) => [[tick === 1 ? moved : same], 20 * tick])).toBeLessThanOrEqual(8)
  })

  it('is known by its heart alone where nobody says what it uses', () => {
    expect(ticksOf((tick) => [[tick === 1 ? moved : same]])).toBeLessThanOrEqual(8)
  })

  it('is known after two seconds, whatever it uses and whatever is heard', () => {
    expect(ticksOf(() => [[same], 0])).toBe(101)
    expect(ticksOf((tick) => [tick === 1 ? [moved] : [], 0])).toBe(101)
  })
})

describe('on a machine that is busy elsewhere', () => {
  it('a heart that is not let beat is not taken for one that hangs, however much is used', () => {
    const starved = (tick: number): number[] => (tick % 12 === 1 ? [moved] : [])
    expect(ticksOf((tick) => [starved(tick), 20 * tick])).toBe(Number.POSITIVE_INFINITY)
  })

  it('a call that is not let run is waited for', () => {
    const rests = (tick: number): number[] => [tick % 30 === 1 ? moved : same]
    expect(ticksOf((tick) => [rests(tick), Math.floor(tick / 30)])).toBe(Number.POSITIVE_INFINITY)
  })

  it('beats that come late all at once count by the last', () => {
    const late = (tick: number): number[] => (tick % 20 === 0 ? [same, same, same, moved] : [])
    expect(ticksOf((tick) => [late(tick), 20 * tick])).toBe(Number.POSITIVE_INFINITY)
  })
})

it('waits for the first beat: nothing of a stranger runs before', () => {
  expect(ticksOf((tick) => [[], 20 * tick])).toBe(Number.POSITIVE_INFINITY)
})
