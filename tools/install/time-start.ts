import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type BareNode } from './bare.ts'
import type { Surroundings } from './run-timed.ts'

/** Seconds from `npm start` on. */
export type StartTimes = {
  /** Until packages were installed. */
  readonly installed: number
  /** Until the page answered. */
  readonly page: number
  /** Whether five of them were spent on a venue that did not answer. */
  readonly isAlone: boolean
}

/** Runs `npm start` in a clone until its page answers, then ends it as Ctrl-C would. */
export async function timeStart(bare: BareNode, around: Surroundings): Promise<StartTimes> {
  const start = performance.now()
  const since = (): number => (performance.now() - start) / 1_000
  const [program, ...args] = [...bare.npm, 'start', '--', '--port', '0']
  const { folder: cwd, variables: env } = around
  const child = spawn(program, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  let said = ''
  let installed = Number.NaN
  const read = (bytes: Buffer): void => {
    said += bytes.toString()
    if (Number.isNaN(installed) && said.includes('Building the program')) installed = since()
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  try {
    await answered(() => /page: (http:\/\/[^/]+)\//.exec(said)?.[1], ended)
    return { installed, page: since(), isAlone: said.includes('did not answer') }
  } catch (error) {
    throw new Error(`npm start: ${String(error)}\n${said}`, { cause: error })
  } finally {
    // Its whole group, as a terminal does.
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
    await ended
  }
}

async function answered(address: () => string | undefined, ended: Promise<unknown>) {
  let isOver = false
  void ended.then(() => (isOver = true))
  for (;;) {
    if (isOver) throw new Error('it ended before its page answered')
    const url = address()
    const status = url === undefined ? 0 : await statusOf(url)
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function statusOf(url: string): Promise<number> {
  try {
    return (await fetch(url)).status
  } catch {
    return 0
  }
}
