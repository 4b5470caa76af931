import { describe, expect, it } from 'vitest'
import { DelayedFeed, type DeskSnapshot, type DeskUpdate } from '../../src/app/index.ts'
import { arrangeSnapshot, mergeUpdate } from '../../web/src/state/merge-update.ts'
import { canOpenPages, launchBrowser, openPage, serveSample } from './page-browser.ts'
import { SampleDesk } from './page-sample-desk.ts'

/** The sample desk begins at four in the morning: so many minutes later it is midnight. */
const untilMidnight = 20 * 60
const day = 24 * 60
const midnight = Date.UTC(2026, 10, 21)

function deskAfter(steps: number): SampleDesk {
  const desk = new SampleDesk(3, 0)
  for (let i = 0; i < steps; i += 1) desk.step()
  return desk
}

/** A desk that tells its listeners what is new before it gives a snapshot, as a real one does. */
class TellingDesk extends SampleDesk {
  override snapshot(): DeskSnapshot {
    const { status, equity } = super.snapshot()
    this.publish({ status, equity: equity.slice(-1) })
    return super.snapshot()
  }
}

/** What a page has that listens, joined to `feed` when it is made. */
function pageOn(feed: DelayedFeed): { readonly known: () => DeskSnapshot; stop: () => void } {
  const early: DeskUpdate[] = []
  let known: DeskSnapshot | undefined
  const stop = feed.subscribe((update) => {
    if (known === undefined) early.push(update)
    else known = mergeUpdate(known, update)
  })
  known = arrangeSnapshot(feed.snapshot())
  const first = known
  return { known: () => known ?? first, stop }
}

/** All that tells of money. */
function moneyOf({ status, equity, fills, positions }: DeskSnapshot): object {
  return { status, equity: equity.at(-1), fills: fills.slice(-20), positions }
}

/** Sequences of the fills in a journal. A page keeps more of them than a snapshot has. */
function filled({ journal }: DeskSnapshot): readonly number[] {
  const rows = journal.filter(({ kind }) => kind === 'order-filled')
  return rows.map(({ sequence }) => sequence)
}

describe('a page of a desk without emotions', () => {
  it('follows it over midnights to what a fresh snapshot says, and hears of no money between', () => {
    const desk = deskAfter(untilMidnight - 30)
    const feed = new DelayedFeed(desk)
    const page = pageOn(feed)
    const seen = new Set<number>()
    for (let i = 0; i < 2 * day; i += 1) {
      desk.step()
      seen.add(page.known().status.equity)
      if (i % 97 === 0) expect(moneyOf(page.known())).toEqual(moneyOf(feed.snapshot()))
    }
    expect(seen.size).toBe(3)
    const told = feed.snapshot()
    expect(filled(page.known())).toEqual(expect.arrayContaining([...filled(told)]))
    expect(filled(page.known())[0]).toBe(filled(told)[0])
    page.stop()
    expect(desk.listeners).toBe(0)
  })

  it('sees the day that another page, or a line on the terminal, has brought', () => {
    const desk = deskAfter(untilMidnight - 2)
    const feed = new DelayedFeed(desk)
    const first = pageOn(feed)
    const before = first.known().status.moneyAsOf
    first.stop()
    for (let i = 0; i < 4; i += 1) desk.step()
    const late = pageOn(feed)
    expect([before, late.known().status.moneyAsOf]).toEqual([midnight - day * 60_000, midnight])
  })

  it('is not sent in circles by a desk that speaks before it is asked', () => {
    const desk = new TellingDesk(3, 0)
    for (let i = 0; i < untilMidnight - 2; i += 1) desk.step()
    const feed = new DelayedFeed(desk)
    const pages = [pageOn(feed), pageOn(feed)]
    for (let i = 0; i < 4; i += 1) desk.step()
    for (const page of pages) {
      expect(page.known().status.moneyAsOf).toBe(midnight)
      expect(moneyOf(page.known())).toEqual(moneyOf(feed.snapshot()))
    }
  })
})

it.skipIf(!canOpenPages)('says of which midnight its figures are', async () => {
  const browser = await launchBrowser()
  const desk = deskAfter(untilMidnight + 60)
  const server = await serveSample(new DelayedFeed(desk), 0)
  try {
    const { page, complaints } = await openPage(browser, server, 'Equity and drawdown')
    await page.getByText('Money is as of 21 Nov 00:00 UTC').waitFor()
    expect(await page.locator('.figure', { hasText: 'Unrealised' }).innerText()).toContain('0.00')
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
    await server.close()
  }
})
