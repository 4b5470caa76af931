import { z } from 'zod'

/** What one setting may be. */
export type SettingRule<T> = {
  readonly fallback: T
  readonly schema: z.ZodType<T>
  /** Completes "must be …". */
  readonly expects: string
  /** For `docs/configuration.md`: one sentence. */
  readonly meaning: string
}

type Bounds = { readonly min?: number; readonly above?: number; readonly max: number }

export function number(fallback: number, bounds: Bounds, meaning: string): SettingRule<number> {
  const { above, max } = bounds
  const schema = z.number().max(max)
  if (above !== undefined)
    return {
      fallback,
      schema: schema.gt(above),
      expects: `a number above ${above} and at most ${max}`,
      meaning,
    }
  const min = bounds.min ?? 0
  return { fallback, schema: schema.min(min), expects: `a number from ${min} to ${max}`, meaning }
}

export function share(fallback: number, meaning: string): SettingRule<number> {
  return number(fallback, { above: 0, max: 1 }, meaning)
}

export function whole(
  fallback: number,
  min: number,
  max: number,
  meaning: string,
): SettingRule<number> {
  const schema = z.int().min(min).max(max)
  return { fallback, schema, expects: `a whole number from ${min} to ${max}`, meaning }
}

export function flag(fallback: boolean, meaning: string): SettingRule<boolean> {
  return { fallback, schema: z.boolean(), expects: 'true or false', meaning }
}
