import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/coinswarm.mjs', import.meta.url))

/** A desk as a visitor starts it, by `npx coinswarm up …`, in a process of its own. */
export class TourDesk {
  readonly #child: ChildProcess
  readonly #closed: Promise<unknown>
  readonly #told = Promise.withResolvers<void>()
  #output = ''

  constructor(command: string, folder: string) {
    const [npx, name, ...args] = command.split(' ')
    if (npx !== 'npx' || name !== 'coinswarm') throw new Error(`a tour may not run: ${command}`)
    const env: NodeJS.ProcessEnv = { ...process.env, COINSWARM_HTTP_PORT: '0' }
    delete env['COINSWARM_DESK']
    this.#child = spawn(process.execPath, [bin, ...args], { cwd: folder, env })
    this.#closed = once(this.#child, 'close')
    const hear = (bytes: Buffer): void => {
      this.#output += bytes.toString()
      if (/ equity \d.*\n/.test(this.#output)) this.#told.resolve()
    }
    this.#child.stdout?.on('data', hear)
    this.#child.stderr?.on('data', hear)
    void this.#closed.then(() => this.#told.reject(new Error(`up ended: ${this.#output}`)))
    this.#told.promise.catch(() => {})
  }

  /** What it printed up to its first line on how it goes. */
  async begun(): Promise<string> {
    await this.#told.promise
    const lines = this.#output.replace(/^Building the \w+\n/gm, '').split('\n')
    return lines.slice(0, lines.findIndex((line) => line.includes(' equity ')) + 1).join('\n')
  }

  /** A link to its page that was not used yet. */
  async newUrl(): Promise<string> {
    await this.#told.promise
    return /http:\S+/.exec(this.#output)?.[0] ?? ''
  }

  /** As by Ctrl-C. @returns the exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGINT')
    await this.#closed
    return this.#child.exitCode
  }
}
