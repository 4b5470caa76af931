import type { House, Untidy } from './house.ts'

/** The subpaths of `package.json` are the public rooms, and its packages are pinned. */
export function tidyPackage(text: string, house: House): Untidy[] {
  const { exports = {}, dependencies = {}, devDependencies = {} } = JSON.parse(text) as Manifest
  const found: Untidy[] = []
  const given = Object.keys(exports).filter((key) => key !== './package.json')
  for (const key of given)
    if (!house.public.some((folder) => key === subpath(folder)))
      found.push(`exports ${key}, which is no public room`)
  for (const folder of house.public) {
    const wanted = {
      'coinswarm-source': `./src/${folder}/index.ts`,
      types: `./dist/${folder}/index.d.ts`,
      default: `./dist/${folder}/index.js`,
    }
    if (JSON.stringify(exports[subpath(folder)]) !== JSON.stringify(wanted))
      found.push(`exports ${subpath(folder)} must be ${JSON.stringify(wanted)}`)
  }
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    if (!/^\d/.test(version)) found.push(`${name} must be pinned, and is ${version}`)
  return found.map((message) => `package.json:1: ${message}`)
}

/** A door is called by its own name alone. */
function subpath(folder: string): string {
  return `./${folder.replace('doors/', '').replaceAll('/', '-')}`
}

type Manifest = {
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}
