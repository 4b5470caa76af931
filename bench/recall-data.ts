import { Random } from '../src/base/index.ts'
import type { EntryTags } from '../src/memory/index.ts'

export const dimensions = 384

/** Vectors in one array, as peers read them from a file. */
export type MadeVectors = {
  /** What they are, for a row. */
  readonly name: string
  readonly entries: Float32Array
  readonly queries: Float32Array
}

/** How many of each are made. */
export type MadeCounts = { readonly entries: number; readonly queries: number }

/** Around a thousand centres, as far from them as half of what lies between two of them. */
export function clusteredVectors({ entries, queries }: MadeCounts): MadeVectors {
  const random = Random.fromSeed(20_261_128)
  const clusters = Math.max(10, Math.round(entries / 100))
  const centres = normals(random, clusters)
  const near = (count: number): Float32Array => {
    const made = normals(random, count)
    for (let at = 0; at < made.length; at += dimensions) {
      const centre = dimensions * random.below(clusters)
      for (let i = 0; i < dimensions; i += 1)
        made[at + i] = (centres[centre + i] as number) + 0.5 * (made[at + i] as number)
    }
    return made
  }
  const name = `${clusters} clusters, normal centres of deviation 1, within them 0.5`
  return { name, entries: near(entries), queries: near(queries) }
}

/** Every number normal and independent of all others: nothing is near to anything. */
export function structurelessVectors({ entries, queries }: MadeCounts): MadeVectors {
  const random = Random.fromSeed(20_261_129)
  const name = 'structureless: independent normal numbers'
  return { name, entries: normals(random, entries), queries: normals(random, queries) }
}

/** The vector at `place` of an array of them. */
export function vectorAt(vectors: Float32Array, place: number): Float32Array {
  return vectors.subarray(dimensions * place, dimensions * (place + 1))
}

/** An hour apart, of eighteen instruments, four regimes and twelve agents, three of them each. */
export function tagsAt(place: number): EntryTags {
  return {
    instrument: `instrument ${place % 18}`,
    regime: `regime ${Math.floor(place / 18) % 4}`,
    agents: [0, 1, 2].map((n) => `agent ${(7 * place + 5 * n) % 12}`),
    knownAt: 3_600_000_000 * place,
  }
}

function normals(random: Random, count: number): Float32Array {
  const made = new Float32Array(dimensions * count)
  for (let i = 0; i < made.length; i += 1) made[i] = random.normal()
  return made
}
