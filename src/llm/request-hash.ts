import { createHash } from 'node:crypto'
import { canonicalJson } from '../base/index.ts'
import type { ModelRequest } from './model-port.ts'

/**
 * What a request is known by: SHA-256 of all that the model is told and bound by, as 64 hex digits.
 * How long an answer may be kept is no part of it, nor is the model: records of one can be held
 * against another.
 */
export function requestHash(request: ModelRequest): string {
  const { purpose, system, prompt, schema, maxTokens } = request
  const told = { purpose, system, prompt, maxTokens, ...(schema !== undefined && { schema }) }
  return createHash('sha256').update(canonicalJson(told)).digest('hex')
}
