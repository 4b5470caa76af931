import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { LoadedBars } from '../src/market/index.ts'
import { eighteenInstruments } from './bench-market.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { coinswarm, inFolder, runNode } from './command.ts'
import type { LiveReport } from './live-hook.ts'
import { quantileOf } from './measure.ts'
import { type ReadPage, readPage } from './page-reader.ts'

const hook = fileURLToPath(new URL('./live-hook.ts', import.meta.url))
/** Bars of an hour, five of each instrument a second. */
const speed = 3_600 * 5
const patienceMs = 240_000

type Live = { readonly desk: LiveReport; readonly idle: LiveReport; readonly page: ReadPage }

/**
 * A real `up` of the full roster on eighteen instruments, all teams deployed, its page open: what a
 * bar takes until all that follows from it is done, how long nothing else gets its turn, memory.
 */
export async function swarmLive(size: BenchSize): Promise<readonly BenchRow[]> {
  const isFull = size === 'full'
  const [past, seconds] = isFull ? [4_000, 90] : [100, 5]
  return inFolder(async (folder) => {
    writeFileSync(`${folder}/coinswarm.toml`, settings)
    const market = eighteenInstruments(3, past + (isFull ? 600 : 60))
    const files = writeBars(folder, market, past)
    const up = ['up', '--desk', folder, '--market', ...files]
    const ran = await runNode(coinswarm(...up, '--speed', 'max', '--headless', '--exit'))
    if (ran.code !== 0) return [failedRow('swarm.live', 'us p99', ran.stderr.slice(-200))]
    writeBars(folder, market, Number.POSITIVE_INFINITY)
    const live = await watched(folder, [...up, '--speed', `${speed}`, '--port', '0'], seconds)
    return live === undefined
      ? [failedRow('swarm.live', 'us p99', 'the page did not come')]
      : rowsOf(live, workHash(ran.stdout.replaceAll(folder, '')))
  })
}

/**
 * Without agents named all of the full roster is seated. The planner looks back once a day of the
 * desk, which is every five seconds here: it would never stop.
 */
const settings =
  '[desk]\nvotes = "earned"\n[swarm]\nisOn = true\ncapacity = 15\nisPlannedDaily = false\n'

/** The first bars of each instrument, a file each. @returns The files. */
function writeBars(folder: string, market: readonly LoadedBars[], rows: number): readonly string[] {
  return market.map(({ instrument: { id, tickSize, lotSize }, bars, intervalUs }) => {
    const name = id.replace('-USD.SIM', '').toLowerCase()
    const file = `${folder}/sim_${name}usd_1h.csv`
    const lines = ['ts,open,high,low,close,volume']
    for (let row = 0; row < Math.min(rows, bars.length); row += 1) {
      const price = (of: Float64Array): string => ((of[row] as number) * tickSize).toFixed(2)
      const volume = ((bars.volume[row] as number) * lotSize).toFixed(3)
      const begins = ((bars.ts[row] as number) - intervalUs) / 1_000
      const { open, high, low, close } = bars
      lines.push([begins, price(open), price(high), price(low), price(close), volume].join())
    }
    writeFileSync(file, `${lines.join('\n')}\n`)
    return file
  })
}

/** Runs `up` for so long with its page read, beside a process that does nothing. */
async function watched(
  folder: string,
  up: readonly string[],
  seconds: number,
): Promise<Live | undefined> {
  const report = (name: string): string => `${folder}/${name}.json`
  const start = (name: string, program: readonly string[], variables: NodeJS.ProcessEnv) =>
    spawn(process.execPath, ['--import', hook, ...program], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LIVE_REPORT: report(name), ...variables },
    })
  const stay = `setTimeout(() => {}, ${1_000 * seconds})`
  const desk = start('desk', coinswarm(...up), {})
  const deskEnd = once(desk, 'close')
  try {
    const link = await Promise.race([
      linkOf(desk.stdout),
      wait(patienceMs, undefined, { ref: false }),
    ])
    if (link === undefined) return undefined
    const idle = start('idle', ['--eval', stay], { LIVE_DESK: 'none' })
    const idleEnd = once(idle, 'close')
    const page = await readPage(link, seconds)
    await idleEnd
    desk.kill('SIGTERM')
    await deskEnd
    const told = (name: string): LiveReport => JSON.parse(readFileSync(report(name), 'utf8'))
    return { desk: told('desk'), idle: told('idle'), page }
  } finally {
    if (desk.exitCode === null) desk.kill('SIGKILL')
  }
}

async function linkOf(output: AsyncIterable<Buffer>): Promise<string | undefined> {
  let said = ''
  for await (const bytes of output) {
    said += bytes.toString()
    const link = /page: (http:\S+)\n/.exec(said)?.[1]
    if (link !== undefined) return link
  }
  return undefined
}

function rowsOf({ desk, idle, page }: Live, hash: string): readonly BenchRow[] {
  const { barUs, roundUs, blockMaxMs, blockP99Ms, peakBytes, residentBytes } = desk
  // A pause that an idle process has as well is not the desk's: a tail tells nothing then.
  const status = idle.blockMaxMs <= 10 ? ('measured' as const) : ('inconclusive' as const)
  const common = { peer: 'none', ratio: null, hash, status }
  const count = barUs.length
  const kb = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} KB`
  const tail = (of: readonly number[]): string =>
    `p50 ${quantileOf(of, 0.5).toFixed(0)}, p99.9 ${quantileOf(of, 0.999).toFixed(0)}, ` +
    `most ${quantileOf(of, 1).toFixed(0)}`
  return [
    {
      ...common,
      name: 'swarm.live',
      value: quantileOf(barUs, 0.99),
      unit: 'us p99',
      repetitions: count,
      goal: '<= 1000 us',
      note: `${count} bars of ${18} instruments, 15 teams, 36 agents, no planner, journal on disk; ${tail(barUs)}`,
    },
    {
      ...common,
      name: 'swarm.live.round',
      value: quantileOf(roundUs, 0.99),
      unit: 'us p99',
      repetitions: roundUs.length,
      note: `all bars of one time, from the first given to the last done; ${tail(roundUs)}`,
    },
    {
      ...common,
      name: 'swarm.live.block',
      value: blockMaxMs,
      unit: 'ms',
      peer: 'a process that does nothing, in the same minute',
      peerValue: idle.blockMaxMs,
      goal: '<= 20 ms',
      note: `longest wait of a timer of 1 ms; 99 % ${blockP99Ms.toFixed(1)} ms`,
    },
    {
      ...common,
      name: 'swarm.live.memory',
      status: 'measured',
      value: residentBytes / 1e6,
      unit: 'MB',
      goal: '<= 500 MB',
      note: `resident at the end; at most ${(peakBytes / 1e6).toFixed(0)}, when the past was done again`,
    },
    {
      ...common,
      name: 'swarm.live.page',
      status: 'measured',
      value: quantileOf(page.swarmBytes, 0.5) / 1_000,
      unit: 'KB',
      repetitions: page.swarmBytes.length,
      note:
        `of JSON an update of the swarm, most ${kb(quantileOf(page.swarmBytes, 1))}; all of it ` +
        `when a page opens ${kb(page.wholeBytes)}; ${page.updates} updates in all`,
    },
  ]
}
