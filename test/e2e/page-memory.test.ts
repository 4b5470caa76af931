// @module-tag long

import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DeskSnapshot, MemoryFeed } from '../../src/app/index.ts'
import type { DeskServer } from '../../src/doors/index.ts'
import {
  canOpenPages,
  launchBrowser,
  type OpenedPage,
  openPage,
  serveSample,
  type Viewport,
} from './page-browser.ts'
import { sampled, ShownDesk } from './page-extremes.ts'
import { faintTexts, overflowOf, smallControls, spilledTexts } from './page-looks.ts'
import { memoryFeed, sampleMemory } from './page-sample-memory.ts'

let browser: Browser
let server: DeskServer
let opened: OpenedPage
beforeAll(async () => {
  if (canOpenPages) browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

const laptop: Viewport = { width: 1_280, height: 900 }
const phone: Viewport = { width: 390, height: 844 }

/** Opens the page of a desk and turns it to its memory, as a person does. */
async function openMemory(
  memory: MemoryFeed | undefined,
  viewport = laptop,
  snapshot: DeskSnapshot = sampled(200),
): Promise<void> {
  server = await serveSample(new ShownDesk(snapshot), 0, undefined, memory)
  opened = await openPage(browser, server, 'Equity and drawdown', viewport)
  await opened.page.getByRole('link', { name: 'Memory', exact: true }).click()
  const heading = /^(Map of moments|Nothing remembered yet|No memory to show)/
  await opened.page.getByRole('heading', { name: heading }).waitFor()
}

const panel = (id: string): Locator => opened.page.locator(`.panel-${id}`)
const text = async (id: string): Promise<string> =>
  (await panel(id).innerText()).replaceAll(/\s+/g, ' ')

describe.skipIf(!canOpenPages)('the page of the memory', () => {
  afterEach(async () => {
    await opened.context.close()
    await server.close()
  })

  it('shows a map, and of one episode all that is known', async () => {
    await openMemory(memoryFeed(sampleMemory({ episodes: 200 })))
    expect(await text('memory-map')).toMatch(
      /Map of moments 200 .*\d+\s?% and \d+\s?% of what tells/,
    )
    const picture = panel('memory-map').getByRole('img')
    expect(await picture.getAttribute('aria-label')).toMatch(/^200 episodes: \d+ gained, \d+ lost$/)
    expect(await panel('episode').getByRole('heading', { level: 2 }).innerText()).toBe(
      'Episode 199',
    )
    const episode = await text('episode')
    for (const word of [
      'Decided',
      'Outcome known',
      'Regime',
      'Surprise',
      'Contradicted by',
      'trend',
    ])
      expect(episode).toContain(word)
    expect(await panel('episode').locator('.near tbody tr').count()).toBe(10)
    expect(await picture.locator('.map-near').count()).toBe(10)
    await panel('episode').locator('.near tbody button').first().click()
    expect(await panel('episode').getByRole('heading', { level: 2 }).innerText()).not.toBe(
      'Episode 199',
    )
    expect(opened.complaints).toEqual([])
  })

  it('goes to the episode that is pressed on the map, and by the arrow keys', async () => {
    await openMemory(memoryFeed(sampleMemory({ episodes: 40 })))
    const title = panel('episode').getByRole('heading', { level: 2 })
    await panel('memory-map').getByRole('group').focus()
    await opened.page.keyboard.press('ArrowLeft')
    expect(await title.innerText()).toBe('Episode 38')
    await opened.page.keyboard.press('ArrowRight')
    expect(await title.innerText()).toBe('Episode 39')
    // The ends of the lines are where the episodes most like it are drawn.
    const line = await panel('memory-map').locator('.map-near').first().getAttribute('d')
    const [, x = '0', y = '0'] = /L([\d.]+) ([\d.]+)$/.exec(line ?? '') ?? []
    const position = { x: Number(x), y: Number(y) }
    await panel('memory-map').getByRole('img').click({ position })
    expect(await title.innerText()).toMatch(/^Episode ([12]?\d|3[0-8])$/)
    expect(opened.complaints).toEqual([])
  })

  it('leaves out what is not asked for, and says so when nothing is left', async () => {
    await openMemory(memoryFeed(sampleMemory({ episodes: 200 })))
    const filters = opened.page.getByRole('search')
    await filters.getByLabel('Instrument').selectOption('ETH-USD.SIM')
    expect(await filters.getByRole('status').innerText()).toBe('100 of 200')
    await filters.getByLabel('Kind').selectOption('view')
    expect(await filters.getByRole('status').innerText()).toBe('20 of 200')
    expect(await text('episodes')).toContain('view')
    await filters.getByLabel('Up to').fill('2020-01-01')
    expect(await text('episodes')).toContain('No episode is like that')
    expect(await text('episode')).toContain('No episode is left to show')
    await filters.getByRole('button', { name: 'Show all' }).click()
    expect(await filters.getByRole('status').innerText()).toBe('200 of 200')
    expect(opened.complaints).toEqual([])
  })

  it('shows shelves with their figures, lessons, and that nobody votes', async () => {
    await openMemory(memoryFeed(sampleMemory({ episodes: 900 })))
    expect(await text('shelf-failed')).toMatch(
      /long .*pattern-\d+, \d+\s?% in .* Positions \d+ Mean/,
    )
    expect(await text('shelf-trading')).toContain('short')
    expect(await text('shelf-agents')).toMatch(/hold all \d+/)
    await panel('lessons').getByRole('button', { name: 'Agents' }).click()
    expect(await text('lessons')).toMatch(/trend: \d+ positions that it asked for came to/)
    const votes = await text('votes')
    expect(votes).toContain('No managers are seated at this desk')
    expect(votes).toMatch(/Go by no more: pattern-\d+, long/)
    expect(opened.complaints).toEqual([])
  })

  it('tells who votes, what they came to, and what is wrong with their record', async () => {
    const sound = [0, 1, 2].map((id) => ({ id, blocks: 1, wrong: '' }))
    const wrong = 'block 1 is not signed by a quorum'
    const decision = {
      ...{ slot: 1, epoch: 0, hash: '4be1'.repeat(16), t: 1_704_067_200_000, proposer: 'planner' },
      ...{ change: 'planner-weights', isAccepted: false, reasons: ['99 results of 100'] },
      managers: [0, 1, 3],
    }
    const managers = {
      ...{ managers: [...sound, { id: 3, blocks: 1, wrong }], conflicts: 0, failure: '' },
      ...{ decisions: [decision], decisionsAll: 3 },
    }
    await openMemory(memoryFeed(sampleMemory({ episodes: 30, managers })))
    const votes = await text('votes')
    expect(votes).toContain('4 managers are seated and hold 1 blocks. The records of 1 are wrong.')
    expect(votes).toContain(`Manager 3: ${wrong}`)
    expect(votes).toContain('Refused: planner-weights, by planner, made 1 Jan 2024 00:00 UTC')
    expect(votes).toContain('99 results of 100')
    expect(votes).toContain('4be14be14be1, block 1, signed by 0, 1, 3')
    expect(votes).toContain('2 older ones are not shown.')
    expect(votes).not.toContain('No managers')
    expect(opened.complaints).toEqual([])
  })

  it('leads from an event that an episode rests on to its row in the journal', async () => {
    const snapshot = sampled(200)
    const sequence = snapshot.journal[20]?.sequence ?? 0
    const told = sampleMemory({ episodes: 20, evidence: [sequence, 999_999_999] })
    await openMemory(memoryFeed(told), laptop, snapshot)
    const links = panel('episode').locator('.evidence a')
    expect(await links.allInnerTexts()).toEqual([String(sequence)])
    await links.first().click()
    const row = panel('journal').locator('.led-to')
    await row.waitFor()
    expect(await row.innerText()).toContain(String(sequence))
    expect(opened.complaints).toEqual([])
  })

  it('says how to turn recall on, and makes nothing up while nothing is remembered', async () => {
    await openMemory(memoryFeed(sampleMemory({ episodes: 0, recallWeight: 0 })))
    expect(await text('memory-none')).toContain('No position has closed yet')
    expect(await text('memory-none')).toContain('recallWeight = 0.5')
    expect(await panel('memory-map').count()).toBe(0)
    expect(opened.complaints).toEqual([])
  })

  it('says why nothing is told, and asks again when it is pressed', async () => {
    await openMemory(undefined)
    expect(await text('memory-none')).toContain('tells nothing of its memory')
    await opened.context.close()
    await server.close()
    let looks = 0
    const told = memoryFeed(sampleMemory({ episodes: 20 }))
    await openMemory({
      stop: () => Promise.resolve(),
      look: () => {
        looks += 1
        const failed = { isDone: false, why: 'The journal is damaged.' } as const
        return looks === 2 ? Promise.resolve(failed) : told.look()
      },
    })
    await opened.page.getByRole('button', { name: 'Look again' }).click()
    await opened.page.getByText('The journal is damaged.').waitFor()
    expect(await panel('memory-map').count()).toBe(1)
    await opened.page.getByRole('button', { name: 'Look again' }).click()
    await opened.page.getByText('Read from the journal').waitFor()
    expect(looks).toBe(3)
  })

  it('fits, is read in both themes and worked by a finger', async () => {
    const agent = 'mean-reversion-with-volatility-filter-and-regime-gate-version-2'
    for (const scene of [
      { episodes: 600, agent },
      { episodes: 0, recallWeight: 0 },
    ])
      for (const viewport of [laptop, phone]) {
        await openMemory(memoryFeed(sampleMemory(scene)), viewport)
        const { page } = opened
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          const at = `${scene.episodes} ${viewport.width} ${colorScheme}`
          const found = {
            at,
            overflow: await overflowOf(page),
            faint: await faintTexts(page),
            spilled: await spilledTexts(page),
            small: viewport.width < 500 ? await smallControls(page, 40) : [],
          }
          expect(found).toEqual({ at, overflow: 0, faint: [], spilled: [], small: [] })
        }
        expect(opened.complaints).toEqual([])
        if (scene.episodes === 0 && viewport === phone) break
        await opened.context.close()
        await server.close()
      }
  })
})
