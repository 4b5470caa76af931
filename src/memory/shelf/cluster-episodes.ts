import { dimensions } from '../episode/embedding-layout.ts'
import type { Episode } from '../episode/episode.ts'

/** Cosine to the middle of a cluster from which on a moment belongs to it. */
const alikeMin = 0.6
/** Clusters of one side at most: what comes after joins the nearest. */
const clustersMax = 64

type Side = 1 | -1
type Cluster = { readonly sum: Float64Array; readonly episodes: Episode[] }

/**
 * Episodes whose moments are alike, put together: each, in the order in which it became known,
 * joins the cluster whose middle it is nearest to, or begins one. So what comes later moves nothing
 * that was put before. Linear in episodes times clusters.
 */
export class EpisodeClusters {
  readonly #sides: Readonly<Record<'long' | 'short', Cluster[]>> = { long: [], short: [] }

  /** Largest first; of equals the one that began first. */
  get all(): readonly (readonly Episode[])[] {
    const { long, short } = this.#sides
    const all = [...long, ...short].map(({ episodes }) => episodes)
    return all.toSorted((a, b) => b.length - a.length || (a[0]?.id ?? 0) - (b[0]?.id ?? 0))
  }

  add(episode: Episode): void {
    const clusters = this.#of(episode.side)
    const near = nearestOf(clusters, episode.vector)
    const isFull = clusters.length >= clustersMax
    if (near !== undefined && (near.likeness >= alikeMin || isFull)) join(near.cluster, episode)
    else clusters.push(join({ sum: new Float64Array(dimensions), episodes: [] }, episode))
  }

  /** Those that a moment is alike to; `undefined` where it is like none. */
  alike(vector: Float32Array, side: Side): readonly Episode[] | undefined {
    const near = nearestOf(this.#of(side), vector)
    return near === undefined || near.likeness < alikeMin ? undefined : near.cluster.episodes
  }

  #of(side: Side): Cluster[] {
    return side > 0 ? this.#sides.long : this.#sides.short
  }
}

/** @returns Largest first; of equals the one that began first. */
export function clusterEpisodes(episodes: readonly Episode[]): readonly (readonly Episode[])[] {
  const clusters = new EpisodeClusters()
  for (const episode of episodes) clusters.add(episode)
  return clusters.all
}

function nearestOf(
  clusters: readonly Cluster[],
  vector: Float32Array,
): { readonly cluster: Cluster; readonly likeness: number } | undefined {
  let best: { cluster: Cluster; likeness: number } | undefined
  const length = Math.sqrt(dot(vector, vector))
  for (const cluster of clusters) {
    const scale = length * Math.sqrt(dot(cluster.sum, cluster.sum))
    const likeness = scale > 0 ? dot(cluster.sum, vector) / scale : 0
    if (best === undefined || likeness > best.likeness) best = { cluster, likeness }
  }
  return best
}

function join(cluster: Cluster, episode: Episode): Cluster {
  const { sum } = cluster
  for (let i = 0; i < dimensions; i += 1) sum[i] = Number(sum[i]) + Number(episode.vector[i])
  cluster.episodes.push(episode)
  return cluster
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < dimensions; i += 1) sum += (a[i] as number) * (b[i] as number)
  return sum
}
