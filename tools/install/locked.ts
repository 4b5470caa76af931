import { readFileSync } from 'node:fs'
import path from 'node:path'

/** One package of `package-lock.json`, at the place it is installed in. */
export type LockedPackage = {
  readonly version?: string
  readonly dev?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Packages by place, such as `node_modules/ccxt/node_modules/ws`. */
export type Locked = Readonly<Record<string, LockedPackage>>

export function readLocked(root: string): Locked {
  const text = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  return (JSON.parse(text) as { readonly packages: Locked }).packages
}

/** `node_modules/ccxt/node_modules/ws` is `ws`. */
export function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** The places of packages and of all that they need, each once. */
export function closureOf(locked: Locked, names: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (from: string, name: string): void => {
    const place = placeOf(locked, from, name)
    if (place === undefined || found.has(place)) return
    found.add(place)
    const { dependencies, optionalDependencies, peerDependencies } = locked[place] ?? {}
    for (const next of Object.keys({
      ...dependencies,
      ...optionalDependencies,
      ...peerDependencies,
    }))
      visit(place, next)
  }
  for (const name of names) visit('', name)
  return found
}

/** Where Node finds `name` from `from`: the nearest folder upwards that has it. */
function placeOf(locked: Locked, from: string, name: string): string | undefined {
  const place = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`
  if (Object.hasOwn(locked, place)) return place
  if (from === '') return undefined
  const end = from.lastIndexOf('/node_modules/')
  return placeOf(locked, end < 0 ? '' : from.slice(0, end), name)
}

/** The names of what a program of this package needs when it runs. */
export function productionNames(locked: Locked): readonly string[] {
  const { dependencies, optionalDependencies } = locked[''] ?? {}
  return Object.keys({ ...dependencies, ...optionalDependencies })
}
