// @module-tag long

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from './page-axe.ts'
import { canOpenPages, launchBrowser, openPage } from './page-browser.ts'
import { PageStage } from './page-stage.ts'

let browser: Browser
let stage: PageStage

beforeAll(async () => {
  if (!canOpenPages) return
  browser = await launchBrowser()
  stage = await PageStage.open(6_000)
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

/** What axe finds in both themes, each with the theme it is in. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const rules = colorScheme === 'light' ? 'all' : 'colours'
    for (const fault of await axeFaults(page, rules)) found.push(`${colorScheme} ${fault}`)
  }
  return found
}

describe.skipIf(!canOpenPages)('axe', { tags: ['long'] }, () => {
  it('finds what is wrong where something is', async () => {
    const page = await browser.newPage()
    await page.setContent(
      '<html lang="en"><title>bad</title><button></button><img src="x"><p style="color:#bbb">pale words</p>',
    )
    const faults = await axeFaults(page)
    expect(new Set(faults.map((fault) => fault.split(':')[0]))).toEqual(
      new Set(['button-name', 'color-contrast', 'image-alt']),
    )
    await page.close()
  })

  it('finds nothing grave on any page of a whole desk, now or in the past', async () => {
    const { context, page } = await openPage(browser, stage.server, 'Equity and drawdown')
    const names = await page.locator('nav[aria-label=Pages] a').allInnerTexts()
    for (const name of names) {
      await page.getByRole('link', { name, exact: true }).first().click()
      await page.locator('nav [aria-current=page]').getByText(name, { exact: true }).waitFor()
      expect([name, await faultsOf(page)]).toEqual([name, []])
    }
    await page.getByRole('button', { name: 'Look back' }).click()
    await page.getByText('This is the desk as it stood').waitFor()
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    expect(await faultsOf(page)).toEqual([])
    for (const key of ['?', '/']) {
      await page.keyboard.press(key)
      await page.getByRole('dialog').waitFor()
      expect([key, await faultsOf(page)]).toEqual([key, []])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await context.close()
  })
})
