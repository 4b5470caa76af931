import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const door = pathToFileURL(path.resolve('src/doors/cli/main.ts')).href
const script = `import { main } from '${door}'
process.exitCode = await main(process.argv.slice(1))`

/** The command line from source, in a process of its own. @param inside - Before the command. */
export function startCli(
  words: readonly string[],
  inside: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Cli {
  const own = [process.execPath, '--input-type=module', '-e', script, '--', ...words]
  const [program = '', ...rest] = [...inside, ...own]
  // The launcher of the tests is not the one of this program, which would stop as if it had died.
  const { COINSWARM_LAUNCHER: _none, ...env } = process.env
  const child = spawn(program, rest, {
    env: { ...env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const cli = { child, closed: once(child, 'close'), out: '', said: '' }
  child.stdout?.on('data', (bytes: Buffer) => {
    cli.out += bytes.toString()
  })
  child.stderr?.on('data', (bytes: Buffer) => {
    cli.said += bytes.toString()
  })
  return cli
}

export type Cli = {
  readonly child: ChildProcess
  readonly closed: Promise<unknown>
  out: string
  said: string
}

/** Waits for the end. @returns the exit code and the one document. */
export async function ended(cli: Cli): Promise<Ended> {
  await cli.closed
  const { out, said, child } = cli
  return { code: child.exitCode, json: out === '' ? {} : JSON.parse(out), said }
}

export type Ended = {
  readonly code: unknown
  readonly json: Readonly<Record<string, unknown>>
  readonly said: string
}
