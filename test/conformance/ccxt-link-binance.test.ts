// @module-tag long

import { describe, expect, it, onTestFinished } from 'vitest'
import { linkCases } from './link-cases.ts'
import { LinkScene } from './link-scene.ts'

const poll = { timeout: 8_000, interval: 20 }

/** A desk that has bought 100 lots and has a stop for 40 of them. */
async function stopped(): Promise<{ readonly desk: LinkScene; readonly stop: number }> {
  const desk = await LinkScene.open('binance')
  onTestFinished(() => desk.close())
  const taken = desk.submit({ lots: 100 })
  await expect.poll(() => desk.state(taken), poll).toBe('filled')
  const of = { side: 'sell', role: 'stop', isReduceOnly: true, type: 'stop' } as const
  const stop = desk.submit({ ...of, lots: 40, offset: -9_000 })
  await expect.poll(() => desk.state(stop), poll).toBe('accepted')
  return { desk, stop }
}

describe('a gateway at Binance', () => {
  linkCases('binance')

  it('replaces a stop in one call, and takes nothing back before', async () => {
    const { desk, stop } = await stopped()
    desk.amend(stop, 100, -9_000)
    await expect.poll(() => desk.state(stop), poll).toBe('amended')
    const first = desk.venue.orders().find(({ request }) => request.clientId.endsWith('20000'))
    const now = desk.atVenue(stop)
    expect([first?.end, first?.updatedTs]).toEqual(['by-request', now?.createdTs])
    expect(desk.line.asked).toContain('cancelReplace')
  })

  it('hears that a stop is gone which was to be replaced by one the venue declines', async () => {
    const { desk, stop } = await stopped()
    // More than there is to sell: the old one is gone before the venue says so.
    desk.amend(stop, 2_000_000_000, -9_000)
    await expect.poll(() => desk.state(stop), poll).toBe('canceled')
    expect(desk.openAtVenue).toBe(0)
  })
})
