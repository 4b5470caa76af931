import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { type Likeness, likenessOf, unlikeShare } from '../../tools/pictures/likeness.ts'
import type { Picture } from '../../src/doors/index.ts'
import { readPng } from '../../tools/pictures/read-png.ts'
import { settled } from './page-browser.ts'

const folder = fileURLToPath(new URL('looks/', import.meta.url))
/** The browser draws the page at an eighth, and four of its pixels are a square of 16 px. */
const scale = 1 / 8
const cell = 2
/** Lightness is kept in so many steps of 255. */
const step = 16
/** By how much a square may be lighter or darker, and how many of them may be so, as a share. */
const tolerance = 36
export const unlikeMax = 0.002

/** How light a page is, square by square, from its top to its end. */
export async function likenessOfPage(page: Page): Promise<Likeness> {
  await settled(page)
  const browser = await page.context().newCDPSession(page)
  const { cssContentSize } = await browser.send('Page.getLayoutMetrics')
  const { data } = await browser.send('Page.captureScreenshot', {
    ...{ format: 'png', captureBeyondViewport: true, optimizeForSpeed: true },
    clip: { ...cssContentSize, scale },
  })
  await browser.detach()
  return coarse(likenessOf(readPng(Buffer.from(data, 'base64')), cell))
}

function coarse({ columns, rows, light }: Likeness): Likeness {
  return { columns, rows, light: light.map((each) => Math.round(each / step) * step) }
}

/** The file that a scene's likeness is kept in, all widths beside each other. */
export function likenessFile(scene: string): string {
  return `${folder}${scene}.png`
}

/** Likenesses beside each other, as they are kept: a square is a pixel, what is below them is 0. */
export function pictureOf(parts: readonly Likeness[]): Picture {
  const width = parts.reduce((sum, { columns }) => sum + columns, 0)
  const height = Math.max(...parts.map(({ rows }) => rows))
  const rgb = new Uint8Array(width * height * 3)
  let left = 0
  for (const { columns, rows, light } of parts) {
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1) {
        const at = (row * width + left + column) * 3
        rgb.fill(light[row * columns + column] ?? 0, at, at + 3)
      }
    left += columns
  }
  return { width, height, rgb }
}

/**
 * The share of squares that look otherwise than what is kept of a scene, of the width where it is
 * largest; 1 where nothing of that size is kept. From one run to the next it is at most 0.0005.
 */
export function unlikeKept(scene: string, parts: readonly Likeness[]): number {
  const file = likenessFile(scene)
  if (!existsSync(file)) return 1
  const kept = readPng(readFileSync(file))
  const now = pictureOf(parts)
  if (kept.width !== now.width || kept.height !== now.height) return 1
  let left = 0
  const shares = parts.map(({ columns, rows, light }) => {
    const from = left
    left += columns
    const before = light.map(
      (_, at) => kept.rgb[(Math.floor(at / columns) * kept.width + from + (at % columns)) * 3] ?? 0,
    )
    return unlikeShare({ columns, rows, light }, { columns, rows, light: before }, tolerance)
  })
  return Math.max(...shares)
}
