import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { freePort, isListening, programOf, type Started, start, until } from './start-server.ts'

const program = programOf('nats-server')

/** Debian's `nats-server`; `.ci/run` installs it. */
export const hasNats: boolean = program !== undefined

/** A real server of its own, which can be killed, stopped in its tracks, and started again. */
export type NatsServer = {
  readonly url: string
  readonly port: number
  /** On the same port; settles when it takes connections. */
  readonly start: () => Promise<void>
  /** At once, as a power cut ends it. */
  readonly kill: () => Promise<void>
  /** It stays, and does nothing any more, until `resume`. */
  readonly freeze: () => void
  readonly resume: () => void
  /** Kills it and removes its folder. */
  readonly end: () => Promise<void>
}

/**
 * @param options - `host` it listens on, and where it is asked; `settings`, lines of the server's
 *   own configuration; `inside`, what stands before its command, as of a `Network`.
 */
export async function startNats({
  host = '127.0.0.1',
  settings = [],
  inside = [],
}: {
  readonly host?: string
  readonly settings?: readonly string[]
  readonly inside?: readonly string[]
} = {}): Promise<NatsServer> {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-nats-`)
  const port = await freePort()
  const file = `${folder}/nats.conf`
  writeFileSync(file, [`listen: "${host}:${port}"`, ...settings, ''].join('\n'), { mode: 0o600 })
  let running: Started | undefined
  const run = async (): Promise<void> => {
    const [first, ...words] = [...inside, program ?? 'nats-server', '-c', file]
    running = start(first, words)
    await until(() => isListening(port, host), 'the NATS server')
  }
  const kill = async (): Promise<void> => {
    running?.child.kill('SIGKILL')
    await running?.ended
    running = undefined
  }
  await run()
  return {
    url: `nats://${host}:${port}`,
    port,
    start: run,
    kill,
    freeze: () => running?.child.kill('SIGSTOP'),
    resume: () => running?.child.kill('SIGCONT'),
    end: async () => {
      await kill()
      rmSync(folder, { recursive: true })
    },
  }
}
