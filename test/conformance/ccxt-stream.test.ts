import { expect, it, onTestFinished } from 'vitest'
import { hourUs } from '../../src/domain/index.ts'
import { linkBooks } from './link-books.ts'
import { LinkScene } from './link-scene.ts'

/** The gateway asks for nothing by itself: what it hears comes from the stream. */
const silent = { quietUs: hourUs, accountUs: hourUs, accountAgainUs: hourUs }
const patience = { timeout: 8_000, interval: 20 }

it.each(['kraken', 'binance'] as const)(
  'what happened at %s while the line was cut is known soon after it was mended',
  async (dialect) => {
    const desk = await LinkScene.open(dialect, {}, silent)
    onTestFinished(() => desk.close())
    const first = desk.submit({ lots: 100, type: 'limit', offset: -5_000 })
    const second = desk.submit({ lots: 100, type: 'limit', offset: -90_000 })
    await expect
      .poll(() => [desk.state(first), desk.state(second)], patience)
      .toEqual(['accepted', 'accepted'])
    desk.venue.quote(desk.middle - 20_000)
    // Nobody asked.
    await expect.poll(() => desk.state(first), patience).toBe('filled')
    const before = desk.deafness
    desk.line.cut()
    desk.venue.quote(desk.middle - 120_000)
    expect(desk.atVenue(second)?.status).toBe('filled')
    await expect.poll(() => desk.deafness, patience).toBeGreaterThan(before + 1)
    const cut = desk.deafness
    desk.line.mend()
    await expect.poll(() => desk.state(second), patience).toBe('filled')
    // The streams stand again, and are heard.
    await expect.poll(() => desk.deafness, patience).toBeGreaterThan(cut + 1)
    const third = desk.submit({ lots: 100, type: 'limit', offset: -130_000 })
    await expect.poll(() => desk.state(third), patience).toBe('accepted')
    desk.venue.quote(desk.middle - 150_000)
    await expect.poll(() => desk.state(third), patience).toBe('filled')
    const { desk: ours, venue } = linkBooks(desk)
    expect(ours).toEqual(venue)
    expect(desk.notices.join()).toContain('the stream of')
  },
)
