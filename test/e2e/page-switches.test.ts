import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '../../src/app/index.ts'
import type { DeskServer } from '../../src/doors/index.ts'
import {
  canOpenPages,
  launchBrowser,
  type OpenedPage,
  openPage,
  serveSample,
} from './page-browser.ts'
import { sampleControl } from './page-sample-control.ts'
import { SampleDesk } from './page-sample-desk.ts'

let browser: Browser
let folder: string
let desk: SampleDesk
let server: DeskServer
let opened: OpenedPage
let standing: string | undefined

beforeAll(async () => {
  if (canOpenPages) browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

const button = (name: string): Locator => opened.page.getByRole('button', { name, exact: true })
const mode = (name: string): Promise<void> => opened.page.locator(`[data-mode=${name}]`).waitFor()

describe.skipIf(!canOpenPages)('the switches of the page, on the routes of a desk', () => {
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'switches-'))
    desk = new SampleDesk(3, Date.now())
    standing = undefined
    server = await serveSample(
      desk,
      0,
      sampleControl(desk, folder, () => standing),
    )
    opened = await openPage(browser, server, 'Equity and drawdown')
  })
  afterEach(async () => {
    await opened.context.close()
    await server.close()
    rmSync(folder, { recursive: true })
  })

  it('move it to pause and, with a reason, back, each written into the audit', async () => {
    await button('Pause').click()
    await mode('pause')
    await opened.page.getByText('Normal to pause.').waitFor()
    await button('Back to normal').click()
    await opened.page.getByRole('textbox').fill('looked into, all is well')
    await button('Trade again').click()
    await mode('normal')
    await opened.page.getByText('Pause to normal.').waitFor()
    const acts = listAudit(folder).map(({ entry }) => `${entry.door} ${entry.what} ${entry.reason}`)
    expect(acts).toContain('page to pause paused from the page')
    expect(acts).toContain('page to normal looked into, all is well')
    expect(opened.complaints).toEqual([])
  })

  it('kill it, and read why it does not go back while a kill stands', async () => {
    await button('Kill').click()
    await button('Kill and close everything').click()
    await mode('emergency')
    standing = 'The file KILL stands in the folder of the desk.'
    await button('Back to normal').click()
    await opened.page.getByRole('textbox').fill('all is well')
    await button('Trade again').click()
    await opened.page.getByRole('dialog').getByText(standing).waitFor()
    expect(desk.snapshot().status.mode).toBe('emergency')
  })
})
