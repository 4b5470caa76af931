import type { Page } from 'playwright-core'

/** Pixels by which the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)
}

/**
 * Texts that are too faint for what lies behind them, by WCAG 2.2 AA: 4.5 to 1, or 3 to 1 for large
 * letters. What is switched off may be faint. Colours are read as the browser paints them.
 */
export function faintTexts(page: Page): Promise<readonly string[]> {
  return page.locator('body').evaluate((body) => {
    type Rgba = readonly [number, number, number, number]
    const view = body.ownerDocument.defaultView
    const canvas = body.ownerDocument.createElement('canvas')
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    if (view === null || pen === null) throw new Error('no canvas to read colours with')

    const known = new Map<string, Rgba>()
    const read = (colour: string): Rgba => {
      const before = known.get(colour)
      if (before !== undefined) return before
      pen.clearRect(0, 0, 1, 1)
      pen.fillStyle = colour
      pen.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data
      const painted: Rgba = [r, g, b, a / 255]
      known.set(colour, painted)
      return painted
    }
    const over = (top: Rgba, under: Rgba): Rgba => {
      const mix = (i: 0 | 1 | 2): number => top[i] * top[3] + under[i] * (1 - top[3])
      return [mix(0), mix(1), mix(2), 1]
    }
    const groundOf = (element: ReturnType<typeof body.querySelector>): Rgba => {
      if (element === null) return [255, 255, 255, 1]
      const own = read(view.getComputedStyle(element).backgroundColor)
      return own[3] === 1 ? own : over(own, groundOf(element.parentElement))
    }
    const light = (colour: Rgba): number => {
      const part = (i: 0 | 1 | 2): number => {
        const share = colour[i] / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      }
      return 0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2)
    }
    const contrast = (a: Rgba, b: Rgba): number => {
      const [high, low] = [Math.max(light(a), light(b)), Math.min(light(a), light(b))]
      return (high + 0.05) / (low + 0.05)
    }

    const found = new Set<string>()
    for (const element of body.querySelectorAll('*')) {
      const said = [...element.childNodes]
        .filter((node) => node.nodeType === 3)
        .map((node) => node.textContent?.trim() ?? '')
        .join(' ')
      const style = view.getComputedStyle(element)
      const isShown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      if (said.trim() === '' || !isShown || element.closest(':disabled, svg') !== null) continue
      const ground = groundOf(element)
      const size = Number.parseFloat(style.fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      const has = contrast(over(read(style.color), ground), ground)
      if (has < (isLarge ? 3 : 4.5)) found.add(`${has.toFixed(2)} ${said.slice(0, 40)}`)
    }
    return [...found]
  })
}

/** Controls smaller than a finger; a link within a sentence may be. @param least - Unit: px. */
export function smallControls(page: Page, least: number): Promise<readonly string[]> {
  return page.locator('button, select, nav a, h2 a, input[type=text], label.choice').evaluateAll(
    (all, min) =>
      all
        .filter((each) => each.checkVisibility())
        .map((each) => ({ box: each.getBoundingClientRect(), said: each.textContent }))
        .filter(({ box }) => box.height < min || box.width < min - 8)
        .map(({ box, said }) => `${Math.round(box.width)}x${Math.round(box.height)} ${said}`),
    least,
  )
}

/** Texts that run over the edge of their box, where nothing scrolls to the rest. */
export function spilledTexts(page: Page): Promise<readonly string[]> {
  return page.locator('body').evaluate((body) => {
    const view = body.ownerDocument.defaultView
    const found: string[] = []
    for (const element of body.querySelectorAll('*')) {
      const box = element.closest('.panel, .figure, .mode, .notice, .tabs button, dialog')
      const texts = [...element.childNodes].filter(
        (node) => node.nodeType === 3 && node.textContent?.trim() !== '',
      )
      if (box === null || texts.length === 0 || !element.checkVisibility()) continue
      if (element.closest('.scroll, .heat-box, .tabs.many, .unseen, .meaning, svg') !== null)
        continue
      // Its own words: what is within it for those who listen alone is not seen to run over.
      const rights = texts.map((text) => {
        const range = body.ownerDocument.createRange()
        range.selectNodeContents(text)
        return range.getBoundingClientRect().right
      })
      const right = Math.max(...rights)
      if (view !== null && right > box.getBoundingClientRect().right + 1)
        found.push(element.textContent?.slice(0, 40) ?? '')
    }
    return found
  })
}
