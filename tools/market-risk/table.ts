import { failsUnder } from './coverage.ts'

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line), ''].join('\n')
}

export function percent(share: number, digits = 2): string {
  return `${(100 * share).toFixed(digits)} %`
}

/** A chance, bold where the test has failed. */
export function chance(probability: number): string {
  const text = probability.toFixed(3)
  return probability < failsUnder ? `**${text}**` : text
}
