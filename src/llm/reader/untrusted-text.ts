import type { Micros } from '../../domain/index.ts'

/** Words of a stranger, with what we know of them ourselves. */
export type UntrustedText = {
  /**
   * Who says it, by a name the settings give it. What one publisher says in two places is one
   * source: two that agree are taken for two witnesses.
   */
  readonly source: string
  /** The coin whose feed it came by. The settings say so, never the words. */
  readonly coin: string
  /** When it could first be known. */
  readonly tsInit: Micros
  readonly text: string
}

/** Longest text that is shown to a model, in units of UTF-16. */
const lengthMax = 600

/** What is not seen, steers a terminal, or turns text round; all that a code point can hide in. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\u115f\u1160\u3164\uffa0]+|\p{M}{3,}/gu

/** The words as a person would read them: one line, look-alike forms folded, nothing unseen. */
export function visibleText(text: string): string {
  const folded = text
    .slice(0, 8 * lengthMax)
    .toWellFormed()
    .normalize('NFKC')
  const line = folded.replace(unseen, ' ').replace(/\s+/g, ' ').trim()
  return line.slice(0, lengthMax).toWellFormed()
}
