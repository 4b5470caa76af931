import type { House, Untidy } from './house.ts'

/** The subpaths of `package.json` are the public rooms, and its packages are pinned. */
export function tidyPackage(text: string, house: House): Untidy[] {
  const { exports = {}, dependencies = {}, devDependencies = {} } = JSON.parse(text) as Manifest
  const found: Untidy[] = []
  const given = Object.keys(exports).filter((key) => key !== './package.json')
  for (const key of given)
    if (!house.public.includes(key.slice(2))) found.push(`exports ${key}, which is no public room`)
  for (const room of house.public) {
    const wanted = {
      'coinswarm-source': `./src/${room}/index.ts`,
      types: `./dist/${room}/index.d.ts`,
      default: `./dist/${room}/index.js`,
    }
    if (JSON.stringify(exports[`./${room}`]) !== JSON.stringify(wanted))
      found.push(`exports ./${room} must be ${JSON.stringify(wanted)}`)
  }
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    if (!/^\d/.test(version)) found.push(`${name} must be pinned, and is ${version}`)
  return found.map((message) => `package.json:1: ${message}`)
}

type Manifest = {
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}
