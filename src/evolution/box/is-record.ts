import type { Json } from '../../base/index.ts'

/** Whether `value` is an object with names. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
