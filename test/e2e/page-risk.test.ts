// @module-tag long

import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeskServer } from '../../src/doors/index.ts'
import {
  canOpenPages,
  launchBrowser,
  narrow,
  type OpenedPage,
  openPage,
  serveSample,
  type Viewport,
  wide,
} from './page-browser.ts'
import { overflowOf } from './page-looks.ts'
import { SampleDesk } from './page-sample-desk.ts'
import type { Situation } from './page-sample-risk.ts'

let browser: Browser
let desk: SampleDesk
let server: DeskServer
let opened: OpenedPage
beforeAll(async () => {
  if (canOpenPages) browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

/** Opens the page and turns it to risk, as a person does. */
async function openRisk(situation: Situation, viewport: Viewport = wide): Promise<void> {
  desk.show(situation)
  opened = await openPage(browser, server, 'Equity and drawdown', viewport)
  await opened.page.getByRole('link', { name: 'Risk', exact: true }).click()
  await opened.page.getByRole('heading', { name: 'Circuit breakers' }).waitFor()
}

const panel = (id: string): Locator => opened.page.locator(`.panel-${id}`)
const onOneLine = (text: string): string => text.replaceAll(/[\n ]+/g, ' ')
const text = async (id: string): Promise<string> => onOneLine(await panel(id).innerText())
/** The bars of a panel, as a screen reader says them. */
const bars = (id: string): Promise<readonly string[]> =>
  panel(id)
    .getByRole('meter')
    .evaluateAll((meters) =>
      meters.map(
        (meter) => `${meter.getAttribute('aria-label')}: ${meter.getAttribute('aria-valuetext')}`,
      ),
    )

function expectNoComplaint(): void {
  expect(opened.complaints).toEqual([])
}

describe.skipIf(!canOpenPages)('the page of risk', () => {
  beforeEach(async () => {
    desk = new SampleDesk(3, Date.now())
    for (let i = 0; i < 200; i += 1) desk.step()
    server = await serveSample(desk, 0)
  })
  afterEach(async () => {
    expectNoComplaint()
    await opened.context.close()
    await server.close()
  })

  it('shows limits as bars as long as they are used, the nearest on top', async () => {
    await openRisk('near')
    const said = await bars('limits')
    expect(said[0]).toBe('Largest instrument: 29.1\u202f% of 30.0\u202f%, near the limit')
    expect(said.at(-1)).toBe('Trades today: 16 of 40, within')
    expect(said.length).toBe(9)
    const share = await panel('limits')
      .locator('.bar')
      .first()
      .evaluate((bar) => {
        const inner = bar.clientWidth
        return (bar.firstElementChild?.getBoundingClientRect().width ?? 0) / inner
      })
    expect(share).toBeCloseTo(0.97, 2)
    expect(await panel('limits').locator('.limit-part').first().innerText()).toBe('97\u202f%')
  })

  it('says of what is not known that it lets no new risk pass', async () => {
    await openRisk('unknown')
    expect((await bars('limits')).slice(0, 3)).toEqual([
      'Value at risk, one day: not known of 3.00\u202f%, not known: no new risk',
      'Expected shortfall: not known of 4.50\u202f%, not known: no new risk',
      'Leverage: not known of 3, not known: no new risk',
    ])
    const banner = await opened.page.locator('.mode').innerText()
    expect(banner).toContain('No new risk while a limit is not known.')
    expect(banner).toContain('3 limits are not known')
    expect(banner).not.toContain('Trading within its limits')
    expect(await text('correlation')).toContain('?')
    expect(await panel('correlation').getByText('not known', { exact: true }).count()).toBe(6)
  })

  it('makes nothing up for a desk that says nothing of its risk', async () => {
    desk.show('silent')
    opened = await openPage(browser, server, 'Equity and drawdown')
    expect(await opened.page.locator('.mode').innerText()).toContain(
      'How far limits are used is not known.',
    )
    expect(await opened.page.locator('.nearest').count()).toBe(0)
    await opened.page.getByRole('link', { name: 'Risk', exact: true }).click()
    await opened.page.getByText('The desk has named no limit yet.').waitFor()
    await opened.page.getByText('The plan is not known.').waitFor()
    expect(await opened.page.getByText('0.00').count()).toBe(0)
  })

  it('shows stress tests against their limits, a gain as a gain', async () => {
    await openRisk('emergency')
    const said = await bars('stress')
    expect(said[0]).toMatch(/^March 2020, crypto: 37\.4.* limit 30\.0\u202f%, over the limit$/)
    expect(said.at(-1)).toBe('Slide of 2000 to 2002: gains 2.0\u202f% limit 30.0\u202f%, within')
  })

  it('shows breakers as lights with words, the open one first with its cause', async () => {
    await openRisk('breaker')
    const lights = await panel('breakers').locator('.light').allInnerTexts()
    expect(lights[0]).toContain('ETH-USD instrument')
    expect(lights[0]).toContain('Open: no new risk')
    expect(lights[0]).toContain('slippage was 4.2, limit 3')
    expect(lights[1]).toContain('Half open')
    expect(lights.slice(2).every((light) => light.includes('Closed: all well'))).toBe(true)
  })

  it('shows correlation in numbers and boxes what is one bet', async () => {
    await openRisk('near')
    const over = panel('correlation').locator('.heat-over')
    expect((await over.allInnerTexts()).map(onOneLine)).toEqual([
      '0.91 past the limit',
      '0.91 past the limit',
    ])
    expect(await text('correlation')).toContain('past 0.70 (boxed)')
  })

  it('shows the plan before it runs, and how far it has come while it does', async () => {
    await openRisk('quiet')
    expect(await text('plan')).toContain('Nothing of this is running.')
    expect(await panel('plan').getByRole('progressbar').count()).toBe(0)
    desk.show('stuck')
    await opened.page.getByRole('heading', { name: 'Closing positions now' }).waitFor()
    const stages = await panel('plan')
      .getByRole('progressbar')
      .evaluateAll((all) => all.map((bar) => bar.getAttribute('aria-valuenow')))
    expect(stages).toEqual(['100', '35', '0'])
    expect(await text('plan')).toContain('2 of 4 parts are closed')
    expect(await text('plan')).toContain('stuck at 35')
  })

  it('counts refusals by the limit that said no', async () => {
    await openRisk('quiet')
    const rows = await panel('refusals').locator('tbody tr').allInnerTexts()
    expect(rows.map((row) => row.split(/\s*\t/).slice(0, 2))).toEqual([
      ['31', 'Largest position'],
      ['12', 'Correlation'],
      ['3', 'Smallest order'],
    ])
  })

  it('tells who moved the mode and why, how each is trusted, and what the desk costs', async () => {
    await openRisk('breaker')
    expect(await text('modes')).toContain('normal \u2192 to pause')
    expect(await text('modes')).toContain('daily loss was 5.1 %, limit 5 % by desk')
    const standings = await text('standings')
    for (const size of ['asleep, exits only', 'quarter size', 'half size', 'full size'])
      expect(standings).toContain(size)
    expect(await text('capital')).toContain('3.20 USD')
    expect(await text('capital')).toContain('1.2\u202f% a year')
  })

  it('speaks alerts until they were seen here, and again when there is a newer one', async () => {
    await openRisk('emergency')
    const alert = opened.page.locator('[role=alert] .alarm')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('The desk moved itself to emergency')
    await opened.page.getByRole('button', { name: 'Seen' }).click()
    expect(await alert.count()).toBe(0)
    desk.show('stuck')
    await alert.getByText('ETH-USD could not be closed').waitFor()
    expect(await alert.innerText()).not.toContain('The desk moved itself')
  })

  it('tells what a person did without shouting it', async () => {
    await openRisk('breaker')
    const told = opened.page.locator('[role=alert] .notice')
    expect(await told.innerText()).toContain('session 3fa1c0de by page')
    expect(await told.getAttribute('class')).toBe('notice bad')
  })

  it('keeps its side and follows the desk when the stream comes back', async () => {
    await openRisk('quiet')
    const { port } = server
    await server.close()
    await opened.page.getByText('The stream is lost.').waitFor()
    desk.show('breaker')
    server = await serveSample(desk, port)
    await opened.page.locator('[data-mode=pause]').waitFor()
    await opened.page.getByText('Open: no new risk').waitFor()
    expect(new URL(opened.page.url()).hash).toBe('#risk')
    await opened.page.reload()
    await opened.page.getByRole('heading', { name: 'Circuit breakers' }).waitFor()
    expect(await opened.page.title()).toBe('pause \u00b7 Risk \u00b7 coinswarm')
    // A port nobody listens on is what this test is about.
    expect(opened.complaints.every((each) => each.includes('ERR_CONNECTION'))).toBe(true)
    opened = { ...opened, complaints: [] }
  })

  it.each([wide, narrow])('fits a window of $width px in every situation', async (viewport) => {
    await openRisk('quiet', viewport)
    for (const situation of [
      'quiet',
      'near',
      'breaker',
      'emergency',
      'stuck',
      'unknown',
    ] as const) {
      desk.show(situation)
      await opened.page.waitForTimeout(150)
      expect([situation, await overflowOf(opened.page)]).toEqual([situation, 0])
    }
  })
})
