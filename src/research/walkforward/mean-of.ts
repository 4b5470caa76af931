/** Mean of figures; `undefined` unless all are there, for the others would stand for it. */
export function meanOf(figures: readonly (number | null | undefined)[]): number | undefined {
  let sum = 0
  for (const figure of figures) {
    if (figure === undefined || figure === null) return undefined
    sum += figure
  }
  return figures.length === 0 ? undefined : sum / figures.length
}
