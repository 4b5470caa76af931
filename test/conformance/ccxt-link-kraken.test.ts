// @module-tag long

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { linkCases } from './link-cases.ts'
import { LinkScene } from './link-scene.ts'

describe('a gateway at Kraken', () => {
  linkCases('kraken')

  it('places several orders in one call, and takes them back in one', async () => {
    const desk = await LinkScene.open('kraken')
    onTestFinished(() => desk.close())
    const poll = { timeout: 20_000, interval: 20 }
    const resting = [1, 2, 3].map((n) =>
      desk.submit({ lots: 100, type: 'limit', offset: -5_000 - n }),
    )
    const dear = desk.submit({ lots: 1e9, type: 'limit', offset: -5_000 })
    const states = (): readonly string[] => [...resting, dear].map((order) => desk.state(order))
    const stand = ['accepted', 'accepted', 'accepted', 'rejected']
    await expect.poll(states, poll).toEqual(stand)
    // The first is of the key's proof.
    const placed = desk.line.asked.filter((each) => each.startsWith('AddOrder'))
    expect(placed).toEqual(['AddOrder', 'AddOrderBatch'])
    // What the budget has no calls for goes by itself: the look-ups after placing took some.
    await sleep(200)
    for (const order of resting) desk.cancel(order)
    await expect.poll(states, poll).toEqual(['canceled', 'canceled', 'canceled', 'rejected'])
    // News of an order that is to go may have it asked for once more.
    expect(desk.line.asked).toContain('CancelOrderBatch')
  })

  it('leaves orders where they are while it lives, and none behind it (dead man)', async () => {
    const desk = await LinkScene.open('kraken', {}, { deadManUs: 2_000_000 })
    onTestFinished(() => desk.close())
    const poll = { timeout: 20_000, interval: 20 }
    const resting = desk.submit({ lots: 100, type: 'limit', offset: -5_000 })
    await expect.poll(() => desk.state(resting), poll).toBe('accepted')
    await sleep(4_000)
    expect(desk.atVenue(resting)?.status).toBe('open')
    await desk.end()
    await expect.poll(() => desk.atVenue(resting)?.end, poll).toBe('dead-man')
  })
})
