/** Standard errors of shape and scale. */
export type GeneralisedParetoErrors = {
  readonly shapeError: number | undefined
  readonly scaleError: number | undefined
}

/** Second derivatives of minus the log-likelihood. */
type Information = { readonly shape: number; readonly scale: number; readonly both: number }

/**
 * Standard errors from the observed information, the matrix of second derivatives at the maximum.
 *
 * @returns `undefined` for a shape of -1/2 or less, where likelihood theory does not hold.
 */
export function generalisedParetoErrors(
  excesses: Float64Array,
  law: { readonly shape: number; readonly scale: number },
): GeneralisedParetoErrors {
  const { shape, scale, both } = information(excesses, law.shape, law.scale)
  const determinant = shape * scale - both * both
  if (law.shape <= -0.5 || !(determinant > 0 && shape > 0))
    return { shapeError: undefined, scaleError: undefined }
  return {
    shapeError: Math.sqrt(scale / determinant),
    scaleError: Math.sqrt(shape / determinant),
  }
}

function information(excesses: Float64Array, shape: number, scale: number): Information {
  let [shapes, scales, both] = [0, 0, 0]
  for (let i = 0; i < excesses.length; i += 1) {
    const z = (excesses[i] as number) / scale
    const y = 1 + shape * z
    const share = z / y
    shapes -= z * z * z * cubic(shape * z) + share * share
    scales -= (1 - (1 + shape) * share * ((2 + shape * z) / y)) / (scale * scale)
    both -= (share - (1 + shape) * share * (z / y)) / scale
  }
  return { shape: shapes, scale: scales, both }
}

/** (-2 log(1 + w) + 2 w / (1 + w) + w^2 / (1 + w)^2) / w^3, which is -2/3 at 0. */
function cubic(w: number): number {
  if (Math.abs(w) > 0.05) {
    const share = w / (1 + w)
    return (-2 * Math.log1p(w) + 2 * share + share * share) / (w * w * w)
  }
  let sum = 0
  let term = -1
  for (let k = 3; k < 18; k += 1) {
    sum += (term * (k - 1) * (k - 2)) / k
    term *= -w
  }
  return sum
}
