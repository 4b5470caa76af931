import { failsUnder } from './coverage.ts'

export function percent(share: number, digits = 2): string {
  return `${(100 * share).toFixed(digits)} %`
}

/** A chance, bold where the test has failed. */
export function chance(probability: number): string {
  const text = probability.toFixed(3)
  return probability < failsUnder ? `**${text}**` : text
}
