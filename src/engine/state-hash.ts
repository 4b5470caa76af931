import { createHash } from 'node:crypto'
import { canonicalJson } from '../base/index.ts'
import type { Desk } from './desk.ts'

/** SHA-256 of everything the desk remembers. */
export function stateHash(desk: Desk): string {
  return createHash('sha256').update(canonicalJson(desk.save())).digest('hex')
}
