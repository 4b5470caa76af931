import { programBeside } from './program-beside.ts'
import { spawn } from 'node:child_process'
import { secondUs } from '../domain/index.ts'
import { liveClock } from '../kernel/index.ts'
import type { ProcessEar, RunningVenue } from '../venue/index.ts'
import type { VenueProgram } from './venue-process-main.ts'

const name: VenueProgram = 'venue-process-main'
const program = programBeside(import.meta.url, name)

/** Nobody gets a debugger into it by a signal. */
const flags = ['--no-warnings', '--disable-sigusr1']

/** Windows opens no socket without it. */
const kept = ['SystemRoot']

/** It ends by itself when its input does; if it does not within this, it is ended. */
const patienceUs = secondUs

/**
 * Starts a venue process. Nothing of our environment goes into it, nothing it prints is shown, and
 * what it is told goes through a pipe.
 */
export function startVenueProcess({ onBytes, onEnd }: ProcessEar): RunningVenue {
  const env = Object.fromEntries(kept.flatMap((name) => variable(name)))
  const child = spawn(process.execPath, [...flags, program], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  })
  let isEnded = false
  const end = (why: string): void => {
    if (isEnded) return
    isEnded = true
    onEnd(why)
  }
  child.stdout.on('data', (bytes: Buffer) => onBytes(bytes))
  child.on('error', (error) => end(error.message))
  // Not at its exit: what it said before is heard first.
  child.on('close', (code, signal) => end(signal === null ? `exit ${code ?? 0}` : `${signal}`))
  // Said to a process that is gone: its end is told anyway.
  child.stdin.on('error', () => {})
  return {
    write: (line) => void child.stdin.write(line),
    close: () => {
      child.stdin.end()
      child.once(
        'close',
        liveClock.after(patienceUs, () => void child.kill('SIGKILL')),
      )
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

function variable(name: string): readonly (readonly [string, string])[] {
  const value = process.platform === 'win32' ? process.env[name] : undefined
  return value === undefined ? [] : [[name, value]]
}

/** How a venue process knows the desk it belongs to. */
export function ownPid(): number {
  return process.pid
}
