import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Where what was measured is kept, so that a run that was broken off goes on. */
const folder = path.join('coverage', 'figures')

/** What is on record under `name` for the same code. */
export function onRecord<T extends { readonly code: string }>(
  name: string,
  code: string,
): T | undefined {
  const file = fileOf(name)
  if (!existsSync(file)) return undefined
  const kept = JSON.parse(readFileSync(file, 'utf8')) as T
  return kept.code === code ? kept : undefined
}

export function putOnRecord(name: string, measured: { readonly code: string }): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(name), `${JSON.stringify(measured, undefined, 2)}\n`)
}

function fileOf(name: string): string {
  return path.join(folder, `${name.replaceAll(/[^a-z0-9.]+/gi, '-')}.json`)
}
