import type { Random } from '../../base/index.ts'

const roundsMax = 20

/**
 * The cluster of each row, by k-means from centres drawn as k-means++ draws them. Columns count
 * alike, each by its own spread. Of centres equally near, the first.
 *
 * @param features - Rows x `width`.
 * @see Arthur and Vassilvitskii, "k-means++", 2007.
 */
export function clusterRows(
  features: Float64Array,
  options: { readonly width: number; readonly clusters: number; readonly random: Random },
): Uint8Array {
  const { width, clusters } = options
  const scaled = scaleColumns(features, width)
  const centres = drawCentres(scaled, options)
  const labels = new Uint8Array(features.length / width)
  for (let round = 0; round < roundsMax; round += 1) {
    if (!assignRows(scaled, centres, width, labels) && round > 0) break
    moveCentres(scaled, centres, labels, width, clusters)
  }
  return labels
}

function scaleColumns(features: Float64Array, width: number): Float64Array {
  const rows = features.length / width
  const scaled = features.slice()
  for (let column = 0; column < width; column += 1) {
    let sum = 0
    let squares = 0
    for (let at = column; at < features.length; at += width) sum += features[at] as number
    const mean = sum / rows
    for (let at = column; at < features.length; at += width) {
      const gap = (features[at] as number) - mean
      squares += gap * gap
    }
    const deviation = Math.sqrt(squares / rows)
    for (let at = column; at < features.length; at += width)
      scaled[at] = deviation > 0 ? ((features[at] as number) - mean) / deviation : 0
  }
  return scaled
}

/** The first by chance, each further one with a chance that grows as its squared distance. */
function drawCentres(
  scaled: Float64Array,
  options: { readonly width: number; readonly clusters: number; readonly random: Random },
): Float64Array {
  const { width, clusters, random } = options
  const rows = scaled.length / width
  const centres = new Float64Array(clusters * width)
  const nearest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY)
  let row = random.below(rows)
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    centres.set(scaled.subarray(row * width, (row + 1) * width), cluster * width)
    let total = 0
    for (let t = 0; t < rows; t += 1) {
      const distance = squaredDistance(scaled, t * width, centres, cluster * width, width)
      nearest[t] = Math.min(nearest[t] as number, distance)
      total += nearest[t] as number
    }
    let left = random.next() * total
    row = 0
    while (row < rows - 1 && left >= (nearest[row] as number)) {
      left -= nearest[row] as number
      row += 1
    }
  }
  return centres
}

function squaredDistance(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  width: number,
): number {
  let sum = 0
  for (let column = 0; column < width; column += 1) {
    const gap = (a[atA + column] as number) - (b[atB + column] as number)
    sum += gap * gap
  }
  return sum
}

/** @returns Whether any row changed its cluster. */
function assignRows(
  scaled: Float64Array,
  centres: Float64Array,
  width: number,
  labels: Uint8Array,
): boolean {
  let hasChanged = false
  for (let t = 0; t < labels.length; t += 1) {
    let label = 0
    let least = Number.POSITIVE_INFINITY
    for (let cluster = 0; cluster * width < centres.length; cluster += 1) {
      const distance = squaredDistance(scaled, t * width, centres, cluster * width, width)
      if (distance < least) {
        least = distance
        label = cluster
      }
    }
    if (labels[t] !== label) hasChanged = true
    labels[t] = label
  }
  return hasChanged
}

/** A cluster without rows keeps its centre. */
function moveCentres(
  scaled: Float64Array,
  centres: Float64Array,
  labels: Uint8Array,
  width: number,
  clusters: number,
): void {
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const sum = new Float64Array(width)
    let count = 0
    for (let t = 0; t < labels.length; t += 1) {
      if (labels[t] !== cluster) continue
      count += 1
      for (let column = 0; column < width; column += 1)
        sum[column] = (sum[column] as number) + (scaled[t * width + column] as number)
    }
    if (count > 0)
      centres.set(
        sum.map((total) => total / count),
        cluster * width,
      )
  }
}
