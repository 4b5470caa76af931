import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Where what was measured is kept, so that a run that was broken off goes on. */
const folder = path.join('coverage', 'figures')

/** What is on record under `name` for the same code, or what `measure` gives, put on record. */
export async function kept<T>(name: string, code: string, measure: () => Promise<T>): Promise<T> {
  const file = path.join(folder, `${name.replaceAll(/[^a-z0-9.]+/gi, '-')}.json`)
  if (existsSync(file)) {
    const known = JSON.parse(readFileSync(file, 'utf8')) as { code: string; measured: T }
    if (known.code === code) return known.measured
  }
  const measured = await measure()
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify({ code, measured }, undefined, 2)}\n`)
  return measured
}
