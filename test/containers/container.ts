import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { programOf } from '../servers/start-server.ts'
import { produced } from '../house/produced.ts'

/** What is mounted into a container: a folder or a file of this machine, or memory. */
export type Bind = {
  /** Left out for memory. */
  readonly from?: string
  readonly to: string
  readonly isReadOnly?: boolean
  /** Of memory: `size=64m,mode=1777`. */
  readonly options?: string
}

export type ContainerOptions = {
  /** Name of a network that is there. */
  readonly network: string
  readonly hostname: string
  /** Where its root may be. */
  readonly folder: string
  readonly binds: readonly Bind[]
  readonly variables: Readonly<Record<string, string>>
  readonly user: string
  readonly words: readonly string[]
  /** Folders where programs of this machine are. */
  readonly path: string
}

const unshare = programOf('unshare')

/** Whether this process may make namespaces and mounts in them. */
export const hasContainers: boolean =
  process.getuid?.() === 0 &&
  unshare !== undefined &&
  spawnSync(unshare, ['--mount', '--pid', '--uts', '--ipc', '--fork', 'true']).status === 0

/**
 * What a container is made of, without an engine: namespaces for mounts, processes, names and
 * memory, a root of its own that cannot be written, and a user without any capability.
 */
export class Container {
  readonly #options: ContainerOptions
  readonly #child: ChildProcess
  readonly #closed: Promise<unknown>
  /** All that it has said, on both. */
  said = ''

  constructor(options: ContainerOptions) {
    this.#options = options
    const spaces = ['--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child']
    this.#child = spawn(
      'ip',
      [
        ...['netns', 'exec', options.network, 'unshare', ...spaces],
        ...['sh', '-c', scriptOf(options), 'sh', ...asUser(options, options.words)],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        produced(bytes)
        this.said += bytes.toString()
      })
    this.#closed = once(this.#child, 'close')
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** Waits for its end. @returns Its exit code. */
  async ended(): Promise<number | null> {
    await this.#closed
    return this.#child.exitCode
  }

  /** What an engine sends to its first process. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const first = this.#first()
    if (first !== undefined) process.kill(first, signal)
    return this.ended()
  }

  /** Runs a command in it, as its own user, as a health check is run. */
  async run(words: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
    const target = ['--target', String(this.#first()), '--all', '--root']
    const child = spawn('nsenter', [...target, ...asUser(this.#options, words)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        produced(bytes)
        text += bytes.toString()
      })
    const [code] = await once(child, 'close')
    return { code: Number(code ?? -1), text }
  }

  /** Its first process, by the number it has outside. */
  #first(): number | undefined {
    const { pid } = this.#child
    try {
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
      return children === '' ? undefined : Number(children.split(' ')[0])
    } catch {
      return undefined
    }
  }
}

/** A command without rights, and with nothing in its environment but what it was given. */
function asUser(
  { user, variables, path: folders }: ContainerOptions,
  words: readonly string[],
): string[] {
  const [uid = '', gid = ''] = user.split(':')
  const given = Object.entries(variables).map(([key, value]) => `${key}=${value}`)
  return [
    ...['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs'],
    ...['--bounding-set=-all', '--inh-caps=-all'],
    ...['env', '-i', `PATH=${folders}`, ...given, ...words],
  ]
}

/** Makes the root and goes into it. Programs and libraries are this machine's, and read-only. */
function scriptOf({ folder, hostname, binds }: ContainerOptions): string {
  const sorted = binds.toSorted((a, b) => depthOf(a.to) - depthOf(b.to))
  return [
    'set -e',
    'mount --make-rprivate /',
    `R=$(mktemp -d '${folder}/root-XXXXXX')`,
    'mount -t tmpfs -o mode=755 root $R',
    ...['bin', 'sbin', 'lib', 'lib64'].map((each) => `[ ! -L /${each} ] || cp -P /${each} $R/`),
    'mkdir $R/usr $R/proc $R/dev $R/sys',
    'cp -a /etc $R/etc',
    'mount --bind /usr $R/usr; mount -o remount,bind,ro $R/usr',
    'mount -t proc proc $R/proc',
    'mount --bind /dev $R/dev',
    ...sorted.map(bindLine),
    `hostname ${hostname}`,
    'mount -o remount,ro $R',
    'exec chroot $R "$@"',
  ].join('\n')
}

function bindLine({ from, to, isReadOnly = false, options = '' }: Bind): string {
  if (from === undefined) return `mkdir -p $R${to}; mount -t tmpfs -o ${options} memory $R${to}`
  const place =
    `if [ -d '${from}' ]; then mkdir -p $R${to}; ` +
    `else mkdir -p $R${path.posix.dirname(to)}; [ -e $R${to} ] || touch $R${to}; fi`
  const bind = `${place}; mount --bind '${from}' $R${to}`
  return isReadOnly ? `${bind}; mount -o remount,bind,ro $R${to}` : bind
}

function depthOf(to: string): number {
  return to.split('/').length
}
