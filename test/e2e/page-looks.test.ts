import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canOpenPages, launchBrowser } from './page-browser.ts'
import { faintTexts, overflowOf, smallControls, spilledTexts } from './page-looks.ts'
import { playScene, scenes, widths } from './page-scenes.ts'

const fingerPx = 40

let browser: Browser
beforeAll(async () => {
  if (canOpenPages) browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

describe.skipIf(!canOpenPages)('the page in every state', () => {
  it.each(scenes)('$name: fits, is read in both themes and worked by a finger', async (scene) => {
    for (const viewport of widths) {
      const { page, close } = await playScene(browser, scene, viewport)
      try {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          const found = {
            at: `${viewport.width} ${colorScheme}`,
            overflow: await overflowOf(page),
            faint: await faintTexts(page),
            spilled: await spilledTexts(page),
            small: viewport.width < 500 ? await smallControls(page, fingerPx) : [],
          }
          expect(found).toEqual({ at: found.at, overflow: 0, faint: [], spilled: [], small: [] })
        }
      } finally {
        await close()
      }
    }
  })
})
