import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Canary, CanarySearch, type Leak } from './canary-search.ts'
import { canaryNames, keyOf, secretOf } from './canaries.ts'

/** Files that hold a secret because that is what they are for: nobody else may read them. */
const legitimate: ReadonlyMap<string, string> = new Map([
  ['passphrase', 'a passphrase is read from a file'],
  ['page-secret', 'sessions of the page outlive a restart'],
  ['keys', 'keys of a rehearsal are read from a file'],
])

/** What was looked at, and what was found. */
export type Searched = { readonly files: number; readonly bytes: number; readonly leaks: string[] }

export function usualCanaries(): readonly Canary[] {
  return canaryNames.flatMap((name) => [
    { name: `secret ${name}`, bytes: Buffer.from(secretOf(name)) },
    { name: `key ${name}`, bytes: Buffer.from(keyOf(name)) },
  ])
}

/** Secrets that desks made for themselves under a folder. */
export function secretsUnder(folder: string): readonly Canary[] {
  return filesUnder(folder)
    .filter((file) => path.basename(file) === 'page-secret')
    .map((file) => readFileSync(file, 'utf8').trim())
    .filter((text) => /^[0-9a-f]{64}$/.test(text))
    .map((text) => ({ name: `made ${text.slice(0, 4)}`, bytes: Buffer.from(text, 'hex') }))
}

/** Looks for secrets in every file under a folder; in what is compressed by gzip too. */
export function searchFolder(folder: string, canaries: readonly Canary[]): Searched {
  const search = new CanarySearch(canaries)
  const leaks: string[] = []
  let files = 0
  let bytes = 0
  for (const file of filesUnder(folder)) {
    const content = readOrNothing(file)
    if (content === undefined) continue
    files += 1
    bytes += content.length
    const found = search.find(content)
    if (found.length > 0 && !isLegitimate(file)) leaks.push(...found.map(sayLeak(file)))
  }
  return { files, bytes, leaks }
}

function sayLeak(file: string): (leak: Leak) => string {
  return ({ name, form, at }) => `${file}, byte ${at}: ${name}, ${form}`
}

/** Whether a file may hold a secret, and nobody but its owner may read it. */
function isLegitimate(file: string): boolean {
  return legitimate.has(path.basename(file)) && (statSync(file).mode & 0o077) === 0
}

function filesUnder(folder: string): readonly string[] {
  try {
    // Not recursive by itself: Node follows links, which lead out of what was produced.
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) return filesUnder(file)
      return entry.isFile() ? [file] : []
    })
  } catch {
    // Somebody took it away meanwhile.
    return []
  }
}

function readOrNothing(file: string): Buffer | undefined {
  try {
    const content = readFileSync(file)
    return file.endsWith('.gz') ? Buffer.concat([content, gunzipSync(content)]) : content
  } catch {
    return undefined
  }
}
