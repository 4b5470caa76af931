import { spawn } from 'node:child_process'

/** What a command did, and how long it took. */
export type Timed = {
  readonly seconds: number
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export type Surroundings = {
  readonly folder: string
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** Runs a command to its end. */
export function runTimed(
  [program = '', ...args]: readonly string[],
  { folder, variables }: Surroundings,
): Promise<Timed> {
  const start = performance.now()
  const child = spawn(program, args, {
    cwd: folder,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const seconds = (performance.now() - start) / 1_000
      resolve({ seconds, code: code ?? -1, stdout, stderr })
    })
  })
}

/** The same for one that must end well. */
export async function runWell(command: readonly string[], around: Surroundings): Promise<Timed> {
  const ran = await runTimed(command, around)
  if (ran.code === 0) return ran
  const words = `${ran.stdout}\n${ran.stderr}`.trim().split('\n').slice(-20).join('\n')
  throw new Error(`${command.join(' ')} ended with ${ran.code}:\n${words}`)
}
