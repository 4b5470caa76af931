import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../bin/coinswarm.mjs', import.meta.url))

/** How one run of a program ended. */
export type Ended = {
  readonly seconds: number
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `node` with `args`, from its start to its exit. */
export function runNode(
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const start = process.hrtime.bigint()
  const env = { ...process.env, ...variables }
  const child = spawn(process.execPath, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (bytes: Buffer) => void (stdout += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => void (stderr += bytes.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9
      resolve({ seconds, code: code ?? -1, stdout, stderr })
    })
  })
}

/** Arguments that make Node the command line, as a user starts it. */
export function coinswarm(...args: readonly string[]): readonly string[] {
  return [bin, ...args]
}

/** Lends `use` an empty folder that is gone afterwards. */
export async function inFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-bench-`)
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
