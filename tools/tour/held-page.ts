import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { DeskMessage } from '../../src/app/index.ts'

/** A page that has heard of a desk up to some moment, and of nothing after it. */
export type HeldPage = {
  readonly context: BrowserContext
  readonly page: Page
  /** Settled when it has come to the moment. */
  readonly held: Promise<void>
}

/**
 * Opens `url` and lets the desk tell of itself until its market has come to `until`: the first word
 * at or after it is the last, and the page's clock stands still from there, so that a picture shows
 * the same whenever it is taken.
 *
 * @param until - Time of the market. Unit: ms.
 */
export async function openHeld(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  until: number,
): Promise<HeldPage> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const last = Promise.withResolvers<number>()
  let isHeld = false
  await page.routeWebSocket(/\/api\/stream/, (socket) => {
    socket.connectToServer().onMessage((text) => {
      if (isHeld) return
      socket.send(text)
      const status = statusIn(JSON.parse(String(text)) as DeskMessage)
      if (status === undefined || status.marketTime < until) return
      isHeld = true
      last.resolve(status.receivedAt)
    })
  })
  await page.goto(url)
  await page.getByRole('heading', { name: 'Equity and drawdown' }).waitFor()
  const held = last.promise.then((at) => page.clock.setFixedTime(at + 1_000))
  return { context, page, held }
}

function statusIn(
  message: DeskMessage,
): { readonly marketTime: number; readonly receivedAt: number } | undefined {
  if (message.kind === 'snapshot') return message.snapshot.status
  return message.kind === 'update' ? message.update.status : undefined
}
