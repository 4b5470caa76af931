import { spawn } from 'node:child_process'
import path from 'node:path'
import { serialize } from 'node:v8'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { programBeside } from '../program-beside.ts'
import { type Confinement, confinement } from './box-confinement.ts'
import { frameOf } from './box-frames.ts'
import type { BoxRequest } from './box-messages.ts'
import type { BoxProgram } from './box-process-main.ts'
import type { InheritedProgram } from './close-inherited-main.ts'
import { costOf, type ProcessCost } from './process-cost.ts'

const name: BoxProgram = 'box-process-main'
const before: InheritedProgram = 'close-inherited-main'
const own = programBeside(import.meta.url, name)

/** Who hears a box process. */
export type BoxEar = {
  readonly onBytes: (bytes: Uint8Array) => void
  readonly onBeats: (said: Uint8Array) => void
  /** Once, when it has ended. */
  readonly onEnd: (why: string) => void
}

/** A box process that is running. */
export type RunningBox = {
  readonly without: Confinement['without']
  readonly send: (request: BoxRequest) => void
  /** What it has used so far, where the system says so. */
  readonly cost: () => ProcessCost | undefined
  readonly kill: () => void
}

/** Packages that a box process loads. */
const packages = ['acorn', 'isolated-vm', 'node-gyp-build', 'zod']

/**
 * Starts a box process: no environment, no handle of ours but four pipes, files to read but our
 * code, none to write, no child of its own, and no network where the machine can take it away.
 *
 * @param memoryMb - Heap of the process itself, engine and bars; modules have their own.
 * @param program - What to run instead, to see what one that got out would find.
 */
export async function startBoxProcess(
  memoryMb: number,
  ear: BoxEar,
  program: string = own,
): Promise<RunningBox> {
  const { wrap, without } = await confinement()
  const files = [...readable(), ...(program === own ? [] : [program])]
  const flags = [
    ...['--no-node-snapshot', '--no-warnings', '--disable-sigusr1'],
    ...['--import', pathToFileURL(programBeside(import.meta.url, before)).href],
    ...['--permission', '--allow-addons', '--allow-worker'],
    ...files.map((each) => `--allow-fs-read=${each}`),
    ...[`--max-old-space-size=${memoryMb}`, '--disallow-code-generation-from-strings'],
  ]
  const whole = wrap([process.execPath, ...flags, program], [process.execPath, ...files])
  const [starter = '', ...args] = whole
  const child = spawn(starter, args, {
    env: {},
    cwd: '/',
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    windowsHide: true,
  })
  const [, , , beats] = child.stdio
  child.stdout?.on('data', (bytes: Buffer) => ear.onBytes(bytes))
  beats?.on('data', (said: Buffer) => ear.onBeats(said))
  let isEnded = false
  const end = (why: string): void => {
    if (isEnded) return
    isEnded = true
    ear.onEnd(why)
  }
  child.on('error', (error) => end(error.message))
  child.on('close', (code, signal) => end(signal ?? `exit ${code ?? 0}`))
  // Said to a process that is gone: its end is told anyway.
  for (const pipe of [child.stdin, child.stdout, beats]) pipe?.on('error', () => {})
  return {
    without,
    send: (request) => void child.stdin?.write(frameOf(serialize(request))),
    cost: () => (child.pid === undefined ? undefined : costOf(child.pid)),
    kill: () => void child.kill('SIGKILL'),
  }
}

/** Where our own code is, and that of the packages it loads in there: all that can be read. */
function readable(): readonly string[] {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const code = path.dirname(path.dirname(here))
  const root = path.dirname(code)
  const homes = packages.map((each) => {
    const entry = fileURLToPath(import.meta.resolve(each))
    const marker = `${path.sep}node_modules${path.sep}${each}${path.sep}`
    return entry.slice(0, entry.indexOf(marker) + marker.length)
  })
  // The last is what the loader of native code tells one Linux from another by.
  return [`${code}${path.sep}`, path.join(root, 'package.json'), ...homes, '/etc/alpine-release']
}
