import { existsSync, lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { trackedFiles } from '../tracked-files.ts'
import { closureOf, type Locked, nameOf, productionNames } from './locked.ts'
import { runWell, type Surroundings } from './run-timed.ts'

/** What one package costs that the program names. */
export type RuntimePackage = {
  readonly name: string
  /** Rooms whose files load it. */
  readonly rooms: readonly string[]
  /** Packages that would go with it, itself included, and their bytes on the disk. */
  readonly alone: number
  readonly bytes: number
  /** Milliseconds to load it in a new process; `undefined` for one that is no library. */
  readonly loadMs: number | undefined
}

export type Counts = {
  readonly named: number
  readonly installed: number
  readonly bytes: number
}

/** Counts of what is installed in the clone at `root` for running it, and for developing it. */
export function countPackages(root: string, locked: Locked): readonly [Counts, Counts] {
  const manifest = locked['']
  const production = installedIn(root, closureOf(locked, productionNames(locked)))
  const all = installedIn(root, Object.keys(locked))
  const others = all.filter((place) => !production.includes(place))
  const named = [productionNames(locked), Object.keys(manifest?.devDependencies ?? {})]
  return [production, others].map((places, index) => ({
    named: named[index]?.length ?? 0,
    installed: places.length,
    bytes: total(root, places),
  })) as unknown as readonly [Counts, Counts]
}

/** The largest packages that are installed for running, largest first. */
export function largestPackages(
  root: string,
  locked: Locked,
  count: number,
): readonly { readonly name: string; readonly bytes: number }[] {
  return installedIn(root, closureOf(locked, productionNames(locked)))
    .map((place) => ({ name: nameOf(place), bytes: bytesOf(path.join(root, place)) }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, count)
}

/** Each package that the program names, with what it costs. */
export async function runtimePackages(
  locked: Locked,
  around: Surroundings,
  node: string,
): Promise<readonly RuntimePackage[]> {
  const names = productionNames(locked).filter((name) =>
    existsSync(path.join(around.folder, 'node_modules', name)),
  )
  const rows: RuntimePackage[] = []
  for (const name of names) {
    const others = closureOf(
      locked,
      names.filter((each) => each !== name),
    )
    const places = installedIn(around.folder, closureOf(locked, [name]))
    const alone = places.filter((place) => !others.has(place))
    const isLibrary = !name.startsWith('node-')
    rows.push({
      name,
      rooms: roomsThatLoad(name),
      alone: alone.length,
      bytes: total(around.folder, alone),
      loadMs: isLibrary ? await loadMs(name, around, node) : undefined,
    })
  }
  return rows
}

function roomsThatLoad(name: string): readonly string[] {
  const use = new RegExp(
    `^import (?!type )[^\\n]* from '${name}'|^} from '${name}'|import\\('${name}'\\)`,
    'm',
  )
  const rooms = new Set<string>()
  for (const [file, text] of trackedFiles())
    if (/^src\/.*(?<!\.test)\.ts$/.test(file) && use.test(text)) rooms.add(file.split('/')[1] ?? '')
  return [...rooms].sort()
}

/** The median of five new processes. */
async function loadMs(name: string, around: Surroundings, node: string): Promise<number> {
  const program = `const start = performance.now()
    await import('${name}')
    process.stdout.write(String(performance.now() - start))`
  const times: number[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    const ran = await runWell([node, '--input-type=module', '-e', program], around)
    times.push(Number(ran.stdout))
  }
  return times.sort((a, b) => a - b)[2] ?? Number.NaN
}

function installedIn(root: string, places: Iterable<string>): readonly string[] {
  return [...places].filter(
    (place) => place !== '' && existsSync(path.join(root, place, 'package.json')),
  )
}

function total(root: string, places: readonly string[]): number {
  return places.reduce((sum, place) => sum + bytesOf(path.join(root, place)), 0)
}

/** Bytes of the files of one package, those of packages inside it not counted. */
function bytesOf(folder: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue
    const file = path.join(folder, entry.name)
    bytes += entry.isDirectory() ? bytesOf(file) : lstatSync(file).size
  }
  return bytes
}

/** The Node that is pinned, as the clone in `root` has it. */
export function pinnedNode(root: string): string {
  const names = readdirSync(path.join(root, 'node_modules')).filter((name) =>
    /^node-(linux|win|darwin)-/.test(name),
  )
  const bin = path.join(root, 'node_modules', names[0] ?? '', 'bin')
  return path.join(bin, readdirSync(bin).find((name) => /^node(\.exe)?$/.test(name)) ?? 'node')
}
