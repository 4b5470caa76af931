// @module-tag long

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from './page-axe.ts'
import { canOpenPages, launchBrowser } from './page-browser.ts'
import { likenessOfPage, unlikeKept, unlikeMax } from './page-likeness.ts'
import { faintTexts, overflowOf, smallControls, spilledTexts } from './page-looks.ts'
import { playScene, type Scene, scenes, widths } from './page-scenes.ts'

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

/** What is wrong with a page as it stands, whatever it shows. */
async function wrongWith(page: Page, width: number): Promise<readonly string[]> {
  const overflow = await overflowOf(page)
  return [
    ...(overflow === 0 ? [] : [`${overflow} px too wide`]),
    ...(await faintTexts(page)).map((text) => `faint: ${text}`),
    ...(await spilledTexts(page)).map((text) => `spilled: ${text}`),
    ...(width < 500 ? await smallControls(page, fingerPx) : []).map((text) => `small: ${text}`),
  ]
}

/** A scene is played once, and looked at in every width and theme. */
async function lookAt(page: Page, scene: Scene): Promise<readonly string[]> {
  const found: string[] = []
  const likenesses = []
  for (const viewport of widths) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: 'light' })
    likenesses.push(await likenessOfPage(page))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const wrong = await wrongWith(page, viewport.width)
      // Of the widest alone, and of the colours twice: more depends on neither.
      const rules = colorScheme === 'light' ? 'all' : 'colours'
      const faults = viewport === widths[0] ? await axeFaults(page, rules) : []
      found.push(...[...wrong, ...faults].map((each) => `${viewport.width} ${colorScheme} ${each}`))
    }
  }
  const unlike = unlikeKept(scene.name, likenesses)
  if (unlike > unlikeMax) found.push(`${(100 * unlike).toFixed(2)} % looks otherwise than kept`)
  return found
}

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

  it.each([
    ['a panel that moved by half a line', '.panel-price', 'margin-left', '10px'],
    ['a column that is missing', '.panel-fills :is(td, th):nth-child(4)', 'display', 'none'],
    ['a panel that is gone', '.panel-positions', 'visibility', 'hidden'],
  ])('finds %s', async (_, selector, property, value) => {
    const scene = scenes.find(({ name }) => name === 'running') as Scene
    const { page, close } = await playScene(browser, scene, widths[0])
    try {
      await page.locator(selector).evaluateAll(
        (all, [name, to]) => {
          for (const { style } of all as unknown as readonly Styled[]) style.setProperty(name, to)
        },
        [property, value] as const,
      )
      const likenesses = []
      for (const viewport of widths) {
        await page.setViewportSize(viewport)
        likenesses.push(await likenessOfPage(page))
      }
      expect(unlikeKept('running', likenesses)).toBeGreaterThan(unlikeMax)
    } finally {
      await close()
    }
  })
})

type Styled = { readonly style: { setProperty: (name: string, value: string) => void } }

describe.skipIf(!canOpenPages)('the page in every state', () => {
  it.each(scenes)(
    '$name: fits, is read in both themes, worked by a finger, and looks as kept',
    async (scene) => {
      const { page, close } = await playScene(browser, scene, widths[0])
      try {
        expect(await lookAt(page, scene)).toEqual([])
      } finally {
        await close()
      }
    },
  )
})
