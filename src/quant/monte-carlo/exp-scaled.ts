const parts = 64
const log2 = Math.LN2
/** log 2 / 64 in two pieces: the first has zeros at its end, so that times a count it is exact. */
const stepHigh = 0.010830424696223417
const stepLow = 2.572804622327669e-14
const exponentMin = -1_020

/** 2^(j / 64). */
const roots = Float64Array.from({ length: parts }, (_, j) => Math.exp((j * log2) / parts))
const powers = powersOfTwo()

/**
 * Replaces each value `x` from `from` up to `to` by `scale` times e to the `x`: a table of 64 roots
 * of 2 and a short polynomial. Faster than a call of Math.exp for each, and within 8e-16 of it.
 *
 * @see Tang, "Table-driven implementation of the exponential function", 1989.
 */
export function expScaled(values: Float64Array, from: number, to: number, scale: number): void {
  for (let i = from; i < to; i += 1) {
    const x = values[i] as number
    if (!(x > -700 && x < 700)) {
      values[i] = scale * Math.exp(x)
      continue
    }
    const count = Math.floor(x * (parts / log2) + 0.5)
    const rest = x - count * stepHigh - count * stepLow
    const square = rest * rest
    const more = rest + square * (0.5 + rest * (1 / 6) + square * (1 / 24 + rest * (1 / 120)))
    const root = roots[count & (parts - 1)] as number
    values[i] = scale * (powers[(count >> 6) - exponentMin] as number) * (root + root * more)
  }
}

function powersOfTwo(): Float64Array {
  const values = new Float64Array(2 * -exponentMin)
  for (let i = 0, up = 1, down = 1; i < -exponentMin; i += 1, up *= 2, down /= 2) {
    values[-exponentMin + i] = up
    values[-exponentMin - i] = down
  }
  return values
}
