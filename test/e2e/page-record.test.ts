// @module-tag long
import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DeskServer } from '../../src/doors/index.ts'
import {
  canOpenPages,
  launchBrowser,
  type OpenedPage,
  openPage,
  serveSample,
} from './page-browser.ts'
import { sampled, ShownDesk } from './page-extremes.ts'
import { emptyFolder, type SeededFolder, seededFolder } from './page-seeded-folder.ts'
import { ofVenue } from './page-seeded-market.ts'

let browser: Browser
let seeded: SeededFolder
let server: DeskServer
let opened: OpenedPage
beforeAll(async () => {
  if (canOpenPages) browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

/** Opens the page of a desk with what lies in `folder`, and goes to an address of it. */
async function openAt(
  hash: string,
  heading: RegExp,
  folder: SeededFolder,
  isOfVenue: boolean = false,
): Promise<void> {
  seeded = folder
  const desk = new ShownDesk(isOfVenue ? ofVenue(sampled(200)) : sampled(200))
  server = await serveSample(desk, 0, undefined, undefined, folder.api)
  opened = await openPage(browser, server, 'Equity and drawdown')
  await opened.page.goto(`${server.origin}/${hash}`)
  await opened.page.getByRole('heading', { name: heading }).first().waitFor()
}

const panel = (id: string): Locator => opened.page.locator(`.panel-${id}`)
const text = async (id: string): Promise<string> =>
  (await panel(id).innerText()).replaceAll(/\s+/g, ' ')

describe.skipIf(!canOpenPages)('pages that are read from the folder of a desk', () => {
  afterEach(async () => {
    await opened.context.close()
    await server.close()
    seeded.end()
  })

  it('show the tree of versions, and of one its steps, checks and difference', async () => {
    await openAt('#strategies', /^The gate, question by question/, await seededFolder())
    const { page } = opened
    const rows = panel('lineage').locator('.lineage-row')
    const standing = await rows.count()
    await panel('lineage').getByRole('button', { name: 'All' }).click()
    expect(await rows.count()).toBeGreaterThan(standing)
    expect(await panel('lineage').locator('.stem.branch').count()).toBeGreaterThan(0)
    await rows.filter({ hasText: 'shadow' }).getByRole('button').click()
    await panel('version').getByText('the gate let it through').waitFor()
    expect(await text('checks')).toMatch(/deflated Sharpe ratio passed .*probability 0\.9731/)
    expect(await text('checks')).toContain('costs doubled warns')
    const came = panel('difference').locator('.diff-line.came')
    expect(await came.count()).toBeGreaterThan(0)
    expect((await came.first().innerText()).startsWith('+')).toBe(true)
    const link = new URL(page.url()).hash
    expect(link).toMatch(/^#strategies\?.*version=[0-9a-f]{64}/)
    await panel('difference')
      .getByRole('button', { name: /^Parent/ })
      .click()
    await panel('version').getByText('the gate let it through').waitFor({ state: 'hidden' })
    await page.goBack()
    await panel('version').getByText('the gate let it through').waitFor()
    expect(opened.complaints).toEqual([])
  })

  it('show why a version was declined, by a link with the first digits of its id', async () => {
    const folder = await seededFolder()
    const { rows } = await folder.api.records.ask('strategies')
    const declined = rows.findLast(({ state }) => state === 'declined')
    const id = declined?.id.slice(0, 12) ?? ''
    await openAt(`#strategies?show=declined&version=${id}`, new RegExp(`^Version ${id}`), folder)
    await panel('version').getByText('to declined').waitFor()
    expect(await text('version')).toContain(declined?.why ?? '-')
    expect(await panel('lineage').locator('.version[aria-pressed=true]').innerText()).toContain(id)
    expect(opened.complaints).toEqual([])
  })

  it('show nights that changed nothing as well, and what models said in them', async () => {
    await openAt('#thoughts', /^No whole answer: timeout/, await seededFolder())
    expect(await text('nights')).toMatch(/Night 5 nothing passed/)
    expect(await panel('nights').locator('.down').count()).toBe(0)
    await panel('nights')
      .getByRole('button', { name: /^Night 2 no change/ })
      .click()
    await panel('nights').getByText('decided: no-change').waitFor()
    await panel('nights').getByRole('link', { name: 'decide' }).click()
    await panel('thought').getByText('its exits come late').waitFor()
    expect(await text('thought')).toMatch(/18,240 tokens in, 1,106 out, \$0\.1189/)
    await panel('thought').getByText('What it was asked').click()
    // Words of a stranger stay words.
    expect(await text('thought')).toContain('<b>What now?</b>')
    expect(await text('observations')).toContain('Fees rose on the first of May.')
    expect(opened.complaints).toEqual([])
  })

  it('say how to get what is not there yet', async () => {
    await openAt('#strategies', /^No version yet/, emptyFolder())
    expect(await text('no-version')).toContain('coinswarm strategy breed')
    await opened.page.goto(`${server.origin}/#thoughts`)
    await panel('nights').getByText('coinswarm strategy evolve').waitFor()
    await panel('thoughts').getByText('provider = "anthropic"').waitFor()
    await opened.page.goto(`${server.origin}/#research`)
    await panel('runs').getByText('coinswarm report run').waitFor()
    await panel('trials').getByText('each backtest is counted here by itself').waitFor()
    await opened.page.goto(`${server.origin}/#data`)
    await panel('lateness').getByText('do not come from a venue').waitFor()
    await panel('sources').getByText('folder = "my-sources"').waitFor()
    expect(opened.complaints).toEqual([])
  })

  it('show opinions on the chart and in a grid, and the book where there is one', async () => {
    await openAt(
      '#market?instrument=ETH-USD.SIM',
      /^Wanted at this bar/,
      await seededFolder(),
      true,
    )
    const newest = await text('said-then')
    expect(newest).toContain('trend')
    await panel('market').getByRole('combobox').selectOption('trend')
    await panel('market')
      .getByRole('group', { name: /^Decisions/ })
      .focus()
    await opened.page.keyboard.press('ArrowLeft')
    expect(await text('said-then')).not.toBe(newest)
    expect(new URL(opened.page.url()).hash).toMatch(/opinions=trend&bar=\d+/)
    await panel('depth').getByText('Bids').waitFor()
    expect(await panel('depth').locator('.ladder-ask tbody tr').count()).toBe(12)
    expect(await text('depth')).toMatch(/Spread 0\.\d+\s?%/)
    await panel('market')
      .getByRole('tab', { name: /SOL-USD/ })
      .click()
    await panel('depth').getByText('The book waits for a whole picture').waitFor()
    expect(opened.complaints).toEqual([])
  })

  it('say that a desk on made-up bars has no book', async () => {
    await openAt('#market', /^Wanted at this bar/, await seededFolder(1))
    await panel('depth').getByText('It trades on bars alone').waitFor()
    await opened.page.goto(`${server.origin}/#data`)
    await panel('bar-health').getByText('up to date').first().waitFor()
    await panel('sources').getByText('social.fearGreed').waitFor()
    expect(opened.complaints).toEqual([])
  })

  it('show freshness, lateness by the hour, and what abstains and why', async () => {
    await openAt('#data', /^How late/, await seededFolder(1), true)
    await panel('sources').getByText('1 of 14 speak').waitFor()
    expect(await text('sources')).toMatch(/onchain\.mvrv.* abstains the newest is 30 days old/)
    expect(await text('bar-health')).toMatch(/BTC-USD up to date 60 s 200 0 0/)
    const sentence = panel('lateness').getByRole('status')
    expect(await sentence.innerText()).toMatch(/^19 Nov 2026 23:00, one hour: 30 bars/)
    await panel('lateness').getByRole('group').focus()
    await opened.page.keyboard.press('ArrowLeft')
    expect(await sentence.innerText()).toMatch(/^19 Nov 2026 22:00/)
    expect(await panel('lateness').locator('.heat-mark.late').count()).toBe(3)
    expect(opened.complaints).toEqual([])
  })

  it('show runs with their pages, which can do nothing, experiments and trials', async () => {
    await openAt('#research', /^trend & friends on BTC-USD/, await seededFolder(1))
    const sheet = opened.page.frameLocator('.sheet-frame')
    await sheet.getByRole('heading', { name: 'trend & friends on BTC-USD' }).waitFor()
    await panel('runs').getByRole('button', { name: 'cross over 120 trials' }).click()
    await sheet.getByText('A peak that stands alone was luck.').waitFor()
    expect(new URL(opened.page.url()).hash).toMatch(/^#research\?run=[0-9a-f]{16}$/)
    expect(await text('experiments')).toMatch(/commits-lead-volatility .*Look 2, .*: undecided/)
    expect(await text('experiments')).toContain('Nobody has looked yet.')
    expect(await text('trials')).toMatch(/1{16} 9 5 0\.080/)
    expect(opened.complaints).toEqual([])
  })
})
