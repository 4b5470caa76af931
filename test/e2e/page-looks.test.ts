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

const badPage = `<style>
  .faint { color: #999 }
  .glass { background: rgb(0 0 0 / 50%); color: color-mix(in srgb, #777, #777) }
  .off { color: #ccc }
  .panel { width: 100px; white-space: nowrap }
  button { min-height: 44px; min-width: 44px }
  .tiny { min-height: 0; font-size: 10px }
</style><p class="faint">faint</p><p class="glass">behind glass</p><p>plain</p>
<button class="off" disabled>off</button><button class="tiny">tiny</button>
<section class="panel"><p>far too long a text for so narrow a panel</p></section>
<div style="width: 5000px">wide</div>`

describe.skipIf(!canOpenPages)('what looks at the page', () => {
  it('finds what is wrong where something is', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    await page.setContent(badPage)
    expect(await faintTexts(page)).toEqual(['2.85 faint', '1.12 behind glass'])
    expect(await overflowOf(page)).toBeGreaterThan(4_000)
    expect(await smallControls(page, fingerPx)).toHaveLength(1)
    expect(await spilledTexts(page)).toEqual(['far too long a text for so narrow a pane'])
    await page.close()
  })
})

describe.skipIf(!canOpenPages)('the page in every state', { tags: ['long'] }, () => {
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
