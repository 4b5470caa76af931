// @module-tag long

import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsOf } from '../../tools/paper-commands.ts'
import { readPng } from '../../tools/pictures/read-png.ts'
import { unlikeMax, unlikeOf } from '../../tools/tour/looks-like.ts'
import { type Tour, takeTour, tourCommands, tourFolder } from '../../tools/tour/take-tour.ts'
import { canOpenPages, launchBrowser } from './page-browser.ts'

const paper = readFileSync(`${tourFolder}/README.md`, 'utf8')
const shown = [...paper.matchAll(/!\[[^\]]+\]\(([a-z-]+)\.png\)/g)].map(([, name = '']) => name)

describe.skipIf(!canOpenPages)('the tour', () => {
  let browser: Browser
  let tour: Tour
  beforeAll(async () => {
    browser = await launchBrowser()
    tour = await takeTour(browser)
  })
  afterAll(async () => {
    await browser?.close()
  })

  it('prints what the paper shows', () => {
    const [started, asked] = tourCommands()
    const [said = '', answer = ''] = tour.outputs
    expect(wordsOf(said)).toBe(wordsOf(started?.output ?? ''))
    expect(answer).toBe(asked?.output)
    expect(tour.code).toBe(0)
  })

  it.each(shown)('looks as in %s.png (npm run tour)', (name) => {
    const picture = tour.pictures.get(name)
    if (picture === undefined) throw new Error(`nobody takes ${name}.png`)
    const stored = readPng(readFileSync(`${tourFolder}/${name}.png`))
    expect(unlikeOf(picture, stored)).toBeLessThanOrEqual(unlikeMax(name))
  })

  it('has the headings of each page', () => {
    const at = (name: string): readonly string[] => tour.headings.get(name) ?? []
    for (const name of ['page', 'phone', 'past'])
      expect(at(name)).toEqual(expect.arrayContaining(['Price and fills', 'Fills', 'Journal']))
    expect(at('research').join()).toContain('fresh-high on BTC-USD.SIM')
    expect(at('report').join()).toContain('fresh-high on BTC-USD.SIM')
  })

  it('shows every picture there is, in less than a megabyte', () => {
    const files = readdirSync(tourFolder).filter((file) => file.endsWith('.png'))
    expect(files.toSorted()).toEqual(shown.map((name) => `${name}.png`).toSorted())
    expect([...tour.pictures.keys()].toSorted()).toEqual(shown.toSorted())
    const bytes = files.map((file) => statSync(`${tourFolder}/${file}`).size)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000)
  })
})
