import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

type Answer = Readonly<Record<string, unknown>>

/** A peer in a process of its own: a line in, a line of JSON out. */
export class LinePeer {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly version: string

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, version: string) {
    this.#child = child
    this.#lines = lines
    this.version = version
  }

  /**
   * Starts a program that says its version first.
   *
   * @returns Why not, in words, where it cannot be had.
   */
  static async open(
    command: string,
    args: readonly string[],
    variables: Readonly<Record<string, string>> = {},
  ): Promise<LinePeer | string> {
    const env = { ...process.env, ...variables }
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env })
    let said = ''
    child.stderr.on('data', (bytes: Buffer) => void (said += bytes.toString()))
    child.on('error', (error) => void (said += error.message))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const first = await lines.next()
    if (first.done === true)
      return said.trim().split('\n').at(-1)?.slice(0, 160) || 'it said nothing'
    const { version } = JSON.parse(first.value) as Answer
    return new LinePeer(child, lines, String(version))
  }

  async ask(line: string): Promise<Answer> {
    this.#child.stdin?.write(`${line}\n`)
    const next = await this.#lines.next()
    if (next.done === true) throw new Error('the peer ended')
    return JSON.parse(next.value) as Answer
  }

  /** Runs its work once more, or what it is asked. @returns Seconds, loading left out. */
  async seconds(line = 'run'): Promise<number> {
    return Number((await this.ask(line))['seconds'])
  }

  close(): void {
    this.#child.stdin?.end()
  }
}

/** Where a program of this folder is. */
export function peerFile(name: string): string {
  return fileURLToPath(new URL(`./${name}`, import.meta.url))
}

/**
 * A Python outside the repository that has these wheels, made where it can be.
 *
 * @returns Its path, or why not.
 */
export async function pythonWith(
  wheels: readonly string[],
): Promise<{ readonly python: string } | { readonly why: string }> {
  const home = `${tmpdir()}/coinswarm-peers-${wheels.join('-').replaceAll('==', '-')}`
  const python = `${home}/bin/python`
  try {
    if (existsSync(`${home}/done`)) return { python }
    await run('python3', ['-m', 'venv', home])
    const install = ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', ...wheels]
    await run(python, install, { timeout: 300_000 })
    await run(python, ['-c', `open(${JSON.stringify(`${home}/done`)}, 'w')`])
    return { python }
  } catch (error) {
    const text = error instanceof Error ? error.message.trim() : String(error)
    return { why: text.split('\n').at(-1)?.slice(0, 160) ?? '' }
  }
}
