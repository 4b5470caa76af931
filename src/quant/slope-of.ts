import { mean } from './moments.ts'

/** The least-squares line of y on x; `undefined` when all x are equal. */
export function slopeOf(
  x: Float64Array,
  y: Float64Array,
): { readonly intercept: number; readonly slope: number } | undefined {
  const xMean = mean(x)
  const yMean = mean(y)
  if (xMean === undefined || yMean === undefined) return undefined
  let xx = 0
  let xy = 0
  for (let i = 0; i < x.length; i += 1) {
    const gap = (x[i] as number) - xMean
    xx += gap * gap
    xy += gap * ((y[i] as number) - yMean)
  }
  if (!(xx > 0)) return undefined
  const slope = xy / xx
  return { intercept: yMean - slope * xMean, slope }
}
