import type { Random } from './random.ts'

/** Numbers in a row that can be written over. */
type Row = { readonly length: number; [index: number]: number }

/**
 * Puts a row into random order, every order alike.
 *
 * @see Fisher and Yates 1938; Durstenfeld 1964.
 */
export function shuffle(values: Row, random: Random): void {
  for (let i = values.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    const kept = values[i] as number
    values[i] = values[j] as number
    values[j] = kept
  }
}
