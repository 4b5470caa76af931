import { readFileSync, writeFileSync } from 'node:fs'

/** One package in `package-lock.json`, as far as it is read here. */
export type LockedPackage = {
  readonly version?: string
  readonly integrity?: string
  readonly os?: readonly string[]
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export type Lock = { readonly packages: Readonly<Record<string, LockedPackage>> }

/**
 * The lock with an entry for every optional package of another platform. npm leaves out those its
 * registry did not offer, and `npm ci` then calls the lock incomplete. Their platform is in their
 * name; their integrity is not known here, and they are never installed on this platform.
 */
export function completeLock(lock: Lock): Lock {
  const packages: Record<string, LockedPackage> = { ...lock.packages }
  for (const { optionalDependencies = {} } of Object.values(lock.packages))
    for (const [name, version] of Object.entries(optionalDependencies))
      packages[`node_modules/${name}`] ??= { version, optional: true, ...platformOf(name) }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  return { ...lock, packages: Object.fromEntries(sorted) }
}

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const processors = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'mips64el',
]

/** `@biomejs/cli-linux-x64-musl` is for linux, x64, musl. */
function platformOf(name: string): object {
  const words = name.split(/[-/]/)
  const os = words.filter((word) => systems.includes(word))
  const cpu = words.filter((word) => processors.includes(word))
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : []
  if (os.length === 0) throw new Error(`${name} does not say which platform it is for`)
  return { os, ...(cpu.length > 0 && { cpu }), ...(libc.length > 0 && { libc }) }
}

// npm run lock
if (import.meta.main) {
  const lock = completeLock(JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock)
  writeFileSync('package-lock.json', `${JSON.stringify(lock, undefined, 2)}\n`)
}
