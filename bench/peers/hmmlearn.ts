import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const program = fileURLToPath(new URL('./hmmlearn_hmm.py', import.meta.url))

/** What `bench/peers/hmmlearn_hmm.py` was written for. */
export const hmmlearnVersion = '0.3.3'

/** A Python that has hmmlearn and scipy, outside the repository. */
const home = `${tmpdir()}/coinswarm-peers-hmmlearn-${hmmlearnVersion}`
const python = `${home}/bin/python`

type Answer = Readonly<Record<string, unknown>>

/** hmmlearn and scipy in a process of their own, with the same input loaded. */
export class Hmmlearn {
  readonly #ask: (line: string) => Promise<Answer>
  readonly close: () => void

  private constructor(ask: (line: string) => Promise<Answer>, close: () => void) {
    this.#ask = ask
    this.close = close
  }

  /** Installs it where it can be, and starts it. @returns Why not, in words, where it cannot. */
  static async open(folder: string, plan: object): Promise<Hmmlearn | string> {
    const why = await install()
    if (why !== undefined) return why
    const child = spawn(python, [program, folder, JSON.stringify(plan)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      // One thread, as ours: the little matrices here only lose by more.
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const answer = async (): Promise<Answer> => {
      const line = await lines.next()
      if (line.done === true) throw new Error('hmmlearn ended')
      return JSON.parse(line.value) as Answer
    }
    const { version } = await answer()
    if (version !== hmmlearnVersion) throw new Error(`this is hmmlearn ${String(version)}`)
    const ask = (line: string): Promise<Answer> => {
      child.stdin.write(`${line}\n`)
      return answer()
    }
    return new Hmmlearn(ask, () => child.stdin.end())
  }

  /** Runs `task` that many times. @returns What the last run found, with `seconds` of all. */
  run(task: 'viterbi' | 'em' | 'copula', times: number): Promise<Answer> {
    return this.#ask(`${task} ${times}`)
  }
}

async function install(): Promise<string | undefined> {
  try {
    if (existsSync(python)) {
      await run(python, ['-c', 'import hmmlearn, scipy'])
      return undefined
    }
    await run('python3', ['-m', 'venv', home])
    const options = { timeout: 300_000 }
    const wheel = `hmmlearn==${hmmlearnVersion}`
    await run(python, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', wheel], options)
    return undefined
  } catch (error) {
    const text = error instanceof Error ? error.message.trim() : String(error)
    return text.split('\n').at(-1)?.slice(0, 160) ?? ''
  }
}
