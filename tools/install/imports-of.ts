import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Relative imports of programs and types in an unpacked package that lead to no file in it, as
 * `file: import`. Types are followed from what the package exports; programs are all looked at.
 */
export function lostImports(root: string, files: readonly string[]): readonly string[] {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly types: string }>>
  }
  const todo = files.filter((file) => /\.m?js$/.test(file) && !file.startsWith('web/'))
  for (const entry of Object.values(manifest.exports))
    if (typeof entry !== 'string') todo.push(path.normalize(entry.types))
  const seen = new Set(todo)
  const lost: string[] = []
  for (const file of todo)
    for (const target of relativeImports(readFileSync(path.join(root, file), 'utf8'))) {
      const found = resolved(file, target)
      if (!existsSync(path.join(root, found))) lost.push(`${file}: ${target}`)
      else if (!seen.has(found)) todo.push(found)
      seen.add(found)
    }
  return lost
}

function relativeImports(text: string): readonly string[] {
  const pattern =
    /(?:\bfrom|\bimport|\bimport\(|new URL\()\s*['"](\.{1,2}\/[^'"]+\.[mc]?[jt]s)['"]/g
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}

/** Types say `./agent.ts`, and the types of that file are `agent.d.ts`. */
function resolved(file: string, target: string): string {
  const found = path.join(path.dirname(file), target)
  return /\.d\.m?ts$/.test(file) ? found.replace(/(?<!\.d)\.(ts|js)$/, '.d.ts') : found
}
