import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hourUs } from '../../src/domain/index.ts'
import { renderReport } from '../../src/research/index.ts'
import { reportOf } from './report-input.ts'
import { makeRun } from './report-run.ts'

const folders = (process.env['PATH'] ?? '').split(path.delimiter)
const executablePath = folders
  .map((folder) => path.join(folder, 'chromium'))
  .find((file) => existsSync(file))

const page = renderReport(
  reportOf(
    makeRun({
      bars: 5_000,
      intervalUs: hourUs,
      holdBars: 30,
      names: ['BTC-USD.SIM', 'ETH-USD.SIM'],
    }),
  ),
)

describe.skipIf(executablePath === undefined)('the report in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: ['--no-sandbox'],
    })
  })

  afterAll(async () => {
    await browser.close()
  })

  /** Opens the report and collects what goes wrong: errors, warnings, requests. */
  async function open(options: {
    readonly width: number
    readonly javaScriptEnabled?: boolean
  }): Promise<{ tab: Page; complaints: string[] }> {
    const { width, javaScriptEnabled = true } = options
    const viewport = { width, height: 844 }
    const context = await browser.newContext({ viewport, javaScriptEnabled })
    const tab = await context.newPage()
    const complaints: string[] = []
    tab.on('console', (message) => complaints.push(message.text()))
    tab.on('pageerror', (error) => complaints.push(error.message))
    tab.on('request', (request) => {
      if (!request.url().startsWith('data:')) complaints.push(request.url())
    })
    await tab.setContent(page)
    return { tab, complaints }
  }

  it.each([390, 768, 1280])(
    'fits %i pixels, asks for nothing and complains of nothing',
    async (width) => {
      const { tab, complaints } = await open({ width })
      expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width)
      expect(complaints).toEqual([])
      await tab.context().close()
    },
  )

  it('shows the values under the pointer, and moves them by key', async () => {
    const { tab } = await open({ width: 1280 })
    const plot = tab.locator('.even .plot')
    await plot.hover({ position: { x: 300, y: 100 } })
    const tip = plot.locator('.tip')
    const under = await tip.textContent()
    expect(under).toMatch(/^2023-\d\d-\d\d \d\d:\d\d UTC\nstrategy: [\d,]+\.\d\d\nhold at 100 %/)
    await tab.locator('.even figure').focus()
    await tab.keyboard.press('ArrowRight')
    expect(await tip.textContent()).not.toBe(under)
    await tab.context().close()
  })

  it('draws everything and switches to the log scale without its script', async () => {
    const { tab, complaints } = await open({ width: 1280, javaScriptEnabled: false })
    expect(await tab.locator('.log .plot').isVisible()).toBe(false)
    await tab.locator('label[for=log]').click()
    expect(await tab.locator('.log .plot').isVisible()).toBe(true)
    expect(await tab.locator('.even .plot').isVisible()).toBe(false)
    expect(await tab.locator('svg path.line:visible').count()).toBeGreaterThanOrEqual(6)
    expect(complaints).toEqual([])
    await tab.context().close()
  })
})
