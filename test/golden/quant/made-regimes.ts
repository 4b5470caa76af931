import type { Random } from '../../../src/base/index.ts'
import type { HiddenMarkov } from '../../../src/quant/index.ts'

/** Rows of chances that sum to one. */
export function randomRows(rows: number, columns: number, random: Random): Float64Array {
  const shares = Float64Array.from({ length: rows * columns }, () => 0.02 + random.next())
  for (let row = 0; row < rows; row += 1) {
    const own = shares.subarray(row * columns, (row + 1) * columns)
    const total = own.reduce((a, b) => a + b, 0)
    own.forEach((value, i) => {
      own[i] = value / total
    })
  }
  return shares
}

export function gaussianModel(states: number, random: Random): HiddenMarkov {
  return {
    states,
    start: randomRows(1, states, random),
    transition: randomRows(states, states, random),
    emission: {
      kind: 'diagonal-gaussian',
      dimensions: 1,
      means: Float64Array.from({ length: states }, () => random.normal()),
      variances: Float64Array.from({ length: states }, () => 0.2 + random.next()),
    },
  }
}

export function normals(count: number, random: Random): Float64Array {
  return Float64Array.from({ length: count }, () => 2 * random.normal())
}

/** Two regimes that stay: calm and rising, wild and falling. */
export function twoRegimes(count: number, random: Random): Float64Array {
  let isWild = false
  return Float64Array.from({ length: count }, () => {
    if (random.next() < 0.03) isWild = !isWild
    return isWild ? -0.3 + 3 * random.normal() : 0.1 + random.normal()
  })
}
