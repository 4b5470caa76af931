import { numberText } from '../format/number-text.ts'

/** `$0.0412`, `$3.20`. @param micro - Millionths of a US dollar. */
export function dollarText(micro: number): string {
  const dollars = micro / 1e6
  return `$${numberText(dollars, dollars === 0 || dollars >= 1 ? 2 : 4)}`
}
