import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Canary } from './canary-search.ts'
import { CanarySearch } from './canary-search.ts'
import { searchFolder, type Searched, secretsUnder, usualCanaries } from './canary-files.ts'

/**
 * Around all tests: gives them a folder of their own for what they make, and looks through all of
 * it at the end. @returns What ends the run as failed when a secret stands where it must not.
 */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'coinswarm-suite-'))
  const { TMPDIR } = process.env
  Object.assign(process.env, { CANARY_SUITE: folder, TMPDIR: folder })
  return () => {
    try {
      report(searchSuite(folder))
    } finally {
      rmSync(folder, { recursive: true, force: true })
      Reflect.deleteProperty(process.env, 'CANARY_SUITE')
      if (TMPDIR === undefined) Reflect.deleteProperty(process.env, 'TMPDIR')
      else process.env['TMPDIR'] = TMPDIR
    }
  }
}

type Found = Searched & { readonly ms: number; readonly chunks: number }
type Logged = Searched & { readonly ms: number; readonly secrets: readonly string[] }

function searchSuite(folder: string): Found {
  const start = performance.now()
  const logged = readdirSync(folder)
    .filter((name) => name.endsWith('.log') && name.startsWith('produced-'))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'))
    .map((line): Logged => JSON.parse(line))
  const made = logged.flatMap(({ secrets }) => secrets)
  const canaries: readonly Canary[] = [
    ...usualCanaries(),
    ...secretsUnder(folder),
    ...made.map((hex) => ({ name: `made ${hex.slice(0, 4)}`, bytes: Buffer.from(hex, 'hex') })),
  ]
  // The log of what was thrown away names the secrets that desks made.
  for (const name of readdirSync(folder))
    if (name.startsWith('produced-') && name.endsWith('.log')) rmSync(path.join(folder, name))
  const rest = existsSync(folder)
    ? searchFolder(folder, canaries)
    : { files: 0, bytes: 0, leaks: [] }
  const all = [rest, ...logged]
  return {
    files: all.reduce((sum, { files }) => sum + files, 0),
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    leaks: all.flatMap(({ leaks }) => leaks),
    ms: logged.reduce((sum, { ms }) => sum + ms, performance.now() - start),
    chunks: new CanarySearch(canaries).size,
  }
}

function report({ files, bytes, leaks, ms, chunks }: Found): void {
  const what = `${files} files, ${(bytes / 1e6).toFixed(1)} MB, for ${chunks} pieces of secrets`
  process.stdout.write(`\nSecrets: looked through ${what} in ${(ms / 1_000).toFixed(1)} s\n`)
  if (leaks.length === 0) return
  for (const leak of leaks.slice(0, 50)) process.stdout.write(`LEAK ${leak}\n`)
  throw new Error(`${leaks.length} secrets stand where they must not; see above`)
}
