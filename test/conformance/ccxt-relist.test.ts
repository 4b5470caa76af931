import { describe, expect, it, onTestFinished } from 'vitest'
import type { LinkDialect } from './link-venue.ts'
import { LinkScene } from './link-scene.ts'

const out = { side: 'sell', role: 'exit', isReduceOnly: true } as const
const patience = { timeout: 6_000, interval: 20 }

describe.each<LinkDialect>(['kraken', 'binance'])('a venue that changes its steps (%s)', (name) => {
  it('leaves a position closable in whole new steps, and that is said', async () => {
    const desk = await LinkScene.open(name)
    onTestFinished(() => desk.close())
    const taken = desk.submit({ lots: 1_234 })
    await expect.poll(() => desk.state(taken), patience).toBe('filled')
    desk.venue.relist(50, 100)
    desk.venue.quote(desk.middle)
    const stop = desk.submit({ lots: 1_134, ...out, type: 'stop', offset: -9_049 })
    await expect.poll(() => desk.state(stop), patience).toBe('accepted')
    // A stop is moved to where it fires sooner, never later.
    expect(desk.atVenue(stop)?.request).toMatchObject({ lots: 1_100, trigger: desk.middle - 9_000 })
    expect(desk.notices.join(' ')).toMatch(
      /now takes prices in steps of .* amounts in steps of 0.001/,
    )
    expect(desk.notices.join(' ')).toContain('of a position cannot be closed there')
    desk.cancel(stop)
    await expect.poll(() => desk.state(stop), patience).toBe('canceled')
    const exit = desk.submit({ lots: 1_234, ...out })
    await expect.poll(() => desk.filled(exit), patience).toBe(1_200)
    await expect.poll(() => desk.state(exit), patience).toBe('canceled')
    expect(desk.unresolved).toBe(0)
    // Less than a step is never sent; it is refused, and nobody is left in doubt.
    const rest = desk.submit({ lots: 34, ...out })
    await expect.poll(() => desk.state(rest), patience).toBe('rejected')
    expect(desk.atVenue(rest)).toBeUndefined()
  })
})
