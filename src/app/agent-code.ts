import fs from 'node:fs'
import { registerHooks, type ResolveFnOutput } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sha256 } from './sha256.ts'

/** As in the exports of `package.json`. */
const publicRooms: readonly string[] = ['agents', 'features', 'domain', 'quant']

/** What every file that was loaded imports, by address, since `watchImports`. */
const imports = new Map<string, Set<string>>()

let isWatching = false

/**
 * Lets a strategy file anywhere on the disk import `coinswarm/agents` and the other public rooms
 * and get the ones that are running, and remembers what else it imports.
 */
export function watchImports(): void {
  if (isWatching) return
  isWatching = true
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  registerHooks({
    resolve: (specifier, context, next) => {
      const room = /^coinswarm\/([a-z-]+)$/.exec(specifier)?.[1]
      if (room === undefined) {
        const resolved = asModule(next(specifier, context))
        remember(context.parentURL, resolved.url)
        return resolved
      }
      if (!publicRooms.includes(room))
        throw new Error(`there is no ${specifier}; there are coinswarm/${publicRooms.join(', ')}`)
      return next(new URL(`../${room}/index.${extension}`, import.meta.url).href, context)
    },
  })
}

/**
 * A file that imports and exports is a module, whatever the `package.json` around it says: that of
 * `npm init` says `commonjs`. Packages are left as they are.
 */
function asModule(resolved: ResolveFnOutput): ResolveFnOutput {
  const { url, format } = resolved
  const isOurs = /^file:.*\.[jt]s$/.test(url) && !url.includes('/node_modules/')
  if (!isOurs || format?.startsWith('module') === true) return resolved
  if (!/^(?:import|export)\b/m.test(fs.readFileSync(fileURLToPath(url), 'utf8'))) return resolved
  return { ...resolved, format: url.endsWith('.ts') ? 'module-typescript' : 'module' }
}

function remember(parent: string | undefined, address: string): void {
  if (parent?.startsWith('file:') !== true || !address.startsWith('file:')) return
  const known = imports.get(parent) ?? new Set()
  imports.set(parent, known.add(address))
}

/**
 * SHA-256 of a strategy file that was loaded and of every file it imports, directly or not: the
 * same code has the same hash wherever it lies. What is imported later, while it runs, is not in
 * it, nor are files that it reads.
 */
export function codeHash(file: string): string {
  const reached = new Set([pathToFileURL(fs.realpathSync(file)).href, pathToFileURL(file).href])
  for (const address of reached) for (const next of imports.get(address) ?? []) reached.add(next)
  const files = new Set([...reached].map((address) => fs.realpathSync(fileURLToPath(address))))
  const hashes = [...files].map((each) => sha256(fs.readFileSync(each)))
  return sha256(hashes.sort().join('\n'))
}
