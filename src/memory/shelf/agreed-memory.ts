import { createHash } from 'node:crypto'
import type { MemoryAgreed } from '../../domain/index.ts'

/** What may be gone by, as managers agreed on it and a journal tells. */
export class AgreedMemory {
  readonly #proposals = new Set<string>()
  readonly #patterns = new Set<string>()
  readonly #lessons = new Set<string>()

  /** Whether a proposal, by its hash, was done already. */
  knows(proposal: string): boolean {
    return this.#proposals.has(proposal)
  }

  /** How many were done. */
  get count(): number {
    return this.#proposals.size
  }

  /** Names of the patterns that may be gone by. */
  get patterns(): ReadonlySet<string> {
    return this.#patterns
  }

  /** Of lessons, as `lessonHash` has them. */
  get lessons(): ReadonlySet<string> {
    return this.#lessons
  }

  take({ change, subject, proposal }: MemoryAgreed): void {
    this.#proposals.add(proposal)
    const known = change.endsWith('pattern') ? this.#patterns : this.#lessons
    if (change.startsWith('deprecate')) known.delete(subject)
    else known.add(subject)
  }
}

/** What managers know a lesson by: SHA-256 of its name, in hex. */
export function lessonHash(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}
