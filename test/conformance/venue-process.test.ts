// @module-tag long

import { describe, expect, it, onTestFinished } from 'vitest'
import { FarLinks } from './far-link.ts'
import { linkBooks } from './link-books.ts'
import { trade } from './link-cases.ts'
import { LinkScene } from './link-scene.ts'

const patience = { timeout: 20_000, interval: 20 }

const faults = { dropShare: 0.03, failAfterShare: 0.1, duplicateShare: 0.2, replayShare: 0.2 }

it('a gateway whose link is in a process of its own has the books of a faulty exchange', async () => {
  const far = new FarLinks()
  onTestFinished(() => far.close())
  await trade('binance', faults, far.open)
})

/** A desk that has bought 100 lots and has a stop for 40 of them. */
async function stopped(far: FarLinks): Promise<{ desk: LinkScene; taken: number; stop: number }> {
  const desk = await LinkScene.open('binance', {}, {}, far.open)
  onTestFinished(async () => {
    await desk.close()
    far.close()
  })
  const taken = desk.submit({ lots: 100 })
  await expect.poll(() => desk.state(taken), patience).toBe('filled')
  const of = { side: 'sell', role: 'stop', isReduceOnly: true, type: 'stop' } as const
  const stop = desk.submit({ ...of, lots: 40, offset: -9_000 })
  await expect.poll(() => desk.state(stop), patience).toBe('accepted')
  return { desk, taken, stop }
}

/** What happened to the line is mended: orders go on, and there is none twice. */
async function goesOn(desk: LinkScene, orders: number): Promise<void> {
  await expect.poll(() => desk.settle(), patience).toEqual([])
  const again = desk.submit({ lots: 30 })
  await expect.poll(() => desk.state(again), patience).toBe('filled')
  const { desk: ours, venue } = linkBooks(desk)
  expect(ours).toEqual(venue)
  expect(desk.unresolved).toBe(0)
  expect(desk.venue.orders().length).toBe(orders + 1)
}

describe('a venue process that is lost', () => {
  it('by SIGKILL is started again, and no order is doubled or forgotten', async () => {
    const far = new FarLinks()
    const { desk, stop } = await stopped(far)
    // Into the pipe, and no further.
    const under = [desk.submit({ lots: 20 }), desk.submit({ lots: 25 })]
    far.running?.kill()
    const lost = desk.submit({ lots: 30, side: 'sell', role: 'exit', isReduceOnly: true })
    await expect.poll(() => far.starts, patience).toBe(2)
    await expect.poll(() => desk.state(lost), patience).toBe('filled')
    for (const order of under)
      await expect.poll(() => desk.state(order), patience).toMatch(/filled|rejected/)
    expect(desk.deafness).toBeGreaterThanOrEqual(2)
    expect(desk.notices).toContain('The venue process stands again.')
    expect(desk.state(stop)).toBe('accepted')
    const arrived = under.filter((order) => desk.atVenue(order) !== undefined).length
    await goesOn(desk, 3 + arrived)
  })

  it('by a line that makes no sense is not believed any more', async () => {
    const far = new FarLinks()
    const { desk } = await stopped(far)
    far.hear = () => Buffer.from('{"kind":"answer","ticket":1,"answer":{"kind":"done?"}}\n')
    const order = desk.submit({ lots: 20 })
    await expect.poll(() => far.starts, patience).toBeGreaterThan(1)
    far.hear = (bytes) => bytes
    await expect.poll(() => desk.state(order), patience).toMatch(/filled|rejected/)
    expect(desk.notices.join(' ')).toContain('it said what makes no sense')
    await goesOn(desk, desk.venue.orders().length)
  })

  it('by a line it does not understand itself does nothing, and ends', async () => {
    const far = new FarLinks()
    const { desk } = await stopped(far)
    const before = desk.venue.orders().length
    far.tell = (line) => line.replace('"market"', '"markt"')
    const order = desk.submit({ lots: 20 })
    await expect.poll(() => far.starts, patience).toBe(2)
    far.tell = (line) => line
    await expect.poll(() => desk.state(order), patience).toBe('rejected')
    expect(desk.venue.orders().length).toBe(before)
    await goesOn(desk, before)
  })
})

it('a venue process sends nothing once the folder of its desk is lost', async () => {
  const far = new FarLinks()
  const { desk } = await stopped(far)
  const before = desk.venue.orders().length
  far.loseFolder()
  const order = desk.submit({ lots: 20 })
  await expect.poll(() => desk.state(order), patience).toBe('unresolved')
  expect([desk.venue.orders().length, desk.openAtVenue]).toEqual([before, 1])
})
