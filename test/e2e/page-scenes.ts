import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { DeskFeed, DeskSnapshot, MemoryFeed } from '../../src/app/index.ts'
import type { DeskServer } from '../../src/doors/index.ts'
import { serveSample, type Viewport } from './page-browser.ts'
import {
  sampled,
  ShownDesk,
  withHold,
  withLongWords,
  withManyInstruments,
  withManyTrades,
  withStatus,
} from './page-extremes.ts'
import { answersOf } from './page-answers.ts'
import { memoryFeed, type MemoryScene, sampleMemory } from './page-sample-memory.ts'
import { type RecordSide, recordSides } from './page-record-sides.ts'
import type { SeededFolder } from './page-seeded-folder.ts'
import { ofVenue } from './page-seeded-market.ts'
import { withSwarm } from './page-sample-swarm.ts'

/** Where a scene plays: `url` opens the page by a fresh link. */
export type Stage = {
  readonly page: Page
  readonly url: string
  readonly server: DeskServer
}

/** One state of the page that somebody may come upon. */
export type Scene = {
  readonly name: string
  readonly feed: () => DeskFeed
  readonly memory?: () => MemoryFeed
  /** The folder of the desk; none is told of when left out. */
  readonly folder?: () => Promise<SeededFolder>
  /** Opens the page and brings it into the state; ends when it is there. */
  readonly play: (stage: Stage) => Promise<void>
}

/** The widths the page is looked at in: a desk, a tablet upright, a phone. */
export const widths: readonly [Viewport, ...Viewport[]] = [
  { width: 1_440, height: 900 },
  { width: 820, height: 1_180 },
  { width: 390, height: 844 },
]

/** A scene on a page of its own. */
export type Played = {
  readonly context: BrowserContext
  readonly page: Page
  readonly close: () => Promise<void>
}

/** Plays `scene` in a window of its own. Animations are off, so that pictures are of the end. */
export async function playScene(
  browser: Browser,
  scene: Scene,
  viewport: Viewport,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Played> {
  const seeded = await scene.folder?.()
  const server = await serveSample(scene.feed(), 0, undefined, scene.memory?.(), seeded?.api)
  const isPhone = viewport.width < 500
  const context = await browser.newContext({
    viewport,
    colorScheme,
    hasTouch: isPhone,
    reducedMotion: 'reduce',
  })
  const close = async (): Promise<void> => {
    await context.close()
    await server.close()
    seeded?.end()
  }
  try {
    const page = await context.newPage()
    await scene.play({ page, url: server.newUrl(), server })
    return { context, page, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Opens the page and waits for a desk on it. */
export async function trading({ page, url }: Stage): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { name: 'Equity and drawdown' }).waitFor()
}

async function risk(stage: Stage): Promise<void> {
  await trading(stage)
  await stage.page.getByRole('link', { name: 'Risk', exact: true }).click()
  await stage.page.getByRole('heading', { name: 'Circuit breakers' }).waitFor()
}

/** Opens the page and turns it to the swarm. */
export async function swarm(stage: Stage): Promise<void> {
  await trading(stage)
  await stage.page.getByRole('link', { name: 'Swarm', exact: true }).click()
  await stage.page.getByRole('heading', { name: /^(Decision theatre|No swarm)$/ }).waitFor()
}

/** The side of the swarm when the desk has stopped to tell of it. */
async function lostSwarm(stage: Stage): Promise<void> {
  await swarm(stage)
  await stage.server.close()
  await stage.page.getByText('The stream is lost.').waitFor()
}

/** The side of the swarm with a step of the theatre open. */
function atStep(step: string): (stage: Stage) => Promise<void> {
  return async (stage) => {
    await swarm(stage)
    await stage.page.getByRole('tab', { name: new RegExp(`^${step}`) }).click()
  }
}

/** A scene of a desk that shows what it shows. */
function shown(name: string, desk: () => DeskSnapshot, play = trading): Scene {
  return { name, feed: () => new ShownDesk(desk()), play }
}

/** A scene in which something is done once the page shows a desk. */
function then(name: string, act: (stage: Stage) => Promise<unknown>, steps = 900): Scene {
  const play = async (stage: Stage): Promise<void> => {
    await trading(stage)
    await act(stage)
  }
  return shown(name, () => sampled(steps), play)
}

/** A scene before there is a desk to show: `waited` is the sentence that ends it. */
function atTheDoor(name: string, waited: string, enter: (stage: Stage) => Promise<unknown>): Scene {
  const play = async (stage: Stage): Promise<void> => {
    await enter(stage)
    await stage.page.getByText(waited).waitFor()
  }
  return shown(name, () => sampled(30), play)
}

const longAgo = 3 * 3_600_000

const desks: readonly Scene[] = [
  shown('running', () => sampled(900)),
  shown('empty', () => sampled(0, 'silent')),
  shown('long', () => withLongWords(sampled(900))),
  shown('many', () => withManyInstruments(sampled(900))),
  shown('years', () => withManyTrades(sampled(900))),
  shown('stale', () =>
    withStatus(sampled(900), { isStale: true, receivedAt: Date.now() - longAgo }),
  ),
  shown('finished', () => withStatus(sampled(900), { isFinished: true })),
  shown('paused', () => sampled(900, 'breaker')),
  shown('reducing', () => withStatus(sampled(900, 'stuck'), { mode: 'reduce' })),
  shown('killed', () => sampled(900, 'emergency')),
  shown('killed-hold', () => withHold(sampled(900, 'emergency'))),
  shown('unknown', () => sampled(900, 'unknown')),
  shown('as-of', () => withStatus(sampled(900), { moneyAsOf: Date.UTC(2026, 10, 20) })),
  shown('rehearsal', () => {
    const desk = sampled(900)
    const exchangeUrl = 'http://127.0.0.1:34567'
    return { ...desk, desk: { ...desk.desk, trading: 'rehearsal', exchangeUrl } }
  }),
]

const riskSides: readonly Scene[] = [
  shown('risk', () => sampled(900), risk),
  shown('risk-paused', () => sampled(900, 'breaker'), risk),
  shown('risk-near', () => sampled(900, 'near'), risk),
  shown('risk-killed', () => sampled(900, 'emergency'), risk),
  shown('risk-stuck', () => sampled(900, 'stuck'), risk),
  shown('risk-unknown', () => sampled(900, 'unknown'), risk),
  shown('risk-empty', () => sampled(0, 'silent'), risk),
  shown('risk-long', () => withLongWords(sampled(900, 'near')), risk),
  shown('risk-many', () => withManyInstruments(sampled(900)), risk),
]

const longAgent = 'mean-reversion-with-volatility-filter-and-regime-gate-version'

const swarmSides: readonly Scene[] = [
  shown('swarm', () => withSwarm(sampled(900)), swarm),
  shown('swarm-none', () => sampled(900), swarm),
  shown('swarm-fresh', () => withSwarm(sampled(30), { isFresh: true }), swarm),
  shown('swarm-weights', () => withSwarm(sampled(900)), atStep('Weights')),
  shown('swarm-wish', () => withSwarm(sampled(900)), atStep('Wish')),
  shown('swarm-risk', () => withSwarm(sampled(900)), atStep('Risk')),
  shown('swarm-order', () => withSwarm(sampled(900)), atStep('Order')),
  shown('swarm-fill', () => withSwarm(sampled(900)), atStep('Fill')),
  shown('swarm-stale', () => withStatus(withSwarm(sampled(900)), { isStale: true }), swarm),
  shown('swarm-lost', () => withSwarm(sampled(900)), lostSwarm),
  shown('swarm-halted', () => withSwarm(sampled(900, 'emergency')), swarm),
  shown(
    'swarm-many',
    () => withSwarm(withManyInstruments(sampled(900)), { agents: 425 }),
    atStep('Weights'),
  ),
  shown(
    'swarm-long',
    () => withSwarm(withLongWords(sampled(900)), { nameOf: (i) => `${longAgent}-${i}` }),
    swarm,
  ),
]

/** A scene of the side of the memory. */
function remembered(name: string, scene: MemoryScene): Scene {
  const play = async (stage: Stage): Promise<void> => {
    await trading(stage)
    await stage.page.getByRole('link', { name: 'Memory', exact: true }).click()
    await stage.page.getByRole('heading', { name: /^(Map of|Nothing remembered)/ }).waitFor()
  }
  const memory = (): MemoryFeed => memoryFeed(sampleMemory(scene))
  return { ...shown(name, () => sampled(200), play), memory }
}

const memorySides: readonly Scene[] = [
  remembered('memory', { episodes: 900 }),
  remembered('memory-none', { episodes: 0, recallWeight: 0 }),
  remembered('memory-long', { episodes: 300, agent: longAgent }),
]

/** A scene of a page that is read from the folder of the desk. */
function recorded({ name, hash, heading, folder, isOfVenue = false }: RecordSide): Scene {
  const play = async (stage: Stage): Promise<void> => {
    const answered = answersOf(stage.page)
    await trading(stage)
    await stage.page.goto(`${stage.server.origin}/${hash}`)
    await stage.page.getByRole('heading', { name: heading }).first().waitFor()
    // Headings stand before what is asked of the desk has come.
    await answered()
  }
  const desk = (): DeskSnapshot => (isOfVenue ? ofVenue(sampled(200)) : sampled(200))
  return { ...shown(name, desk, play), ...(folder === undefined ? {} : { folder }) }
}

const doors: readonly Scene[] = [
  atTheDoor('connecting', 'Connecting to the desk.', async ({ page, url }) => {
    await page.routeWebSocket(/stream/, () => undefined)
    await page.goto(url)
  }),
  atTheDoor('wrong-code', 'used before', ({ page, server }) =>
    page.goto(`${server.origin}/#code=never-was-a-code-of-this-desk`),
  ),
  atTheDoor('no-code', 'no key', ({ page, server }) => page.goto(server.origin)),
  atTheDoor('no-desk', 'does not answer', async ({ page, url }) => {
    await page.routeWebSocket(/stream/, (socket) => socket.close())
    await page.goto(url)
  }),
  atTheDoor('server-error', 'terminal', async ({ page, url }) => {
    await page.route('**/api/session', (route) =>
      route.fulfill({ status: 500, body: '<h1>Internal Server Error</h1>' }),
    )
    await page.goto(url)
  }),
]

const troubles: readonly Scene[] = [
  then('lost', async ({ page, server }) => {
    await server.close()
    await page.getByText('The stream is lost.').waitFor()
  }),
  then('expired', async ({ page, server }) => {
    await page.context().clearCookies()
    await server.close()
    await page.route('**/api/health', (route) => route.fulfill({ status: 401, body: '{}' }))
    await page.getByText('terminal').first().waitFor()
  }),
  then('kill-dialog', ({ page }) => page.getByRole('button', { name: 'Kill' }).click()),
  then('reduce-dialog', ({ page }) => page.getByRole('button', { name: 'Reduce' }).click()),
  then('kill-error', async ({ page }) => {
    await page.route('**/api/csrf', (route) => route.fulfill({ json: { token: 'x' } }))
    await page.route('**/api/kill', (route) => route.fulfill({ status: 500, body: 'no' }))
    await page.getByRole('button', { name: 'Kill' }).click()
    await page.getByRole('button', { name: 'Kill and close everything' }).click()
    await page.getByText('it is not known whether').waitFor()
  }),
  then('pause-refused', async ({ page }) => {
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('takes no orders').waitFor()
  }),
  then('help', ({ page }) => page.getByRole('button', { name: 'Drawdown', exact: true }).focus()),
]

/** Every state the page is looked at in. */
export const scenes: readonly Scene[] = [
  ...desks,
  ...riskSides,
  ...swarmSides,
  ...memorySides,
  ...recordSides.map(recorded),
  ...doors,
  ...troubles,
]
