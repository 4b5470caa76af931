import { spawn } from 'node:child_process'

/** Runs a command of this repository and gives what it printed, or throws what it said last. */
export function runCommand(
  program: string,
  args: readonly string[],
  { mayFail = false }: { readonly mayFail?: boolean } = {},
): Promise<string> {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const out: Buffer[] = []
  let last = ''
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
  child.stderr.on('data', (bytes: Buffer) => {
    process.stderr.write(bytes)
    last = bytes.toString().trim()
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const text = Buffer.concat(out).toString()
      if (code === 0 || mayFail) resolve(text)
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${last}`))
    })
  })
}

/** Runs one of the tools on the Node this project is pinned to. */
export function runNode24(...args: readonly string[]): Promise<string> {
  return runCommand(process.execPath, ['scripts/node24.mjs', ...args])
}
