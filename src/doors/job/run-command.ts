import { spawn } from 'node:child_process'
import { programBeside } from '../../app/index.ts'
import { secondUs } from '../../domain/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CommandProgram } from './command-main.ts'
import { type CommandProgress, parseProgress } from './parse-progress.ts'

const name: CommandProgram = 'command-main'
const program = programBeside(import.meta.url, name)

/** Nobody gets a debugger into it by a signal, and a call cannot take the machine. */
const flags = ['--no-warnings', '--disable-sigusr1', '--max-old-space-size=2048']

/** Most that one command may say, and most of its remarks that are kept. Unit: bytes. */
const outputBytesMax = 16 * 1024 * 1024
const remarkCharactersMax = 2_000

/** What is run, and for how long at most. */
export type CommandRun = {
  readonly argv: readonly string[]
  readonly timeUs: number
  readonly signal: AbortSignal
  readonly onProgress: (progress: CommandProgress) => void
}

/** `stopped`: it was cancelled, took too long or said too much. */
export type CommandOutcome =
  | { readonly kind: 'said'; readonly text: string; readonly exitCode: number }
  | { readonly kind: 'stopped'; readonly why: string }

/**
 * Runs one command line of this program in a process of its own, which is ended by force when the
 * caller gives up, when its time is over, or when it says too much. What it prints never reaches
 * our own output.
 */
export function runCommand(run: CommandRun): Promise<CommandOutcome> {
  const { argv, timeUs, signal, onProgress } = run
  if (signal.aborted) return Promise.resolve({ kind: 'stopped', why: 'it was cancelled' })
  // A command needs no token, so it gets none.
  const { COINSWARM_MCP_TOKEN: _own, ...variables } = process.env
  const child = spawn(process.execPath, [...conditions(), ...flags, program, ...argv], {
    env: { ...variables, COINSWARM_PROGRESS: 'lines' },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  return new Promise((resolve) => {
    let stopped: string | undefined
    const stop = (why: string): void => {
      stopped ??= why
      child.kill('SIGKILL')
    }
    const cancelled = (): void => stop('it was cancelled')
    signal.addEventListener('abort', cancelled, { once: true })
    const cancelTimer = liveClock.after(timeUs, () =>
      stop(`it took longer than ${timeUs / secondUs} s; ask for less`),
    )
    const pieces: Buffer[] = []
    let bytes = 0
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes > outputBytesMax) stop('it said too much; ask for less')
      else pieces.push(piece)
    })
    const remarks = hearRemarks(onProgress)
    child.stderr.setEncoding('utf8').on('data', remarks.hear)
    const end = (exitCode: number, failure?: string): void => {
      cancelTimer()
      signal.removeEventListener('abort', cancelled)
      const why = stopped ?? failure
      const text = Buffer.concat(pieces).toString('utf8') || remarks.text()
      resolve(why === undefined ? { kind: 'said', text, exitCode } : { kind: 'stopped', why })
    }
    child.once('error', (error) => end(3, error.message))
    child.once('close', (code, by) => end(code ?? 3, by === null ? undefined : `it ended by ${by}`))
  })
}

/** Tells progress apart from remarks, of which the last are kept. */
function hearRemarks(onProgress: CommandRun['onProgress']): {
  readonly hear: (piece: string) => void
  readonly text: () => string
} {
  let [rest, remarks] = ['', '']
  return {
    hear: (piece) => {
      const lines = (rest + piece).split('\n')
      rest = (lines.pop() ?? '').slice(0, remarkCharactersMax)
      for (const line of lines) {
        const progress = parseProgress(line)
        if (progress === undefined) remarks = `${remarks}${line}\n`.slice(-remarkCharactersMax)
        else onProgress(progress)
      }
    },
    text: () => remarks + rest,
  }
}

/** From source, packages of our own name are found by a condition. */
function conditions(): readonly string[] {
  return process.execArgv.filter((word) => word.startsWith('--conditions='))
}
