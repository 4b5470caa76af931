import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Where what was measured is kept, so that a run that was broken off goes on. */
const folder = path.join('coverage', 'figures')

/** What is on record under `name` for the same code; `undefined` for nothing. */
export function recorded(name: string, code: string): unknown {
  const file = fileOf(name)
  if (!existsSync(file)) return undefined
  const known = JSON.parse(readFileSync(file, 'utf8')) as { code: string; measured: unknown }
  return known.code === code ? known.measured : undefined
}

/** The same, or what `measure` gives, put on record. */
export async function kept<T>(name: string, code: string, measure: () => Promise<T>): Promise<T> {
  const known = recorded(name, code) as T | undefined
  if (known !== undefined) return known
  const measured = await measure()
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(name), `${JSON.stringify({ code, measured }, undefined, 2)}\n`)
  return measured
}

function fileOf(name: string): string {
  return path.join(folder, `${name.replaceAll(/[^a-z0-9.]+/gi, '-')}.json`)
}
