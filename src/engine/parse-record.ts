import { declined, type Json, nearest, ok, type Result } from '../base/index.ts'

/** What a record of settings is made of. */
export type Settings = Readonly<Record<string, number | boolean>>

/**
 * A record that has exactly the keys of `like`, each of its kind; numbers are finite and not below
 * 0. Whatever is missing, foreign or no number is declined by its name: nobody may take a limit for
 * one that it is not.
 *
 * @param name - Of the record, for the sentence.
 * @param fallback - Stands for keys that are not there; without one all of them must be.
 */
export function parseRecord<T extends Settings>(
  name: string,
  json: Json | undefined,
  like: T,
  fallback: Partial<T> = {},
): Result<T> {
  if (!isRecord(json)) return declined(`${name} is missing or is no table`)
  const foreign = Object.keys(json).find((key) => !Object.hasOwn(like, key))
  if (foreign !== undefined) return declined(foreignText(name, foreign, Object.keys(like)))
  const given: Readonly<Record<string, Json | undefined>> = { ...fallback, ...json }
  for (const [key, sample] of Object.entries(like)) {
    const value = given[key]
    if (value === undefined) return declined(`${name}.${key} is missing`)
    if (!isLike(value, sample)) return declined(kindText(`${name}.${key}`, value, sample))
  }
  // Every key of `like` is there, and of its kind.
  return ok(given as T)
}

export function isRecord(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

/** Finite, and not below 0. */
function isLike(value: Json, sample: number | boolean): boolean {
  if (typeof sample === 'boolean') return typeof value === 'boolean'
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY
}

function kindText(name: string, value: Json, sample: number | boolean): string {
  const kind = typeof sample === 'boolean' ? 'true or false' : 'a number from 0 up'
  // JSON would show what is no number as null.
  const was = typeof value === 'number' ? String(value) : JSON.stringify(value)
  return `${name} must be ${kind}, was ${was}`
}

function foreignText(name: string, key: string, known: readonly string[]): string {
  const guess = nearest(key, known)
  const hint = guess === undefined ? '' : `; did you mean ${guess}?`
  return `${name}.${key} is not known to this version${hint}`
}
