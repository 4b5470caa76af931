import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { coinswarm, inFolder } from './command.ts'
import { median, quantileOf } from './measure.ts'

const patienceMs = 60_000
/** Clock ticks a second that Linux counts processor time in, on every machine we know. */
const ticksPerSecond = 100

type Desk = {
  readonly pid: number
  readonly seconds: number
  readonly page: string
  readonly stop: () => Promise<void>
}

/** From the start of `up` to its page served, everything built, in an empty desk folder. */
export async function upPage(size: BenchSize): Promise<BenchRow> {
  const seconds: number[] = []
  let page = ''
  for (let n = 0; n < (size === 'full' ? 5 : 1); n += 1) {
    const desk = await inFolder(async (folder) => {
      const started = await startDesk(folder)
      await started?.stop()
      return started
    })
    if (desk === undefined) return failedRow('up.page', 's', 'no page within a minute')
    seconds.push(desk.seconds)
    page = desk.page
  }
  return {
    name: 'up.page',
    value: median(seconds),
    unit: 's',
    peer: 'none',
    ratio: null,
    hash: createHash('sha256').update(page).digest('hex'),
    status: 'measured',
    spread: [quantileOf(seconds, 0.1), quantileOf(seconds, 0.9)],
    repetitions: seconds.length,
    goal: '<= 15 s',
    note: 'generated market at 60x, a warm history behind it, empty desk folder',
  }
}

/** What the paper desk costs while it runs at 60x: a share of one core, and resident memory. */
export async function upIdle(size: BenchSize): Promise<readonly BenchRow[]> {
  if (!existsSync('/proc/self/stat')) return [failedRow('up.idle', '%', 'read from Linux only')]
  return inFolder(async (folder) => {
    const desk = await startDesk(folder)
    if (desk === undefined) return [failedRow('up.idle', '%', 'no page within a minute')]
    try {
      // The first seconds belong to the start.
      await wait(size === 'full' ? 15_000 : 0)
      return await sample(desk.pid, size === 'full' ? 60 : 1, desk.page)
    } finally {
      await desk.stop()
    }
  })
}

async function sample(pid: number, count: number, page: string): Promise<readonly BenchRow[]> {
  const shares: number[] = []
  const megabytes: number[] = []
  for (let n = 0; n < count; n += 1) {
    const start = process.hrtime.bigint()
    const before = processorSeconds(pid)
    await wait(1_000)
    const elapsed = Number(process.hrtime.bigint() - start) / 1e9
    shares.push((100 * (processorSeconds(pid) - before)) / elapsed)
    megabytes.push(residentMegabytes(pid))
  }
  const mean = shares.reduce((sum, share) => sum + share, 0) / count
  const common = {
    peer: 'none',
    ratio: null,
    hash: createHash('sha256').update(page).digest('hex'),
    status: 'measured',
    repetitions: count,
  } as const
  return [
    {
      ...common,
      name: 'up.idle',
      value: mean,
      unit: '% of a core',
      spread: [quantileOf(shares, 0.1), quantileOf(shares, 0.9)],
      goal: '<= 25 % of a core',
      note: 'generated market at 60x, nobody looking at the page; mean of samples a second long',
    },
    {
      ...common,
      name: 'up.idle.memory',
      value: quantileOf(megabytes, 1),
      unit: 'MB',
      spread: [quantileOf(megabytes, 0.1), quantileOf(megabytes, 0.9)],
      goal: '<= 300 MB after ten minutes',
      note: 'largest resident set in the same samples, a minute and a quarter after the start',
    },
  ]
}

/** A desk on the generated market whose page has been served; `undefined` when it does not come. */
export async function startDesk(
  folder: string,
  variables: NodeJS.ProcessEnv = {},
): Promise<Desk | undefined> {
  const start = process.hrtime.bigint()
  const args = ['up', '--market', 'generated', '--speed', '60', '--port', '0', '--desk', folder]
  const env = { ...process.env, ...variables }
  const child = spawn(process.execPath, coinswarm(...args), {
    ...{ env, stdio: ['ignore', 'pipe', 'ignore'] },
  })
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await exited
    clearTimeout(force)
  }
  const url = await pageOf(child)
  if (url === undefined || child.pid === undefined) {
    await stop()
    return undefined
  }
  const page = await (await fetch(url)).text()
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  return { pid: child.pid, seconds, page, stop }
}

function pageOf(child: ChildProcessByStdio<null, Readable, null>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patienceMs)
    const finish = (url: string | undefined): void => {
      clearTimeout(timer)
      resolve(url)
    }
    let said = ''
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      const url = /page: (http:\S+)\n/.exec(said)?.[1]
      if (url !== undefined) finish(url)
    })
    child.once('close', () => finish(undefined))
  })
}

function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in parentheses may hold spaces; user and system time are the 12th and 13th behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

function residentMegabytes(pid: number): number {
  const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kibibytes) * 1_024) / 1e6
}
