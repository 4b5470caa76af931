import { spawn } from 'node:child_process'

/** How a process is started that has less than its parent. */
export type Confinement = {
  /**
   * The same command with everything taken away that can be.
   *
   * @param files - Files and folders that it reads.
   */
  readonly wrap: (command: readonly string[], files: readonly string[]) => readonly string[]
  /** What it has no part in: the network, other processes, files but those, sockets among them. */
  readonly without: readonly ('network' | 'processes' | 'files')[]
}

/** A user, network, process and message namespace of its own; it dies with who started it. */
const namespaces = [
  ...['/usr/bin/unshare', '--user', '--map-root-user', '--net', '--ipc', '--pid', '--mount'],
  ...['--fork', '--kill-child=SIGKILL', '--'],
]

/** No file may grow, no image of memory be left behind, few files be open. */
const bounds = ['/usr/bin/prlimit', '--fsize=0', '--core=0', '--nofile=64:64', '--']

/** What a program of this kind of Linux loads. */
const libraries = ['/lib', '/lib64']

/**
 * Makes a root of what is named before `--`, read only, covers the old one, gives up every right
 * for good, and becomes what is named after it. It only ever touches mounts of its own namespace.
 */
const jail = `set -e
r=/sys
mount -t tmpfs -o size=1m,mode=755 none $r
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then mkdir -p "$r$1"
  elif [ -e "$1" ]; then mkdir -p "$r\${1%/*}"; : > "$r$1"
  else shift; continue; fi
  mount --rbind "$1" "$r$1"
  mount -o remount,bind,ro "$r$1"
  shift
done
shift
: > $r/setpriv
mount --bind /usr/bin/setpriv $r/setpriv
mkdir $r/old
cd $r
pivot_root . old
/old/usr/bin/mount -n -o remount,ro /
/old/usr/bin/mount -n -t tmpfs -o size=4k,mode=0 none /old
cd /
exec /setpriv --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"`

const inJail: Confinement['wrap'] = (command, files) => [
  ...namespaces,
  ...['/bin/sh', '-c', jail, 'box', ...libraries, ...files, '--', ...command],
]

let known: Promise<Confinement> | undefined

/** The most that this machine lets us take away; tried once. Linux knows how, others do not. */
export function confinement(): Promise<Confinement> {
  known ??= findConfinement()
  return known
}

async function findConfinement(): Promise<Confinement> {
  const { execPath } = process
  const look = [execPath, '--version']
  const isBounded = await runs([...bounds, ...look])
  const bounded = isBounded ? bounds : []
  if (await runs([...bounded, ...inJail(look, [execPath])]))
    return {
      wrap: (command, files) => [...bounded, ...inJail(command, files)],
      without: ['network', 'processes', 'files'],
    }
  if (await runs([...bounded, ...namespaces, ...look]))
    return {
      wrap: (command) => [...bounded, ...namespaces, ...command],
      without: ['network', 'processes'],
    }
  return { wrap: (command) => [...bounded, ...command], without: [] }
}

function runs([program = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: {}, cwd: '/', stdio: 'ignore' })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
}
