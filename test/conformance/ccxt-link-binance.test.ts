import { describe, expect, it, onTestFinished } from 'vitest'
import { linkCases } from './link-cases.ts'
import { LinkScene } from './link-scene.ts'

const stop = { side: 'sell', role: 'stop', isReduceOnly: true, type: 'stop' } as const

describe('a gateway at Binance', () => {
  linkCases('binance')

  it('replaces a stop in one call, and takes nothing back before', async () => {
    const desk = await LinkScene.open('binance')
    onTestFinished(() => desk.close())
    const poll = { timeout: 8_000, interval: 20 }
    const taken = desk.submit({ lots: 100 })
    await expect.poll(() => desk.state(taken), poll).toBe('filled')
    const order = desk.submit({ ...stop, lots: 40, offset: -9_000 })
    await expect.poll(() => desk.state(order), poll).toBe('accepted')
    desk.amend(order, 100, -9_000)
    await expect.poll(() => desk.state(order), poll).toBe('amended')
    const first = desk.venue.orders().find(({ request }) => request.clientId.endsWith('20000'))
    const now = desk.atVenue(order)
    expect([first?.end, first?.updatedTs]).toEqual(['by-request', now?.createdTs])
    expect(desk.line.asked).toContain('cancelReplace')
  })

  it('is told when a stop can no more be replaced: it is left as it is', async () => {
    const desk = await LinkScene.open('binance')
    onTestFinished(() => desk.close())
    const poll = { timeout: 8_000, interval: 20 }
    const taken = desk.submit({ lots: 100 })
    await expect.poll(() => desk.state(taken), poll).toBe('filled')
    const order = desk.submit({ ...stop, lots: 40, offset: -9_000 })
    await expect.poll(() => desk.state(order), poll).toBe('accepted')
    // More than there is to sell: the old one is gone before the venue says so.
    desk.amend(order, 2_000_000_000, -9_000)
    await expect.poll(() => desk.state(order), poll).toBe('canceled')
    expect(desk.openAtVenue).toBe(0)
  })
})
