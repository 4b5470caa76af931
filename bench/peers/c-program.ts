import { execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { reasonOf } from '../../src/base/index.ts'

/**
 * A program of `bench/peers` in C, compiled for this machine, that answers every line it is given
 * with one of JSON.
 */
export class CProgram {
  readonly #ask: () => Promise<Readonly<Record<string, unknown>>>
  readonly close: () => void

  private constructor(ask: () => Promise<Readonly<Record<string, unknown>>>, close: () => void) {
    this.#ask = ask
    this.close = close
  }

  /**
   * Compiles `source` into `folder` and starts it.
   *
   * @returns Why not, in words, where there is no compiler.
   */
  static open(source: string, folder: string, args: readonly string[]): CProgram | string {
    const file = fileURLToPath(new URL(source, import.meta.url))
    const program = `${folder}/${source.replace(/\.c$/, '')}`
    try {
      execFileSync('cc', ['-O2', '-march=native', '-o', program, file, '-lm'], { stdio: 'pipe' })
    } catch (error) {
      return reasonOf(error).split('\n')[0] ?? ''
    }
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const ask = async (): Promise<Readonly<Record<string, unknown>>> => {
      child.stdin.write('run\n')
      const line = await lines.next()
      if (line.done === true) throw new Error(`${source} ended`)
      return JSON.parse(line.value) as Record<string, unknown>
    }
    return new CProgram(ask, () => child.stdin.end())
  }

  /** Runs it once more. */
  async run(): Promise<Readonly<Record<string, unknown>>> {
    return this.#ask()
  }
}
