// @module-tag long

import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskServer } from '../../src/doors/index.ts'
import { canOpenPages, launchBrowser, openPage, serveSample } from './page-browser.ts'
import { SampleDesk } from './page-sample-desk.ts'
import { emptyFolder, type SeededFolder } from './page-seeded-folder.ts'

/** A day of bars of four instruments, each minute an update. */
const dayMinutes = 1_440
/** Updates that may be under way at once: fewer bytes than the desk lets a reader lag behind. */
const atOnce = 20
/** Minutes that each page is open at a time. */
const turn = 120
const pages = ['Trading', 'Market', 'Risk', 'Memory', 'Audit', 'Settings']

type Held = { readonly bytes: number; readonly nodes: number; readonly listeners: number }

/** What a page holds once all that nobody can reach is gone. */
async function heldBy(browser: CDPSession): Promise<Held> {
  await browser.send('HeapProfiler.collectGarbage')
  await browser.send('HeapProfiler.collectGarbage')
  const { metrics } = await browser.send('Performance.getMetrics')
  const of = (name: string): number => metrics.find((each) => each.name === name)?.value ?? NaN
  return {
    bytes: of('JSHeapUsedSize'),
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
  }
}

const said = (marketTime: number): string => {
  const [, day = '', month = '', time = ''] =
    /, (\d+) (\w+) \d+ (\d\d:\d\d)/.exec(new Date(marketTime).toUTCString()) ?? []
  return `Market time ${day} ${month} ${time} UTC`
}

/** Shows a day as fast as the page follows, and turns to every page meanwhile. */
async function passDay(page: Page, desk: SampleDesk): Promise<void> {
  for (let minute = 0; minute < dayMinutes; minute += 1) {
    if (minute % turn === 0) {
      const name = pages[(minute / turn) % pages.length] ?? ''
      await page.getByRole('link', { name, exact: true }).first().click()
    }
    desk.step(Date.now())
    if (minute % atOnce === atOnce - 1)
      await page.getByText(said(desk.snapshot().status.marketTime)).first().waitFor()
  }
  await page.getByRole('link', { name: 'Trading', exact: true }).first().click()
  await page.getByRole('heading', { name: 'Equity and drawdown' }).waitFor()
}

describe.skipIf(!canOpenPages)('the page for days', () => {
  let browser: Browser
  let server: DeskServer
  let seeded: SeededFolder
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    seeded?.end()
  })

  it('holds no more after a second day than after the first, and a leak would be seen', async () => {
    const desk = new SampleDesk(3, Date.now())
    for (let minute = 0; minute < 1_600; minute += 1) desk.step(Date.now())
    seeded = emptyFolder()
    server = await serveSample(desk, 0, undefined, undefined, seeded.api)
    const { context, page, complaints } = await openPage(browser, server, 'Equity and drawdown')
    const devTools = await context.newCDPSession(page)
    await devTools.send('Performance.enable')
    const shown: Held[] = []
    for (let day = 0; day < 2; day += 1) {
      await passDay(page, desk)
      shown.push(await heldBy(devTools))
    }
    const [first, second] = shown as [Held, Held]
    // The sample has no memory and no audit to tell of, which the page is answered by 404.
    expect(complaints.filter((each) => !each.includes('404'))).toEqual([])
    expect(second.bytes - first.bytes).toBeLessThan(2_000_000)
    expect(second.nodes).toBeLessThan(1.1 * first.nodes)
    expect(second.listeners).toBeLessThan(1.1 * first.listeners)

    await page.evaluate(leak)
    const leaked = await heldBy(devTools)
    expect(leaked.bytes - second.bytes).toBeGreaterThan(2_000_000)
    expect(leaked.nodes).toBeGreaterThan(1.1 * second.nodes)
    expect(leaked.listeners).toBeGreaterThan(1.1 * second.listeners)
    await context.close()
  })
})

/** As if every update of a day had left a row, a listener and 2 kB behind. */
const leak = `window.leaked = Array.from({ length: ${dayMinutes} }, (_, i) => {
  const row = document.createElement('tr')
  row.addEventListener('click', () => row)
  return { row, held: Array.from({ length: 256 }, () => i + 0.5) }
})`
