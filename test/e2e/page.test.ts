// @module-tag long

import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeskServer } from '../../src/doors/index.ts'
import {
  canOpenPages,
  launchBrowser,
  narrow,
  openPage,
  serveSample,
  type Viewport,
  wide,
} from './page-browser.ts'
import { overflowOf } from './page-looks.ts'
import { SampleDesk } from './page-sample-desk.ts'

let browser: Browser
beforeAll(async () => {
  if (canOpenPages) browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

let desk: SampleDesk
let server: DeskServer
let context: BrowserContext
let page: Page
let complaints: readonly string[]

async function open(viewport: Viewport, theme: 'light' | 'dark' = 'light'): Promise<void> {
  const opened = await openPage(browser, server, 'Equity and drawdown', viewport, theme)
  ;({ context, page, complaints } = opened)
}

/** Pixels of a chart that differ from its background. */
function inkOf(selector: string): Promise<number> {
  return page.locator(`${selector} canvas`).evaluateAll((canvases) => {
    let ink = 0
    for (const canvas of canvases) {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
      if (pixels === undefined) continue
      for (let i = 0; i < pixels.length; i += 4) {
        const isClear = pixels[i + 3] === 0
        const isSame = [0, 1, 2].every((part) => pixels[i + part] === pixels[part])
        if (!isClear && !isSame) ink += 1
      }
    }
    return ink
  })
}

const figure = (name: string): Promise<string> =>
  page.locator('.figure', { hasText: name }).locator('.figure-value').innerText()

describe.skipIf(!canOpenPages)('the page', () => {
  beforeEach(async () => {
    desk = new SampleDesk(3, Date.now())
    for (let i = 0; i < 900; i += 1) desk.step()
    server = await serveSample(desk, 0)
  })
  afterEach(async () => {
    await context?.close()
    await server.close()
  })

  it('opens by the printed link, and the code is gone from the address bar', async () => {
    await open(wide)
    expect(page.url()).toBe(`${server.origin}/`)
    const cookies = await context.cookies()
    expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([
      [true, 'Strict'],
    ])
    await page.reload()
    await page.getByRole('heading', { name: 'Decisions' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('says what it is: paper, made-up prices, live', async () => {
    await open(wide)
    const header = await page.locator('.top').innerText()
    expect(header).toContain('Orders are filled by a simulated exchange')
    expect(header).toContain('Made-up prices generated market, seed 1 at 60× real time')
    await page.locator('[data-link=live]').waitFor()
  })

  it('draws both charts and lists fills, decisions and the journal', async () => {
    await open(wide)
    expect(await inkOf('.price-chart')).toBeGreaterThan(3_000)
    expect(await inkOf('.equity-chart')).toBeGreaterThan(3_000)
    const { fills, journal } = desk.snapshot()
    expect(await page.locator('.panel-fills tbody tr').count()).toBe(Math.min(100, fills.length))
    expect(await page.locator('.panel-journal tbody tr').count()).toBe(
      Math.min(100, journal.length),
    )
    const decisions = await page.locator('.panel-decisions').innerText()
    expect(decisions).toContain('volatilities above EMA 21')
    expect(decisions).toContain('refused: instrument-exposure was 26.1 %')
    expect(complaints).toEqual([])
  })

  it('follows the desk without being asked', async () => {
    await open(wide)
    const before = desk.snapshot()
    const tab = page.getByRole('tab', { name: 'BTC-USD' })
    while (desk.snapshot().fills.length === before.fills.length) desk.step(Date.now())
    const after = desk.snapshot()
    const close = after.bars['BTC-USD.SIM']?.at(-1)?.c ?? 0
    await tab.getByText(close.toLocaleString('en-US', { minimumFractionDigits: 1 })).waitFor()
    const newest = after.journal[0]?.sequence
    expect(await page.locator('.panel-journal tbody td').first().innerText()).toBe(String(newest))
    expect(await figure('Trades')).toBe(String(after.status.trades))
    expect(complaints).toEqual([])
  })

  it('keeps its charts while updates come fast', async () => {
    await open(wide)
    const canvas = await page.locator('.price-chart canvas').first().elementHandle()
    const inkBefore = await inkOf('.price-chart')
    for (let i = 0; i < 30; i += 1) {
      desk.step(Date.now())
      await page.waitForTimeout(20)
    }
    expect(await canvas?.evaluate((element) => element.isConnected)).toBe(true)
    expect(await inkOf('.price-chart')).toBeGreaterThan(inkBefore / 3)
    expect(complaints).toEqual([])
  })

  it('moves nothing when numbers change, however long they get', async () => {
    await open(wide)
    const places = (): Promise<readonly string[]> =>
      page
        .locator('.mode, .figure, .nearest, .panel-price, .panel-positions, .tabs button')
        .evaluateAll((all) =>
          all.map((each) => JSON.stringify([each.className, each.getBoundingClientRect()])),
        )
    const before = await places()
    const { status } = desk.snapshot()
    const [equity, realisedPnl, fees] = [9_876_543_210.98, -1_234_567_890.12, 7.5]
    desk.publish({ status: { ...status, equity, realisedPnl, fees, trades: 123_456 } })
    await page.getByText('9,876,543,210.98').waitFor()
    expect(await places()).toEqual(before)
  })

  it('refuses a link used before, and says how to get another', async () => {
    const url = server.newUrl()
    context = await browser.newContext()
    page = await context.newPage()
    await page.goto(url)
    await page.getByRole('heading', { name: 'Decisions' }).waitFor()
    const stranger = await browser.newContext()
    const second = await stranger.newPage()
    await second.goto(url)
    await second.getByText('This link was used before or is too old.').waitFor()
    await second.getByText('prints a new link').waitFor()
    await second.goto(server.newUrl())
    await second.getByRole('heading', { name: 'Decisions' }).waitFor()
    await stranger.close()
  })

  it('says when the stream is lost, and comes back by itself', async () => {
    await open(wide)
    const { port } = server
    await server.close()
    await page.getByText('The stream is lost.').waitFor()
    desk.step(Date.now())
    server = await serveSample(desk, port)
    await page.locator('[data-link=live]').waitFor()
    expect(await page.getByText('The stream is lost.').count()).toBe(0)
  })

  it('says why there is nothing yet, before the first bar and the first trade', async () => {
    await server.close()
    desk = new SampleDesk(3, Date.now())
    server = await serveSample(desk, 0)
    await open(wide)
    for (const text of [
      'Flat: nothing is held.',
      'No open orders.',
      'Waiting for the first bar of BTC-USD.',
      'No fill yet.',
    ])
      await page.getByText(text).waitFor()
    desk.step(Date.now())
    await page.getByText('Waiting for the first bar').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  it('is worked by keyboard: instruments by arrow keys, meanings by focus', async () => {
    await open(wide)
    const chosen = page.getByRole('tab', { selected: true })
    await chosen.focus()
    for (const name of ['SOL-USD', 'DOGE-USD', 'BTC-USD']) {
      await page.keyboard.press('ArrowRight')
      expect(await chosen.innerText()).toContain(name)
    }
    await page.getByRole('button', { name: 'Drawdown', exact: true }).focus()
    expect(await page.getByText('How far equity is below its highest point').isVisible()).toBe(true)
  })

  it('remembers the theme that was chosen', async () => {
    await open(wide, 'dark')
    const theme = (): Promise<string | null> => page.locator('html').getAttribute('data-theme')
    expect(await theme()).toBe('dark')
    await page.getByRole('button', { name: 'Light theme' }).click()
    expect(await theme()).toBe('light')
    await page.reload()
    await page.getByRole('heading', { name: 'Decisions' }).waitFor()
    expect(await theme()).toBe('light')
  })

  it.each([wide, narrow])('fits a window of $width px', async (viewport) => {
    await open(viewport)
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })
})
