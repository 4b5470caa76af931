// @module-tag long

import type { Browser, Locator, Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeskServer } from '../../src/doors/index.ts'
import {
  canOpenPages,
  launchBrowser,
  narrow,
  type OpenedPage,
  openPage,
  serveSample,
  wide,
} from './page-browser.ts'
import { SampleDesk } from './page-sample-desk.ts'

/** What the server is to answer next, by path; as `docs/control.md` has it. */
type Answers = Record<string, readonly { readonly status: number; readonly body: unknown }[]>

let browser: Browser
let desk: SampleDesk
let server: DeskServer
let opened: OpenedPage
let page: Page
let asked: Request[]
let answers: Answers

beforeAll(async () => {
  if (canOpenPages) browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
const dialog = (): Locator => page.getByRole('dialog')
const reason = (): Locator => dialog().getByRole('textbox')
/** Path, token and body of every request that would change something. */
const posts = (): readonly unknown[] =>
  asked
    .filter((request) => request.method() === 'POST')
    .map((request) => [
      new URL(request.url()).pathname,
      request.headers()['x-coinswarm-csrf'],
      request.postDataJSON(),
    ])

function done(did: string, isWritten = true): Answers[string][number] {
  const audit = isWritten ? { sequence: 7, hash: 'ab' } : null
  return { status: 200, body: { did, state: {}, audit } }
}

function refused(status: number, code: string, message: string): Answers[string][number] {
  return { status, body: { error: { code, message } } }
}

async function open(): Promise<void> {
  opened = await openPage(browser, server, 'Equity and drawdown')
  page = opened.page
  asked = []
  answers = { '/api/csrf': [{ status: 200, body: { token: 'first' } }] }
  const played: Record<string, number> = {}
  await page.route(/\/api\/(csrf|mode|kill)$/, async (route) => {
    asked.push(route.request())
    const { pathname } = new URL(route.request().url())
    const all = answers[pathname] ?? []
    const nth = played[pathname] ?? 0
    played[pathname] = nth + 1
    const answer = all[Math.min(nth, all.length - 1)]
    if (answer === undefined) return route.abort()
    return route.fulfill({ status: answer.status, json: answer.body })
  })
}

describe.skipIf(!canOpenPages)('the switches of the page', () => {
  beforeEach(async () => {
    desk = new SampleDesk(3, Date.now())
    for (let i = 0; i < 200; i += 1) desk.step()
    server = await serveSample(desk, 0)
    await open()
  })
  afterEach(async () => {
    await opened.context.close()
    await server.close()
  })

  it('pause at one press, and show the mode once the desk is in it', async () => {
    answers['/api/mode'] = [done('normal to pause')]
    await button('Pause').click()
    await page.getByText('Normal to pause.').waitFor()
    expect(posts()).toEqual([
      ['/api/mode', 'first', { to: 'pause', reason: 'paused from the page' }],
    ])
    expect(await page.locator('[data-mode=normal]').count()).toBe(1)
    desk.show('breaker')
    await page.locator('[data-mode=pause]').waitFor()
    expect(await button('Pause').count()).toBe(0)
    expect(await page.locator('.mode [role=status]').first().innerText()).toContain('No new risk.')
  })

  it('kill at the second press only, and close everything unless told to hold', async () => {
    answers['/api/kill'] = [done('Killed: 2 positions are being closed.')]
    await button('Kill').click()
    expect(await dialog().innerText()).toContain('This is paper trading: no real order is sent.')
    expect(posts()).toEqual([])
    await button('Kill and close everything').click()
    await page.getByText('Killed: 2 positions are being closed.').waitFor()
    expect(posts()).toEqual([
      ['/api/kill', 'first', { hold: false, reason: 'killed from the page' }],
    ])
    expect(await dialog().count()).toBe(0)
    expect(await button('Kill').evaluate((each) => each.matches(':focus'))).toBe(true)
  })

  it('kill and hold where that was chosen, with the reason given', async () => {
    answers['/api/kill'] = [done('normal to emergency; what is held stays, with its stops', false)]
    await button('Kill').click()
    await dialog().getByRole('radio', { name: 'Hold' }).check()
    await reason().fill('  fire drill  ')
    await button('Kill and hold').click()
    await page.getByText('with its stops. It could not be written into the record yet.').waitFor()
    expect(posts()).toEqual([['/api/kill', 'first', { hold: true, reason: 'fire drill' }]])
  })

  it('do nothing when the second press does not come', async () => {
    await button('Kill').click()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    await button('Reduce').click()
    await button('Cancel').click()
    await dialog().waitFor({ state: 'detached' })
    expect(asked).toEqual([])
  })

  it('show the plan before reduce is asked for', async () => {
    answers['/api/mode'] = [done('The desk reduces.')]
    await button('Reduce').click()
    const said = await dialog().innerText()
    for (const part of ['Stage 1', 'SOL-USD', 'close 84.500', 'Stage 3', 'close 0.21045'])
      expect(said).toContain(part)
    await button('Start reducing').click()
    await page.getByText('The desk reduces.').waitFor()
    expect(posts()).toEqual([
      ['/api/mode', 'first', { to: 'reduce', reason: 'reduced from the page' }],
    ])
  })

  it('want a reason for the way back', async () => {
    desk.show('breaker')
    answers['/api/mode'] = [done('The desk trades again.')]
    await button('Back to normal').click()
    expect(await dialog().innerText()).toContain('daily loss was 5.1 %, limit 5 %')
    await reason().fill('   ')
    await button('Trade again').click()
    await dialog().getByText('Say why it is safe to trade again').waitFor()
    expect(asked).toEqual([])
    await reason().fill('the loss was one bad fill, looked into')
    await page.keyboard.press('Enter')
    await page.getByText('The desk trades again.').waitFor()
    expect(posts()).toEqual([
      ['/api/mode', 'first', { to: 'normal', reason: 'the loss was one bad fill, looked into' }],
    ])
  })

  it('say in a sentence why the desk refused', async () => {
    desk.show('breaker')
    const why = 'The file KILL stands in the folder of the desk; remove it first.'
    answers['/api/mode'] = [refused(409, 'kill-stands', why)]
    await button('Back to normal').click()
    await reason().fill('all is well')
    await button('Trade again').click()
    await dialog().getByRole('alert').getByText(why).waitFor()
    expect(await dialog().count()).toBe(1)
  })

  it('name the other ways to kill when the desk does not answer', async () => {
    answers['/api/kill'] = []
    await button('Kill').click()
    await button('Kill and close everything').click()
    await dialog().getByText('it is not known whether it heard this').waitFor()
    expect(await dialog().innerText()).toContain('coinswarm kill in a terminal')
    answers['/api/kill'] = [refused(503, 'desk-failed', 'The desk hangs.')]
    await button('Kill and close everything').click()
    await dialog().getByText('The desk hangs.').waitFor()
  })

  it('say so where a desk takes no orders from its page', async () => {
    await page.unroute(/\/api\/(csrf|mode|kill)$/)
    await button('Pause').click()
    await page.getByRole('alert').getByText('This desk takes no orders from its page.').waitFor()
  })

  it('ask for a fresh token once when theirs is not taken', async () => {
    answers['/api/csrf'] = [
      { status: 200, body: { token: 'first' } },
      { status: 200, body: { token: 'second' } },
    ]
    const stale = refused(403, 'bad-csrf', 'The token of this page is not the one of its session.')
    answers['/api/mode'] = [stale, done('normal to pause')]
    await button('Pause').click()
    await page.getByText('Normal to pause.').waitFor()
    expect(posts().map((post) => (Array.isArray(post) ? post[1] : post))).toEqual([
      'first',
      'second',
    ])
  })

  it('are worked by keyboard, and a key held down is not a second press', async () => {
    answers['/api/kill'] = [done('Killed.')]
    await button('Kill').focus()
    await page.keyboard.down('Enter')
    await dialog().waitFor()
    await reason().focus()
    for (let i = 0; i < 3; i += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    expect(asked).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByText('Killed.').waitFor()
    expect(posts().length).toBe(1)
  })

  it.each([wide, narrow])('ask within a window of $width px', async (viewport) => {
    await page.setViewportSize(viewport)
    for (const which of ['Kill', 'Reduce']) {
      await button(which).click()
      const box = await dialog().boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height)
      await button('Cancel').click()
    }
    expect(opened.complaints).toEqual([])
  })
})
