import { declined, ok, type Result } from '../../base/index.ts'

const depthMax = 16
const poison = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * JSON from a stranger. Declines what is not JSON, what nests deeper than 16, and keys that reach
 * into an object's machinery.
 */
export function parseBoundedJson(text: string): Result<unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return declined('the body is not JSON')
  }
  const fault = faultIn(value, 1)
  return fault === undefined ? ok(value) : declined(fault)
}

function faultIn(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > depthMax) return `the body nests deeper than ${depthMax}`
  for (const [key, inner] of Object.entries(value)) {
    if (poison.has(key)) return `the key '${key}' is not allowed`
    const fault = faultIn(inner, depth + 1)
    if (fault !== undefined) return fault
  }
  return undefined
}
