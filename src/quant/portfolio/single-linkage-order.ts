import type { Matrix } from '../matrix/index.ts'

/** An edge of the spanning tree. */
type Edge = { readonly from: number; readonly to: number; readonly length: number }

/** A leaf, or two subtrees; ids number the leaves first, then the joins in their order. */
type Tree = { readonly id: number; readonly leaves: readonly number[] }

/**
 * The leaves of a single-linkage tree from left to right; in each join the older part is left. Ties
 * are joined in the order Prim's tree from leaf 0 meets them.
 *
 * @see scipy 1.17.1 `cluster.hierarchy.linkage(method="single")`, which orders alike.
 */
export function singleLinkageOrder(distances: Matrix): readonly number[] {
  const edges = spanningTree(distances).sort((a, b) => a.length - b.length)
  const size = distances.rows
  const trees: Tree[] = Array.from({ length: size }, (_, id) => ({ id, leaves: [id] }))
  let whole: readonly number[] = trees[0]?.leaves ?? []
  edges.forEach((edge, step) => {
    const [one, other] = [trees[edge.from], trees[edge.to]]
    if (one === undefined || other === undefined) return
    const [left, right] = one.id < other.id ? [one, other] : [other, one]
    whole = [...left.leaves, ...right.leaves]
    const joined = { id: size + step, leaves: whole }
    for (const leaf of whole) trees[leaf] = joined
  })
  return whole
}

/** Prim's tree: always the unreached leaf nearest to the one reached last, or before. */
function spanningTree(distances: Matrix): Edge[] {
  const size = distances.rows
  const nearest = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  const isReached = new Uint8Array(size)
  const edges: Edge[] = []
  let at = 0
  while (edges.length < size - 1) {
    isReached[at] = 1
    let next = -1
    for (let i = 0; i < size; i += 1) {
      if (isReached[i] === 1) continue
      nearest[i] = Math.min(nearest[i] as number, distances.values[at * size + i] as number)
      if (next < 0 || (nearest[i] as number) < (nearest[next] as number)) next = i
    }
    edges.push({ from: at, to: next, length: nearest[next] as number })
    at = next
  }
  return edges
}
