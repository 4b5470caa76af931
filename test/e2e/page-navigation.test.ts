// @module-tag long

import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeskServer } from '../../src/doors/index.ts'
import {
  canOpenPages,
  launchBrowser,
  narrow,
  type OpenedPage,
  openPage,
  serveSample,
} from './page-browser.ts'
import { SampleDesk } from './page-sample-desk.ts'

let browser: Browser
let server: DeskServer
let opened: OpenedPage

beforeAll(async () => {
  if (canOpenPages) browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

const heading = (name: string): Locator => opened.page.getByRole('heading', { name })
const hashOf = (): string => new URL(opened.page.url()).hash
const tabOf = (name: string): Locator =>
  opened.page.getByRole('tab', { name, selected: true, exact: false })

describe.skipIf(!canOpenPages)('the address of the page', () => {
  beforeEach(async () => {
    const desk = new SampleDesk(3, Date.now())
    for (let i = 0; i < 300; i += 1) desk.step()
    server = await serveSample(desk, 0)
    opened = await openPage(browser, server, 'Equity and drawdown')
  })
  afterEach(async () => {
    await opened.context.close()
    await server.close()
  })

  it('keeps what is chosen, and the way back and forward restores it', async () => {
    const { page } = opened
    await page.getByRole('tab', { name: 'SOL-USD' }).click()
    await page.getByRole('button', { name: '60 bars' }).click()
    expect(hashOf()).toBe('#?instrument=SOL-USD.SIM&span=60')
    await page.getByRole('link', { name: 'Risk', exact: true }).click()
    await heading('Circuit breakers').waitFor()
    await page.goBack()
    await tabOf('SOL-USD').waitFor()
    await page.goBack()
    await page.getByRole('button', { name: '240 bars', pressed: true }).waitFor()
    await page.goForward()
    await page.getByRole('button', { name: '60 bars', pressed: true }).waitFor()
    await page.goForward()
    await heading('Circuit breakers').waitFor()
    expect(await page.title()).toBe('Risk \u00b7 coinswarm')
  })

  it('opens a page in its state from a link', async () => {
    const { page } = opened
    await page.goto(`${server.origin}/#trading?instrument=DOGE-USD.SIM`)
    await page.reload()
    await tabOf('DOGE-USD').waitFor()
    const sequence = await page
      .locator('.panel-journal tbody tr:nth-child(9) td')
      .first()
      .innerText()
    await page.goto(`${server.origin}/#journal-${sequence}`)
    await page.locator('tr.led-to').waitFor()
    expect(await page.locator('tr.led-to td').first().innerText()).toBe(sequence)
  })

  it('says so where it names a page that there is not', async () => {
    const { page } = opened
    await page.goto(`${server.origin}/#weather`)
    await heading('No such page').waitFor()
    await page.getByText("names 'weather'").waitFor()
    await page.locator('.page-list').getByRole('link', { name: 'Swarm' }).click()
    await heading('No swarm').waitFor()
    expect(opened.complaints).toEqual([])
  })

  it('shows which page this is in the row of pages, on a phone too', async () => {
    const { page } = opened
    await page.setViewportSize(narrow)
    await page.goto(`${server.origin}/#memory`)
    const current = page.locator('nav [aria-current=page]')
    await current.getByText('Memory').waitFor()
    const box = await current.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(narrow.width)
  })
})
