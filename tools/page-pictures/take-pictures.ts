import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { playScene, type Scene, widths } from '../../test/e2e/page-scenes.ts'
import { readPng } from '../pictures/read-png.ts'
import { writePng } from '../pictures/write-png.ts'

const themes = ['light', 'dark'] as const

/** Long enough for charts to be drawn and looks to settle. */
const settleMs = 350

/** Pictures of one state of the page in every width and theme: the first screen, and all of it. */
export async function takeScene(browser: Browser, scene: Scene, folder: string): Promise<void> {
  for (const viewport of widths) {
    const { page, close } = await playScene(browser, scene, viewport)
    try {
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme })
        await takeBoth(page, path.join(folder, `${scene.name}-${viewport.width}-${theme}`))
      }
    } finally {
      await close()
    }
  }
}

/** Pictures of a page kept in a file, and of how it is printed. */
export async function takeReport(browser: Browser, file: string, folder: string): Promise<void> {
  const name = `report-${path.basename(file, '.html')}`
  for (const viewport of widths) {
    const context = await browser.newContext({ viewport })
    const page = await context.newPage()
    await page.goto(pathToFileURL(path.resolve(file)).href)
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme })
      await takeBoth(page, path.join(folder, `${name}-${viewport.width}-${theme}`))
    }
    if (viewport === widths[0])
      await page.pdf({ path: path.join(folder, `${name}-print.pdf`), preferCSSPageSize: true })
    await context.close()
  }
}

async function takeBoth(page: Page, file: string): Promise<void> {
  await page.waitForTimeout(settleMs)
  for (const [end, fullPage] of [
    ['', false],
    ['-full', true],
  ] as const)
    writeFileSync(`${file}${end}.png`, writePng(readPng(await page.screenshot({ fullPage }))))
}
