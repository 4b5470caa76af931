import { performance } from 'node:perf_hooks'
import { launchBrowser, serveSample } from '../test/e2e/page-browser.ts'
import { sampled, ShownDesk } from '../test/e2e/page-extremes.ts'

const instruments = 18
const seconds = 10
const updatesPerSecond = 60

type Drawn = { readonly frames: readonly number[]; readonly tasks: readonly number[] }

/** The sample desk with as many instruments as a desk of the full roster has. */
function manyInstruments(): ReturnType<typeof sampled> {
  const desk = sampled(1_500)
  const names = desk.desk.instruments
  const copies = Array.from({ length: instruments }, (_, i) => ({
    ...(names[i % names.length] ?? { id: '', tickSize: 1, lotSize: 1 }),
    from: names[i % names.length]?.id ?? '',
    id: `COIN${i}-USD.SIM`,
  }))
  const bars = Object.fromEntries(copies.map(({ id, from }) => [id, desk.bars[from] ?? []]))
  return { ...desk, desk: { ...desk.desk, instruments: copies }, bars }
}

const snapshot = manyInstruments()
const feed = new ShownDesk(snapshot)
const browser = await launchBrowser()
const server = await serveSample(feed, 0)
const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
await page.goto(server.newUrl())
await page.getByRole('heading', { name: 'Equity and drawdown' }).waitFor()
const paints: number[] = []
for (let i = 0; i < 5; i += 1) {
  await page.reload()
  await page.getByRole('heading', { name: 'Equity and drawdown' }).waitFor()
  paints.push(
    await page.evaluate<number>(
      'performance.getEntriesByName("first-contentful-paint")[0].startTime',
    ),
    await page.evaluate<number>('performance.now()'),
  )
}
await page.evaluate(`{
  globalThis.drawn = { frames: [], tasks: [] }
  let last = performance.now()
  const frame = (now) => { drawn.frames.push(now - last); last = now; requestAnimationFrame(frame) }
  requestAnimationFrame(frame)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) drawn.tasks.push(duration)
  }).observe({ type: 'longtask' })
}`)
const began = performance.now()
for (let sent = 0; sent < seconds * updatesPerSecond; sent += 1) {
  const due = began + (1_000 * sent) / updatesPerSecond
  while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1))
  const { status, bars } = snapshot
  const fresh = Object.entries(bars).map(([id, all]) => {
    const last = all.at(-1) ?? { t: 0, o: 1, h: 1, l: 1, c: 1, v: 1 }
    return [id, [{ ...last, c: last.c * (1 + 0.001 * Math.sin(sent)) }]] as const
  })
  const equity = status.equity + Math.sin(sent)
  feed.publish({ status: { ...status, equity }, bars: Object.fromEntries(fresh) })
}
const { frames, tasks } = await page.evaluate<Drawn>('drawn')
const sorted = frames.toSorted((a, b) => a - b)
const at = (share: number): string => (sorted[Math.floor(share * sorted.length)] ?? 0).toFixed(1)
const first = paints.filter((_, i) => i % 2 === 0).toSorted((a, b) => a - b)
const whole = paints.filter((_, i) => i % 2 === 1).toSorted((a, b) => a - b)
process.stdout.write(
  `first paint ${first[2]?.toFixed(0)} ms, all of the page ${whole[2]?.toFixed(0)} ms, ` +
    'median of 5\n' +
    `${updatesPerSecond} updates a second of ${instruments} instruments for ${seconds} s: ` +
    `${frames.length} frames, median ${at(0.5)} ms, 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms; ` +
    `${tasks.length} tasks over 50 ms, the longest ${Math.max(0, ...tasks).toFixed(0)} ms\n`,
)
await browser.close()
await server.close()
