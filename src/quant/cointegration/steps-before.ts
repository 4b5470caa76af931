/** The step `lag` steps before each step, from the first that has `skip` steps before it. */
export function stepsBefore(series: Float64Array, skip: number, lag: number): Float64Array {
  const count = series.length - 1 - skip
  const steps = new Float64Array(count)
  const from = skip - lag
  for (let i = 0; i < count; i += 1)
    steps[i] = (series[from + i + 1] as number) - (series[from + i] as number)
  return steps
}
