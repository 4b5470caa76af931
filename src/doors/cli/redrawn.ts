/**
 * Lines that take the place of those before them on a terminal: up, wiped, written anew.
 *
 * @param before - How many lines were drawn last; 0 for none.
 * @param columns - Of the terminal: what is longer is cut, for a line that wraps is two.
 */
export function redrawn(lines: readonly string[], before: number, columns: number): string {
  const up = before > 0 ? `\u001b[${before}A\u001b[J` : ''
  return `${up}${lines.map((line) => `${line.slice(0, columns)}\n`).join('')}`
}
