// @module-tag long

import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAudit, stepUpCode, stepUpSecret } from '../../src/app/index.ts'
import {
  canOpenPages,
  launchBrowser,
  narrow,
  type OpenedPage,
  openPage,
  wide,
} from './page-browser.ts'
import { overflowOf } from './page-looks.ts'
import { PageStage } from './page-stage.ts'

let browser: Browser
let stage: PageStage
let opened: OpenedPage
let page: Page

beforeAll(async () => {
  if (!canOpenPages) return
  browser = await launchBrowser()
  stage = await PageStage.open(8_000)
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
const heading = (name: string): Locator => page.getByRole('heading', { name })
const link = (name: string): Locator =>
  page.locator('nav[aria-label=Pages]').getByRole('link', { name, exact: true })
const hash = (): string => decodeURIComponent(new URL(page.url()).hash)

async function keep(what: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(what).click()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

describe.skipIf(!canOpenPages)('a person at the page of a desk', () => {
  beforeEach(async () => {
    opened = await openPage(browser, stage.server, 'Equity and drawdown')
    page = opened.page
  })
  afterEach(() => opened.context.close())

  it('finds a setting, an act, an instrument and a page by typing', async () => {
    const find = async (words: string, said: string): Promise<void> => {
      await page.keyboard.press('/')
      await page.getByRole('combobox', { name: 'Search this desk' }).fill(words)
      await page.getByRole('option', { selected: true }).getByText(said).waitFor()
      await page.keyboard.press('Enter')
    }
    await find('setting dailylossmax', 'risk.dailyLossMax')
    await heading('Settings in force').waitFor()
    const row = page.locator('.panel-settings tbody tr')
    expect(await row.innerText()).toContain('coinswarm.toml:2')
    await find('act back lunch', 'by cli')
    await page.locator('.panel-audit tr.led-to').getByText('back from lunch').waitFor()
    await find('instrument eth', 'ETH-USD')
    await page.getByRole('tab', { name: 'ETH-USD', selected: true }).waitFor()
    expect(hash()).toMatch(/^#trading\?instrument=ETH-USD/)
    await find('limits breakers', 'Risk')
    await heading('Circuit breakers').waitFor()
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Search this desk' }).fill('no such thing')
    await page.getByText('Nothing like that').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('goes about by keys, and types them where words are wanted', async () => {
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('next row').waitFor()
    await page.keyboard.press('Escape')
    for (const key of ['g', 'a']) await page.keyboard.press(key)
    await heading('Chain of the audit').waitFor()
    await page.locator('.panel-audit tbody tr').first().waitFor()
    for (const key of ['j', 'j']) await page.keyboard.press(key)
    const focused = page.locator('.panel-audit tbody tr:focus')
    expect(await focused.locator('td').first().innerText()).toBe('3')
    await page.keyboard.press('k')
    expect(await focused.locator('td').first().innerText()).toBe('4')
    await page.getByRole('searchbox', { name: 'Words' }).fill('')
    await page.keyboard.type('grj?/')
    expect(await page.getByRole('searchbox', { name: 'Words' }).inputValue()).toBe('grj?/')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('sees who did what, that nobody changed it, and filters it', async () => {
    await link('Audit').click()
    await page.getByText('Whole: 4 entries, every hash right.').waitFor()
    await page.getByRole('combobox', { name: 'Stage' }).selectOption('done')
    expect(await page.locator('.panel-audit tbody tr').count()).toBe(2)
    expect(hash()).toBe('#audit?stage=done')
    await page.reload()
    await page.locator('.panel-audit tbody tr').nth(1).waitFor()
    expect(await page.locator('.panel-audit tbody tr').count()).toBe(2)
  })

  it('looks back, goes from page to page there, and comes back to now', async () => {
    const { fills, status } = stage.desk.snapshot()
    const [, second] = fills
    if (second === undefined) throw new Error('the desk has not traded')
    await page.goto(`${stage.server.origin}/#trading?at=${second.t}`)
    await page.getByText('This is the desk as it stood').waitFor()
    const rows = page.locator('.panel-fills tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(fills.filter(({ t }) => t <= second.t).length)
    for (const name of ['Pause', 'Reduce', 'Kill']) expect(await button(name).count()).toBe(0)
    await link('Risk').click()
    await heading('Circuit breakers').waitFor()
    expect(hash()).toBe(`#risk?at=${second.t}`)
    expect(await button('Change a limit').count()).toBe(0)
    expect(await page.title()).toContain('past \u00b7 Risk \u00b7 coinswarm')
    await button('Back to now').click()
    await button('Kill').waitFor()
    for (const key of ['g', 'p']) await page.keyboard.press(key)
    await page.getByRole('slider', { name: 'Moment' }).waitFor()
    expect(hash()).toBe(`#risk?at=${status.marketTime - 60_000}`)
    await button('An hour back').click()
    expect(hash()).toBe(`#risk?at=${status.marketTime - 61 * 60_000}`)
    for (const key of ['g', 'b']) await page.keyboard.press(key)
    await button('Kill').waitFor()
  })

  it('keeps tables as CSV and charts as PNG', async () => {
    const { fills } = stage.desk.snapshot()
    const csv = await keep('CSV of Fills')
    expect(csv.name).toMatch(/^page-stage-.*-fills-20\d\d-\d\d-\d\dT\d\d-\d\dZ\.csv$/)
    const lines = csv.bytes.toString().trimEnd().split('\r\n')
    expect(lines[0]).toBe('\ufefftime,instrument,side,role,price,quantity,fee,realised')
    expect(lines.length).toBe(fills.length + 1)
    expect(lines.at(-1)).toContain(new Date(fills[0]?.t ?? 0).toISOString())
    const png = await keep('PNG of Equity and drawdown')
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(png.bytes.length).toBeGreaterThan(5_000)
    await link('Settings').click()
    const settings = await keep('CSV of Settings in force')
    expect(settings.bytes.toString()).toContain('risk.dailyLossMax,0.04,coinswarm.toml:2')
  })

  it('changes a limit once a code has proved that a person is there', async () => {
    await link('Risk').click()
    await button('Change a limit').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption({ index: 0 })
    const key = await dialog.getByRole('combobox').inputValue()
    await dialog.getByRole('textbox', { name: 'New value' }).fill('0.001')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('a drill')
    await dialog.getByRole('textbox', { name: 'Code of now' }).fill('000000')
    await button('Change it').click()
    await dialog.getByText('This code is wrong, too old or used.').waitFor()
    const secret = stepUpSecret(stage.secret, 'page')
    const code = stepUpCode(secret, Math.floor(Date.now() / 30_000))
    await dialog.getByRole('textbox', { name: 'Code of now' }).fill(code)
    await button('Change it').click()
    await dialog.waitFor({ state: 'detached' })
    const last = listAudit(stage.folder).at(-1)?.entry
    expect([last?.door, last?.reason, last?.what.includes(key)]).toEqual(['page', 'a drill', true])
    await button('Change a limit').click()
    await dialog.getByRole('textbox', { name: 'New value' }).waitFor()
    await dialog.getByRole('textbox', { name: 'Code of now' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
  })

  it.each([wide, narrow])('finds no page wider than a window of $width px', async (viewport) => {
    await page.setViewportSize(viewport)
    for (const name of await page.locator('nav[aria-label=Pages] a').allInnerTexts()) {
      await link(name).click()
      await page.locator('main .panel').first().waitFor()
      expect([name, await overflowOf(page)]).toEqual([name, 0])
    }
  })

  it('kills, and sees it in the mode and in the audit', async () => {
    await button('Kill').click()
    await button('Kill and close everything').click()
    await page.locator('[data-mode=emergency]').waitFor()
    await link('Audit').click()
    await page.locator('.panel-audit tbody tr').getByText('by page').first().waitFor()
    expect(stage.desk.control.state.mode).toBe('emergency')
    expect(opened.complaints.filter((each) => !each.includes('403'))).toEqual([])
  })
})
