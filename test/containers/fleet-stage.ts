import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { configurationDocument } from '../../src/app/index.ts'
import { runCoinswarm } from '../e2e/run-coinswarm.ts'
import { programOf, until } from '../servers/start-server.ts'
import {
  type ComposeFile,
  deployFolder,
  mountsOf,
  readCompose,
  type Service,
} from './compose-file.ts'
import { type Bind, Container } from './container.ts'
import { readStages } from './dockerfile.ts'
import { entrypoint } from './image-command.ts'

const root = path.resolve('.')
const settings = configurationDocument()
/** What takes the part of a base image: programs of this machine. */
const folders = [
  ...['/opt/node', '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'],
  ...postgresFolders(),
]

/** What the entry point of PostgreSQL's image does; the rest is as it stands in the file. */
const postgresEntry = `set -e
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" \\
    $POSTGRES_INITDB_ARGS -D "$PGDATA" >&2
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  echo "CREATE DATABASE $POSTGRES_DB" | postgres --single -D "$PGDATA" postgres >&2
fi
exec "$@"`

/** A Compose file, run service by service. All are in one network, under their names. */
export class FleetStage {
  readonly file: ComposeFile
  readonly #network: string = `cs${process.pid}fleet`
  /** Where volumes and secrets are, on this machine. */
  readonly folder: string = mkdtempSync('/tmp/coinswarm-fleet-')
  readonly #containers = new Map<string, Container>()
  readonly #all: Container[] = []

  static async open(name: Parameters<typeof readCompose>[0]): Promise<FleetStage> {
    // Builds what is stale.
    await runCoinswarm(['--version'])
    return new FleetStage(name)
  }

  private constructor(name: Parameters<typeof readCompose>[0]) {
    this.file = readCompose(name)
    ip('netns', 'add', this.#network)
    ip('-n', this.#network, 'link', 'set', 'lo', 'up')
    chmodSync(this.folder, 0o755)
    const names = [...Object.keys(this.file.services), 'localhost'].join(' ')
    writeFileSync(this.#at('hosts'), `127.0.0.1 ${names}\n`)
    writeFileSync(this.#at('passwd'), 'root:x:0:0::/:/bin/sh\nnode:x:1000:1000::/tmp:/bin/sh\n')
    this.#makeSecrets()
  }

  /** Where a volume is on this machine. */
  volume(name: string): string {
    const folder = this.#at(`volume-${name}`)
    if (existsSync(folder)) return folder
    mkdirSync(folder, { mode: 0o700 })
    chownSync(folder, 1_000, 1_000)
    return folder
  }

  /** As a volume is that was just made. */
  emptyVolume(name: string): void {
    const folder = this.volume(name)
    for (const each of readdirSync(folder)) rmSync(path.join(folder, each), { recursive: true })
  }

  /** Starts a service as it stands in the file, or another command in its place. */
  start(name: string, words?: readonly string[], more: readonly Bind[] = []): Container {
    const service = this.#service(name)
    const container = new Container({
      network: this.#network,
      hostname: name,
      folder: this.folder,
      binds: [...this.#bindsOf(service), ...more],
      variables: variablesOf(service),
      user: service.user,
      words: wordsOf(service, words),
      path: folders.join(':'),
    })
    this.#all.push(container)
    if (words === undefined) this.#containers.set(name, container)
    return container
  }

  of(name: string): Container {
    const container = this.#containers.get(name)
    if (container === undefined) throw new Error(`${name} was not started`)
    return container
  }

  /** Waits until the health check of a service, as it stands in the file, says yes. */
  async healthy(name: string): Promise<void> {
    const [, ...words] = this.#service(name).healthcheck?.test ?? []
    let last = ''
    const isHealthy = async (): Promise<boolean> => {
      if (this.of(name).isOver) throw new Error(`${name} has ended: ${this.of(name).said}`)
      const { code, text } = await this.of(name).run(words)
      last = text
      return code === 0
    }
    try {
      await until(isHealthy, `${name} to be healthy`, 150_000)
    } catch (error) {
      throw new Error(`${String(error)}; ${last}; it said: ${this.of(name).said}`, { cause: error })
    }
  }

  async close(): Promise<void> {
    for (const container of this.#all) if (!container.isOver) await container.end('SIGKILL')
    ip('netns', 'del', this.#network)
    rmSync(this.folder, { recursive: true })
  }

  #service(name: string): Service {
    const service = this.file.services[name]
    if (service === undefined) throw new Error(`there is no service ${name}`)
    return service
  }

  #at(name: string): string {
    return path.join(this.folder, name)
  }

  /** By the script that people run, with the program itself where they have its image. */
  #makeSecrets(): void {
    mkdirSync(this.#at('deploy'))
    const made = spawnSync(
      'sh',
      ['-c', `cp "$1"/make-secrets.sh . && ./make-secrets.sh`, 'sh', deployFolder],
      {
        cwd: this.#at('deploy'),
        encoding: 'utf8',
        env: {
          ...process.env,
          PROGRAM: `${process.execPath} ${root}/bin/coinswarm.mjs`,
          KEYS: this.#at('deploy/secrets'),
        },
      },
    )
    if (made.status !== 0) throw new Error(`make-secrets.sh: ${made.stderr}`)
    const folder = this.#at('deploy/secrets')
    for (const name of readdirSync(folder)) chownSync(path.join(folder, name), 1_000, 1_000)
  }

  #bindsOf(service: Service): readonly Bind[] {
    const mounts = mountsOf(this.file, service).map(({ kind, from, to, isReadOnly }): Bind => {
      if (kind === 'volume') return { from: this.volume(from), to, isReadOnly }
      const isSecret = from.startsWith('./secrets/')
      return { from: path.join(isSecret ? this.#at('deploy') : deployFolder, from), to, isReadOnly }
    })
    const memory = service.tmpfs.map((line): Bind => {
      const [to = '', ...rest] = line.split(':')
      return { to, options: rest.join(':') }
    })
    const own = ['hosts', 'passwd'].map(
      (name): Bind => ({ from: this.#at(name), to: `/etc/${name}`, isReadOnly: true }),
    )
    const node = { from: path.dirname(process.execPath), to: '/opt/node', isReadOnly: true }
    return [...(isOurs(service) ? imageBinds() : []), node, ...own, ...mounts, ...memory]
  }
}

/** What the last stage of the Dockerfile puts into the image, from where it stands in this tree. */
function imageBinds(): readonly Bind[] {
  const { instructions = [] } = readStages().at(-1) ?? {}
  return instructions.flatMap(({ verb, rest }): readonly Bind[] => {
    if (verb !== 'COPY') return []
    const [to = '', ...from] = rest
      .replace(/^--from=\w+ /, '')
      .split(' ')
      .toReversed()
    return from.map((each): Bind => {
      const source = each.replace(/^\/(app|build)\//, '')
      const isInto = to.endsWith('/') || from.length > 1
      const target = isInto ? path.posix.join(to, path.posix.basename(source)) : to
      return {
        from: path.join(root, source),
        to: path.posix.join('/app', target),
        isReadOnly: true,
      }
    })
  })
}

function isOurs({ image }: Service): boolean {
  return image.startsWith('coinswarm:')
}

function wordsOf(service: Service, words: readonly string[] = service.command): readonly string[] {
  const command = words.map((word) => word.replaceAll('$$', '$'))
  if (service.image.startsWith('postgres:')) return ['sh', '-c', postgresEntry, 'sh', ...command]
  const first = service.entrypoint ?? (isOurs(service) ? entrypoint : [])
  return [...first, ...command]
}

/** Those of the image and of the file; the market is one that needs no network. */
function variablesOf(service: Service): Readonly<Record<string, string>> {
  const { environment } = service
  if (!isOurs(service)) return environment
  const known = Object.entries(environment).filter(([key]) => settings.includes(`\`${key}\``))
  const market =
    'COINSWARM_MARKET_SOURCE' in environment ? { COINSWARM_MARKET_SOURCE: 'generated' } : {}
  return { ...imageVariables(), ...Object.fromEntries(known), ...market }
}

function imageVariables(): Readonly<Record<string, string>> {
  const lines =
    readStages()
      .at(-1)
      ?.instructions.filter(({ verb }) => verb === 'ENV') ?? []
  return Object.fromEntries(
    lines.flatMap(({ rest }) => rest.split(' ').map((each) => each.split('='))),
  )
}

function postgresFolders(): readonly string[] {
  const versions = '/usr/lib/postgresql'
  if (!existsSync(versions) || !lstatSync(versions).isDirectory()) return []
  return readdirSync(versions).map((version) => path.join(versions, version, 'bin'))
}

function ip(...words: readonly string[]): void {
  const { status, stderr } = spawnSync(programOf('ip') ?? 'ip', words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`)
}
