import type { Page } from 'playwright-core'
import { settled } from './page-browser.ts'

/** Waits until all that the page has asked for from now on was answered, and is drawn. */
export function answersOf(page: Page): () => Promise<void> {
  const open = new Set<unknown>()
  page.on('request', (request) => void open.add(request))
  for (const event of ['requestfinished', 'requestfailed'] as const)
    page.on(event as 'requestfinished', (request) => void open.delete(request))
  return async () => {
    while (open.size > 0)
      await Promise.race([page.waitForEvent('requestfinished'), page.waitForEvent('requestfailed')])
    await settled(page)
  }
}
