import { spawnSync } from 'node:child_process'
import { programOf } from './start-server.ts'

const ip = programOf('ip')

/**
 * Whether this process may make networks: Linux, root, and no container that forbids it. What is
 * tried on cut networks cannot be tried otherwise, and is then skipped.
 */
export const hasNetworks: boolean = mayMakeNetworks()

/** A network of its own, with one line to this machine that can be cut and mended. */
export type Network = {
  /** What stands before a command that runs in it. */
  readonly inside: readonly string[]
  /** Of this machine, as seen from inside. */
  readonly outerHost: string
  /** Of what runs inside, as seen from here. */
  readonly innerHost: string
  /** Nothing passes any more, and nobody is told. */
  readonly cut: () => void
  readonly mend: () => void
  readonly end: () => void
}

/** @param number - 0 to 250, another for each network that is open at once. */
export function openNetwork(number: number): Network {
  const name = `cs${process.pid}x${number}`
  const [outer, inner] = [`o${name}`.slice(-15), `i${name}`.slice(-15)]
  const subnet = `10.${100 + (process.pid % 100)}.${number}`
  const hosts = { outerHost: `${subnet}.1`, innerHost: `${subnet}.2` }
  run('netns', 'add', name)
  run('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner, 'netns', name)
  run('addr', 'add', `${hosts.outerHost}/24`, 'dev', outer)
  run('link', 'set', outer, 'up')
  run('-n', name, 'addr', 'add', `${hosts.innerHost}/24`, 'dev', inner)
  run('-n', name, 'link', 'set', 'lo', 'up')
  run('-n', name, 'link', 'set', inner, 'up')
  return {
    inside: [ip ?? 'ip', 'netns', 'exec', name],
    ...hosts,
    // What is sent is answered by nobody: without the address it would be refused at once.
    cut: () => run('-n', name, 'link', 'set', inner, 'down'),
    mend: () => run('-n', name, 'link', 'set', inner, 'up'),
    end: () => {
      run('link', 'del', outer)
      run('netns', 'del', name)
    },
  }
}

function run(...words: readonly string[]): void {
  const { status, stderr } = spawnSync(ip ?? 'ip', words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`)
}

function mayMakeNetworks(): boolean {
  if (ip === undefined || process.getuid?.() !== 0) return false
  const name = `cs${process.pid}try`
  const made = spawnSync(ip, ['netns', 'add', name]).status === 0
  return made && spawnSync(ip, ['netns', 'del', name]).status === 0
}
