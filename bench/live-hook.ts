import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What a desk that runs live tells of itself when it ends. Times in us, blocks in ms. */
export type LiveReport = {
  /** Of every bar: from when it was given to the desk until all that follows from it is done. */
  readonly barUs: readonly number[]
  /** As `barUs`, of all bars of one time together, from the first to the last. */
  readonly roundUs: readonly number[]
  readonly blockMaxMs: number
  readonly blockP99Ms: number
  readonly peakBytes: number
  /** Resident at the end. */
  readonly residentBytes: number
}

/** Of a desk that goes on, bars that are not counted: the compiler has just begun. */
const warmBars = 18 * 5

type Bar = { readonly ts: number }
type OnBar = (this: unknown, bar: Bar, phase: string) => void
type Run = { readonly prototype: { onBar: OnBar } }

// Loaded into the process of `up` before anything else: times its bars from outside, and tells at
// the end. With LIVE_REPORT unset it does nothing but look at the event loop.
const file = process.env['LIVE_REPORT'] ?? ''
const blocks = monitorEventLoopDelay({ resolution: 1 })
const barUs: number[] = []
const roundUs: number[] = []
let seen = 0
let round = { ts: 0, start: 0, end: 0 }

if (process.env['LIVE_DESK'] === 'none') blocks.enable()
else {
  const place = new URL('../dist/engine/desk-run.js', import.meta.url).href
  const { DeskRun } = (await import(place)) as { readonly DeskRun: Run }
  const { onBar } = DeskRun.prototype
  DeskRun.prototype.onBar = function timed(bar, phase): void {
    const start = performance.now()
    onBar.call(this, bar, phase)
    const end = performance.now()
    seen += 1
    if (seen === warmBars) blocks.enable()
    if (seen <= warmBars) return
    barUs.push((end - start) * 1_000)
    if (bar.ts === round.ts) round.end = end
    else {
      if (round.ts > 0) roundUs.push((round.end - round.start) * 1_000)
      round = { ts: bar.ts, start, end }
    }
  }
}

// What a desk does to stop is no block of a desk that runs.
process.once('SIGTERM', () => blocks.disable())
process.on('exit', () => {
  blocks.disable()
  const status = '/proc/self/status'
  const mark = existsSync(status) ? /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8')) : null
  const peak = (mark === null ? process.resourceUsage().maxRSS : Number(mark[1])) * 1_024
  const [blockMaxMs, blockP99Ms] = [blocks.max / 1e6, blocks.percentile(99) / 1e6]
  const [peakBytes, residentBytes] = [peak, process.memoryUsage.rss()]
  const tails = { barUs, roundUs, blockMaxMs, blockP99Ms }
  const report: LiveReport = { ...tails, peakBytes, residentBytes }
  if (file !== '') writeFileSync(file, JSON.stringify(report))
})
