import { execFile, spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { L2Events, L2Plan } from '../l2-market.ts'

const run = promisify(execFile)
const program = fileURLToPath(new URL('./hftbacktest_l2.py', import.meta.url))

/** What `bench/peers/hftbacktest_l2.py` was written for. */
export const hftbacktestVersion = '2.4.4'

/** A Python that has hftbacktest, outside the repository. */
const home = `${tmpdir()}/coinswarm-peers-hftbacktest-${hftbacktestVersion}`
const python = `${home}/bin/python`

type Send = (line: string) => Promise<Readonly<Record<string, unknown>>>

/** hftbacktest in a process of its own, with the same events loaded. */
export class Hftbacktest {
  readonly #send: Send
  readonly close: () => void

  private constructor(send: Send, close: () => void) {
    this.#send = send
    this.close = close
  }

  /** Installs it where it can be, and starts it. @returns Why not, in words, where it cannot. */
  static async open(events: L2Events, plan: L2Plan, folder: string): Promise<Hftbacktest | string> {
    const why = await install()
    if (why !== undefined) return why
    const file = `${folder}/events.f64`
    writeFileSync(file, rowsOf(events))
    const child = spawn(python, [program, file, JSON.stringify(plan)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const answer = async (): Promise<Readonly<Record<string, unknown>>> => {
      const line = await lines.next()
      if (line.done === true) throw new Error('hftbacktest ended')
      return JSON.parse(line.value) as Record<string, unknown>
    }
    const { version } = await answer()
    if (version !== hftbacktestVersion) throw new Error(`this is hftbacktest ${String(version)}`)
    const send: Send = (line) => {
      child.stdin.write(`${line}\n`)
      return answer()
    }
    return new Hftbacktest(send, () => child.stdin.end())
  }

  /** Runs the plan once more. @returns Seconds, loading and building left out. */
  async seconds(): Promise<number> {
    return Number((await this.#send('run'))['seconds'])
  }

  /** `ts,side,ticks` of every fill of the last run. */
  async fills(): Promise<readonly string[]> {
    const { fills } = await this.#send('fills')
    return Array.isArray(fills) ? fills.map(String) : []
  }
}

async function install(): Promise<string | undefined> {
  const wheel = `hftbacktest==${hftbacktestVersion}`
  try {
    if (existsSync(python)) {
      await run(python, ['-c', 'import hftbacktest'])
      return undefined
    }
    await run('python3', ['-m', 'venv', home])
    const options = { timeout: 300_000 }
    await run(python, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', wheel], options)
    return undefined
  } catch (error) {
    const text = error instanceof Error ? error.message.trim() : String(error)
    return text.split('\n').at(-1)?.slice(0, 160) ?? ''
  }
}

/** ts, is print, is buy, ticks, lots of every event. */
function rowsOf({ length, ts, isPrint, isBuy, ticks, lots }: L2Events): Float64Array {
  const rows = new Float64Array(length * 5)
  for (let row = 0; row < length; row += 1)
    rows.set(
      [ts, isPrint, isBuy, ticks, lots].map((column) => column[row] as number),
      row * 5,
    )
  return rows
}
