// @module-tag long

import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DeskSnapshot } from '../../src/app/index.ts'
import type { DeskServer } from '../../src/doors/index.ts'
import {
  canOpenPages,
  launchBrowser,
  type OpenedPage,
  openPage,
  serveSample,
} from './page-browser.ts'
import { sampled, ShownDesk, withManyInstruments } from './page-extremes.ts'
import { withSwarm } from './page-sample-swarm.ts'

let browser: Browser
let desk: ShownDesk
let server: DeskServer
let opened: OpenedPage
beforeAll(async () => {
  if (canOpenPages) browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

/** Opens the page of a desk and turns it to the swarm, as a person does. */
async function openSwarm(snapshot: DeskSnapshot): Promise<void> {
  desk = new ShownDesk(snapshot)
  server = await serveSample(desk, 0)
  opened = await openPage(browser, server, 'Equity and drawdown')
  await opened.page.getByRole('link', { name: 'Swarm', exact: true }).click()
  await opened.page.getByRole('heading', { name: /^(Decision theatre|No swarm)$/ }).waitFor()
}

const panel = (id: string): Locator => opened.page.locator(`.panel-${id}`)
const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')
const text = async (id: string): Promise<string> => onOneLine(await panel(id).innerText())
const step = (name: string): Locator =>
  panel('theatre').getByRole('tab', { name: new RegExp(`^${name}`) })
const pane = async (): Promise<string> =>
  onOneLine(await panel('theatre').getByRole('tabpanel').innerText())

function expectNoComplaint(): void {
  expect(opened.complaints).toEqual([])
}

describe.skipIf(!canOpenPages)('the page of the swarm', () => {
  afterEach(async () => {
    expectNoComplaint()
    await opened.context.close()
    await server.close()
  })

  it('says how to turn it on where votes are claimed', async () => {
    await openSwarm(sampled(200))
    expect(await text('no-swarm')).toContain('votes = "earned"')
    expect(await panel('map').count()).toBe(0)
  })

  it('lists what waits for a person, with the words that settle it, and nothing while nothing does', async () => {
    const sample = withSwarm(sampled(200))
    await openSwarm(sample)
    expect(await panel('proposals').count()).toBe(0)
    if (sample.swarm === undefined) throw new TypeError('a swarm')
    const sentence = 'proposed: over 40 held-out days the planned weights <b>came</b> to more.'
    const proposals = [
      { id: '0123456789ab', t: sample.status.marketTime, subject: 'weights', sentence },
    ]
    desk.publish({ swarm: { ...sample.swarm, proposals } })
    await panel('proposals').waitFor()
    const shown = await text('proposals')
    expect(shown).toContain(sentence)
    expect(shown).toContain('coinswarm swarm approve 0123456789ab --reason "why"')
  })

  it('shows every instrument with its decision, its voices and who is silent', async () => {
    await openSwarm(withSwarm(sampled(200)))
    const cells = panel('map').locator('.cell')
    expect(await cells.count()).toBe(4)
    const first = onOneLine(await cells.first().innerText())
    expect(first).toMatch(/BTC-USD long 7\.3\s?% Has a team\. Sure 0\.54, dissent 0\.18/)
    expect(first).toContain('4 of 9 count, 5 silent.')
    expect(await cells.first().getByRole('img').getAttribute('aria-label')).toMatch(
      /^9 voices: 2 short, 0 flat, 7 long; decided long 7\.3\s?%$/,
    )
    expect(await cells.nth(1).innerText()).toContain('Watched, has no team.')
    expect(await panel('map').getByRole('meter', { name: 'Points of hft' }).count()).toBe(4)
  })

  it('follows one decision from what was said to what was filled', async () => {
    await openSwarm(withSwarm(sampled(900)))
    expect(await pane()).toContain('EMA(9) 64013.0 against EMA(21) 64000.0')
    expect(await pane()).toContain('Silent: trend, squeeze')
    await step('Weights').click()
    expect(await pane()).toMatch(/momentum long 3\.3\s?% 0\.63 .* 39\s?%/)
    await opened.page.keyboard.press('ArrowRight')
    expect(await pane()).toContain('Wish as of now')
    await opened.page.keyboard.press('ArrowRight')
    expect(await pane()).toContain('BTC-USD.SIM: 9.00 % wished, 4.10 % left by gross')
    await step('Order').click()
    expect(await pane()).toContain('order 12: entry, buy 0.01230 BTC-USD.SIM, market')
    await step('Fill').click()
    expect(await pane()).toContain('buy 0.01230 at 64,012.3')
  })

  it('goes to another instrument from the map, and to the decision before', async () => {
    await openSwarm(withSwarm(sampled(900)))
    await panel('map')
      .getByRole('button', { name: /ETH-USD/ })
      .click()
    expect(await panel('theatre').getByRole('combobox').inputValue()).toBe('ETH-USD.SIM')
    expect(await step('Risk').innerText()).toContain('refused')
    await panel('theatre').getByRole('button', { name: 'The decision before' }).click()
    expect(await step('Risk').innerText()).toContain('not asked')
    expect(await text('theatre')).toContain('An earlier decision')
    expect(await step('Weights').innerText()).toMatch(/\d+ count/)
    await step('Weights').click()
    expect(await pane()).toContain('This is what counted then;')
    expect(await pane()).not.toContain('Of a voice')
  })

  it('says of an earlier decision that what counted is not known where it is not', async () => {
    const snapshot = withSwarm(sampled(900))
    const decisions = snapshot.decisions.map((row) => ({
      ...row,
      voices: row.voices.map(({ agent, exposure, confidence, because }) => ({
        ...{ agent, exposure, confidence, because },
      })),
    }))
    await openSwarm({ ...snapshot, decisions })
    await panel('theatre').getByRole('button', { name: 'The decision before' }).click()
    expect(await step('Weights').innerText()).toContain('not known')
    await step('Weights').click()
    expect(await pane()).toContain('What counted then is not known')
  })

  it('leads from a voice to the numbers of its agent', async () => {
    await openSwarm(withSwarm(sampled(900)))
    await panel('theatre').getByRole('button', { name: 'adaptive', exact: true }).click()
    await panel('agent').getByRole('heading', { name: 'adaptive' }).waitFor()
    const said = await text('agent')
    expect(said).toContain('unproven: no help shown yet')
    expect(said).toContain('0.200, of 0.2 to 1')
    expect(await panel('agent').getByRole('img').getAttribute('aria-label')).toMatch(
      /^Calibration: said 0\.51, came 0\.\d\d of \d+\.\d outcomes;/,
    )
  })

  it('sorts agents, and says of each interval where it lies', async () => {
    await openSwarm(withSwarm(sampled(900)))
    const rows = panel('agents').locator('tbody tr')
    expect(await rows.first().innerText()).toContain('breakout')
    expect(await rows.first().getByRole('img').first().getAttribute('aria-label')).toMatch(
      /^Gain \+0\.0115 to \+0\.0202 nats$/,
    )
    await panel('agents').getByRole('button', { name: 'Name' }).click()
    expect(await rows.first().innerText()).toContain('adaptive')
  })

  it('keeps streams apart and shows which pairs vote too much alike', async () => {
    await openSwarm(withSwarm(sampled(900)))
    const streams = await text('streams')
    expect(streams).toContain('may as well be nothing')
    expect(streams).toContain('below nothing')
    expect(streams).toContain('above nothing')
    expect(await panel('alike').locator('.breach').count()).toBe(7)
    expect(await text('builder')).toContain('Not deployed: capacity 31 times')
    expect(streams).toMatch(/hold as much 1\.23\s?% of equity in each \+3\.20\s?%/)
    expect(streams).toMatch(/random mean of 19 .* worst to best .0\.03 to \+0\.014/)
    expect(streams).toContain('The swarm is in place 3 of 20 among random traders of its size.')
  })

  it('tells what researchers found, the newest first, a page at a time', async () => {
    await openSwarm(withSwarm(sampled(900)))
    const research = await text('research')
    expect(research).toContain('12 of 6,347 tests found something.')
    expect(research).toContain('2 older ones are not shown.')
    const rows = panel('research').locator('.findings li')
    expect(await rows.count()).toBe(8)
    expect(await rows.first().innerText()).toContain('leads volatility by 6 bars')
    await panel('research').getByRole('button', { name: 'Further' }).click()
    expect(await rows.count()).toBe(2)
  })

  it('says so where nothing is known beside the bars, and nothing is kept beside streams', async () => {
    const { swarm, ...snapshot } = withSwarm(sampled(200))
    if (swarm === undefined) throw new Error('the sample has no swarm')
    const { research: _, yardsticks: __, ...older } = swarm
    await openSwarm({ ...snapshot, swarm: older })
    expect(await text('research')).toContain('so nothing is tested')
    expect(await text('streams')).toContain('This desk began before it was kept')
  })

  it('makes nothing up for a swarm that has shown nothing', async () => {
    await openSwarm(withSwarm(sampled(30), { isFresh: true }))
    expect(await text('map')).toContain('Nobody counts: no help was shown yet')
    expect(await text('theatre')).toContain('Nothing was decided here yet')
    expect(await pane()).toContain('its sentence comes with the next decision')
    expect(await text('agents')).toContain('no outcome yet')
    expect(await text('agent')).toContain('Nothing it said has come out yet.')
    expect(await text('streams')).toContain('not known yet')
    expect(await text('research')).toContain('0 of 6,347 tests found anything.')
    expect(await text('streams')).toContain('it has no place among random traders')
    expect(await text('alike')).toContain('No two have voted together often enough')
  })

  it('turns pages of hundreds of agents, and follows what is told', async () => {
    const snapshot = withSwarm(withManyInstruments(sampled(200)), { agents: 425 })
    await openSwarm(snapshot)
    const rows = panel('agents').locator('tbody tr')
    expect(await rows.count()).toBe(25)
    const pages = panel('agents').getByRole('navigation', { name: 'Pages of the agents' })
    for (let turned = 0; turned < 16; turned += 1)
      await pages.getByRole('button', { name: 'Further' }).click()
    expect(await pages.innerText()).toContain('401 to 425 of 425')
    expect(await panel('map').locator('.cell').count()).toBe(24)
    const { swarm } = snapshot
    if (swarm === undefined) throw new Error('the sample has no swarm')
    // An update tells what is another, and leaves the others as they are.
    const agents = swarm.agents.map(({ agent }) => ({ agent, weight: 0.9 }))
    desk.publish({ swarm: { agents } })
    await rows.first().getByText('0.90').waitFor()
    expect(await pages.innerText()).toContain('401 to 425 of 425')
  })
})
