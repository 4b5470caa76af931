import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { blocksOf, runShown, saveBlock, type Shown, shownIn } from '../paper-commands.ts'
import type { Picture } from '../../src/doors/index.ts'
import { readPng } from '../pictures/read-png.ts'
import { settled } from '../../test/e2e/page-browser.ts'
import { openHeld } from './held-page.ts'
import { paperPage, terminalPage } from './paper-page.ts'
import { TourDesk } from './tour-desk.ts'

/** Where the paper of the tour and its pictures are. */
export const tourFolder = 'docs/tour'
/** What the pictures of the running desk are of, and where it is looked back to. Unit: ms. */
const shownAt = Date.UTC(2024, 0, 2, 4)
const pastAt = Date.UTC(2024, 0, 2, 2, 30)

const desktop = { width: 1_280, height: 860 }
const phone = { width: 390, height: 844 }
/** Of terminals and papers; a picture of them is as high as they are. */
const sheet = { width: 960, height: 40 }

/** What a walk through the tour came to. */
export type Tour = {
  /** By the name of the file, without `.png`. */
  readonly pictures: ReadonlyMap<string, Picture>
  /** What commands of the paper printed, in its order. */
  readonly outputs: readonly string[]
  /** Headings of the pages that were open, by the name of the picture. */
  readonly headings: ReadonlyMap<string, readonly string[]>
  /** What `up` ended with. */
  readonly code: number | null
}

/** The commands that the paper shows, in order: the desk that is started, and the backtest. */
export function tourCommands(): readonly Shown[] {
  return blocksOf(readFileSync(`${tourFolder}/README.md`, 'utf8')).flatMap(shownIn)
}

/** Types what the paper says, in a folder of its own, and looks at what a visitor would see. */
export async function takeTour(browser: Browser): Promise<Tour> {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-tour-'))
  try {
    return await new Walk(browser, folder).go()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

class Walk {
  readonly #browser: Browser
  readonly #folder: string
  readonly #pictures = new Map<string, Picture>()
  readonly #headings = new Map<string, readonly string[]>()
  readonly #outputs: string[] = []

  constructor(browser: Browser, folder: string) {
    this.#browser = browser
    this.#folder = folder
  }

  async go(): Promise<Tour> {
    const [started, asked] = tourCommands()
    if (started === undefined || asked === undefined) throw new Error('the tour lacks a command')
    for (const block of blocksOf(readFileSync(`${tourFolder}/README.md`, 'utf8')))
      saveBlock(block, this.#folder)
    await this.#readme()
    const desk = new TourDesk(started.command, this.#folder)
    try {
      await this.#terminal('start', started.command, await desk.begun())
      await this.#desk(desk, asked)
    } finally {
      await desk.stop()
    }
    const [pictures, headings, outputs] = [this.#pictures, this.#headings, this.#outputs]
    return { pictures, headings, outputs, code: await desk.stop() }
  }

  async #desk(desk: TourDesk, asked: Shown): Promise<void> {
    const url = await desk.newUrl()
    const { context, page, held } = await openHeld(
      this.#browser,
      url,
      { viewport: desktop },
      shownAt,
    )
    const storageState = await context.storageState()
    const onPhone = { viewport: phone, hasTouch: true, storageState }
    const small = await openHeld(this.#browser, new URL(url).origin, onPhone, shownAt)
    await Promise.all([held, small.held])
    await this.#take('page', page)
    await this.#take('phone', small.page)
    await small.context.close()
    await page.evaluate(`location.hash = '#trading?at=${pastAt}'`)
    await page.getByText('This is the desk as it stood').waitFor()
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    await this.#take('past', page)
    const { output } = await runShown(asked, this.#folder)
    await this.#terminal('backtest', asked.command, output)
    await this.#report()
    await page.evaluate(`location.hash = '#research'`)
    await page.getByRole('heading', { name: /^Trials/ }).waitFor()
    await page.frameLocator('iframe').locator('h1').waitFor()
    await this.#take('research', page)
    await context.close()
  }

  async #readme(): Promise<void> {
    const [first = ''] = readFileSync('README.md', 'utf8').split(/^## A desk$/m)
    await this.#shown('readme', paperPage(first, pathToFileURL(`${path.resolve('.')}/`)))
  }

  async #terminal(name: string, command: string, output: string): Promise<void> {
    this.#outputs.push(output)
    const steady = output
      .replaceAll(`${this.#folder}/`, '')
      .replace(/127\.0\.0\.1:\d+/, '127.0.0.1:8787')
      .replace(/#code=\S+/, '#code=…')
    await this.#shown(name, terminalPage(command, steady))
  }

  async #report(): Promise<void> {
    const page = await this.#browser.newPage({ viewport: desktop, reducedMotion: 'reduce' })
    await page.goto(pathToFileURL(path.join(this.#folder, 'fresh-high.html')).href)
    await this.#take('report', page)
    await page.close()
  }

  /** A picture of all of `html`, which is read from a file: its pictures are files too. */
  async #shown(name: string, html: string): Promise<void> {
    const file = path.join(this.#folder, `${name}-page.html`)
    writeFileSync(file, html)
    const page = await this.#browser.newPage({ viewport: sheet })
    await page.goto(pathToFileURL(file).href)
    await this.#take(name, page, true)
    await page.close()
  }

  async #take(name: string, page: Page, fullPage = false): Promise<void> {
    await settled(page)
    this.#headings.set(name, await page.getByRole('heading').allInnerTexts())
    this.#pictures.set(name, readPng(await page.screenshot({ fullPage })))
  }
}
