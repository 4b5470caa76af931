import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string }

const bin = fileURLToPath(new URL('../../bin/coinswarm.mjs', import.meta.url))
const ensure = fileURLToPath(new URL('../../scripts/ensure.mjs', import.meta.url))

/** Runs the real command line in a process of its own, and waits for its end. */
export async function runCoinswarm(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  node: string = process.execPath,
): Promise<Ran> {
  built ??= ran([ensure], process.env, process.execPath)
  await built
  return ran([bin, ...args], { ...process.env, ...variables }, node)
}

/** Once: a build that is due would say so on the stderr of the first command. */
let built: Promise<Ran> | undefined

function ran(args: readonly string[], env: NodeJS.ProcessEnv, node: string): Promise<Ran> {
  const child = spawn(node, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += bytes.toString()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString()
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }))
  })
}
