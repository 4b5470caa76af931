import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { FaultPlan } from '../../src/venue/index.ts'
import { linkBooks } from './link-books.ts'
import { LinkScene } from './link-scene.ts'
import type { LinkDialect } from './link-venue.ts'
import type { LinkOpener } from './near-link.ts'

const out = { side: 'sell', role: 'exit', isReduceOnly: true } as const
const patience = { timeout: 8_000, interval: 20 }

/** A scene that is closed after its test. */
async function opened(
  dialect: LinkDialect,
  faults?: Partial<FaultPlan>,
  opener?: LinkOpener,
): Promise<LinkScene> {
  const desk = await LinkScene.open(dialect, faults, {}, opener)
  onTestFinished(() => desk.close())
  return desk
}

/** What a gateway and its link come to at our own exchange, with faults and stops. */
export function linkCases(dialect: LinkDialect): void {
  it('places, fills and cancels, and has in its books what the exchange has', async () => {
    const desk = await opened(dialect)
    const taken = desk.submit({ lots: 100 })
    const resting = desk.submit({ lots: 200, type: 'limit', offset: -5_000 })
    await expect.poll(() => desk.state(taken), patience).toBe('filled')
    const sold = desk.submit({ lots: 50, ...out })
    const stop = desk.submit({ lots: 50, ...out, type: 'stop', role: 'stop', offset: -9_000 })
    const states = (): readonly string[] => [resting, sold, stop].map((o) => desk.state(o))
    await expect.poll(states, patience).toEqual(['accepted', 'filled', 'accepted'])
    desk.cancel(resting)
    await expect.poll(() => desk.state(resting), patience).toBe('canceled')
    const { desk: ours, venue } = linkBooks(desk)
    expect(ours).toEqual(venue)
    expect(desk.notices).toEqual([])
  })

  it.each<[string, Partial<FaultPlan>]>([
    ['loses messages', { dropShare: 0.15 }],
    ['fails after it did what it was told', { failAfterShare: 0.25 }],
    [
      'hears everything twice, and again later',
      { duplicateShare: 0.5, replayShare: 0.5, replayUs: 300_000 },
    ],
  ])('is stopped and started twice while the exchange %s', (_, faults) => trade(dialect, faults))

  it('changes a stop, also over a restart', () => change(dialect, {}))

  it('changes a stop when answers fail after it was done', () =>
    change(dialect, { failAfterShare: 0.4 }))

  it('changes a stop when messages are lost', () => change(dialect, { dropShare: 0.15 }))
}

/** A stop that is changed twice, the second time while a life of the desk ends; then it is sold. */
async function change(dialect: LinkDialect, faults: Partial<FaultPlan>): Promise<void> {
  const desk = await opened(dialect, faults)
  const poll = { timeout: 20_000, interval: 20 }
  const taken = desk.submit({ lots: 100 })
  await expect.poll(() => desk.state(taken), poll).toBe('filled')
  const stop = desk.submit({ lots: 40, ...out, type: 'stop', role: 'stop', offset: -9_000 })
  await expect.poll(() => desk.state(stop), poll).toBe('accepted')
  const at = (): readonly (number | string | undefined)[] => {
    const { lots, trigger, end = 'open' } = desk.atVenue(stop) ?? {}
    return [lots, trigger, end]
  }
  const changes = (): number =>
    desk.events(stop).filter(({ kind }) => kind === 'order-amended').length
  desk.amend(stop, 100, -9_000)
  await expect.poll(changes, poll).toBe(1)
  expect(at()).toEqual([100, desk.middle - 9_000, 'open'])
  desk.amend(stop, 60, -8_000)
  await desk.end()
  await desk.begin()
  await expect.poll(at, poll).toEqual([60, desk.middle - 8_000, 'open'])
  await expect.poll(changes, poll).toBe(2)
  // Wanted twice before either is known.
  desk.amend(stop, 50, -8_000)
  desk.amend(stop, 45, -8_000)
  await expect.poll(at, poll).toEqual([45, desk.middle - 8_000, 'open'])
  expect(desk.openAtVenue).toBe(1)
  desk.cancel(stop)
  await expect.poll(() => desk.state(stop), poll).toBe('canceled')
  expect(at()).toEqual([45, desk.middle - 8_000, 'by-request'])
  expect(desk.openAtVenue).toBe(0)
}

/** Three lives of a desk; at the end its books are the exchange's. */
export async function trade(
  dialect: LinkDialect,
  faults: Partial<FaultPlan>,
  opener?: LinkOpener,
): Promise<void> {
  const desk = await opened(dialect, faults, opener)
  for (let life = 0; life < 3; life += 1) {
    const taken = desk.submit({ lots: 100 + life })
    const resting = desk.submit({ lots: 200, type: 'limit', offset: -5_000 })
    await sleep(60)
    desk.submit({ lots: 30, ...out })
    desk.submit({ lots: 20, ...out, type: 'stop', role: 'stop', offset: -9_000 })
    desk.cancel(resting)
    await sleep(40)
    desk.submit({ lots: 50 + taken, type: 'limit', offset: 1_000 })
    // In the middle of what it does.
    if (life < 2) {
      await desk.end()
      await desk.begin()
    }
  }
  await expect.poll(() => desk.settle(), { ...patience, timeout: 20_000 }).toEqual([])
  const { desk: ours, venue } = linkBooks(desk)
  expect(ours).toEqual(venue)
  expect(desk.unresolved).toBe(0)
}
