import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { FaultPlan } from '../../src/venue/index.ts'
import { linkCases } from './link-cases.ts'
import { LinkScene } from './link-scene.ts'

const out = { side: 'sell', role: 'stop', isReduceOnly: true, type: 'stop' } as const

/** A stop that is changed twice, the second time while a life of the desk ends. */
async function change(faults: Partial<FaultPlan>): Promise<void> {
  const desk = await LinkScene.open('kraken', faults)
  onTestFinished(() => desk.close())
  const poll = { timeout: 20_000, interval: 20 }
  const taken = desk.submit({ lots: 100 })
  await expect.poll(() => desk.state(taken), poll).toBe('filled')
  const stop = desk.submit({ ...out, lots: 40, offset: -9_000 })
  await expect.poll(() => desk.state(stop), poll).toBe('accepted')
  const at = (): readonly (number | undefined)[] => {
    const { lots, trigger } = desk.atVenue(stop) ?? {}
    return [lots, trigger]
  }
  desk.amend(stop, 100, -9_000)
  await expect.poll(() => desk.state(stop), poll).toBe('amended')
  expect(at()).toEqual([100, desk.middle - 9_000])
  desk.amend(stop, 60, -8_000)
  await desk.end()
  await desk.begin()
  await expect.poll(at, poll).toEqual([60, desk.middle - 8_000])
  await expect.poll(() => desk.events(stop).filter(isAmended).length, poll).toBe(2)
}

function isAmended({ kind }: { readonly kind: string }): boolean {
  return kind === 'order-amended'
}

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

  it('changes a stop in place, also over a restart', () => change({}))

  it('changes a stop in place when answers fail after it was done', () =>
    change({ failAfterShare: 0.4 }))
})
