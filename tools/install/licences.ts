import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { closureOf, type Locked, nameOf, productionNames } from './locked.ts'

/** Licences under which others may be given this program, whatever they do with it. */
export const allowedLicences: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  // MIT without its one condition: mails are sent by a package under it.
  'MIT-0',
  // Given to everybody without a condition; one of NATS's own packages stands on it.
  'Unlicense',
]

/** Packages for development whose code is built into the page, and so is given on too. */
export const bundledNames: readonly string[] = ['lightweight-charts', 'react', 'react-dom']

export type LicensedPackage = {
  readonly name: string
  readonly version: string
  /** As the package says it; `unknown` when it says nothing. */
  readonly licence: string
}

/** Every package that is given on and is installed here, by name. */
export function givenPackages(root: string, locked: Locked): readonly LicensedPackage[] {
  const places = closureOf(locked, [...productionNames(locked), ...bundledNames])
  return [...places]
    .map((place) => ({ place, file: path.join(root, place, 'package.json') }))
    .filter(({ file }) => existsSync(file))
    .map(({ place, file }) => licensed(place, JSON.parse(readFileSync(file, 'utf8'))))
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
}

function licensed(place: string, manifest: { version?: unknown; license?: unknown }) {
  const { version, license } = manifest
  const licence = typeof license === 'string' && license !== '' ? license : 'unknown'
  return { name: nameOf(place), version: String(version), licence }
}

/** Whether an SPDX expression leaves a choice of allowed licences alone. */
export function isAllowed(licence: string): boolean {
  const plain = licence.trim()
  const words = plain.startsWith('(') && plain.endsWith(')') ? plain.slice(1, -1) : plain
  // Brackets further in are read as unknown, and so is `WITH`: nobody has needed them.
  if (/[()]/.test(words)) return false
  return words
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((each) => allowedLicences.includes(each)))
}
