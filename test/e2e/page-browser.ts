import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { DeskControl, DeskFeed, MemoryFeed } from '../../src/app/index.ts'
import { type DeskServer, type DeskServerOptions, serveDesk } from '../../src/doors/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { pageSecret } from '../house/canaries.ts'

const browserPath = '/usr/bin/chromium'
export const pageFolder: string = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** There is a browser, and a built page to show in it. */
export const canOpenPages: boolean =
  existsSync(browserPath) && existsSync(`${pageFolder}/index.html`)

export type Viewport = { readonly width: number; readonly height: number }

export const wide: Viewport = { width: 1440, height: 900 }
export const narrow: Viewport = { width: 390, height: 844 }

/** A page in a browser of its own, with all it complained of. */
export type OpenedPage = {
  readonly context: BrowserContext
  readonly page: Page
  readonly complaints: readonly string[]
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  })
}

/**
 * @param control - Takes the orders of the page; without it the page only shows.
 * @param memory - Tells what the desk remembers; without it the page says that nothing is told.
 * @param api - What lies in the folder of the desk; without it the page says that nothing is told.
 */
export function serveSample(
  desk: DeskFeed,
  port: number,
  control?: DeskControl,
  memory?: MemoryFeed,
  api?: DeskServerOptions['api'],
): Promise<DeskServer> {
  const place = { port, host: '127.0.0.1', pageFolder } as const
  return serveDesk({
    feed: desk,
    control,
    memory,
    api,
    clock: liveClock,
    secret: pageSecret(),
    ...place,
  })
}

/** Opens the page by a fresh link. @param heading - What to wait for. */
export async function openPage(
  browser: Browser,
  server: DeskServer,
  heading: string,
  viewport: Viewport = wide,
  theme: 'light' | 'dark' = 'light',
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport, colorScheme: theme })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(server.newUrl())
  await page.getByRole('heading', { name: heading }).waitFor()
  return { context, page, complaints }
}

/** Waits until what is new is drawn: charts draw in the frame after they are told. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    'document.fonts.ready.then(() => new Promise((done) => ' +
      'requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))))',
  )
}
