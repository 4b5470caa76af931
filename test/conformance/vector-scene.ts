import fc from 'fast-check'
import { defined, Random } from '../../src/base/index.ts'
import { type EntryFilter, type EntryTags, VectorIndex } from '../../src/memory/index.ts'

/** Numbers in a vector. */
export const length: number = 384

export type Entry = { readonly id: number; readonly vector: Float32Array; readonly tags: EntryTags }

export type Kind =
  | ('structureless' | 'clustered' | 'nearly equal' | 'duplicate' | 'zero')
  | ('huge' | 'tiny' | 'spiked' | 'whole' | 'scaled')
export const kindNames: readonly Kind[] = [
  ...(['structureless', 'clustered', 'nearly equal', 'duplicate', 'zero'] as const),
  ...(['huge', 'tiny', 'spiked', 'whole', 'scaled'] as const),
]

/** Ways of making vectors, each with something that could lead a search astray. */
export const kinds: Readonly<Record<Kind, (random: Random, seed: number) => Float32Array>> = {
  structureless: (random: Random) => Float32Array.from({ length }, () => random.normal()),
  clustered: (random: Random, seed: number) => near(centre(seed, random.below(5)), random, 0.1),
  /** So near to one another that their codes say nothing of who is nearest. */
  'nearly equal': (random: Random, seed: number) => near(centre(seed, 0), random, 1e-4),
  duplicate: (random: Random, seed: number) => Float32Array.from(centre(seed, random.below(3))),
  zero: () => new Float32Array(length),
  huge: (random: Random) => Float32Array.from({ length }, () => random.normal() * 5e37),
  tiny: (random: Random) => Float32Array.from({ length }, () => random.normal() * 1e-41),
  /** One number takes all codes, and the rest is nothing to them. */
  spiked: (random: Random, seed: number) =>
    near(new Float32Array(length), random, 0.01).fill(1 + random.next(), seed % 9, (seed % 9) + 1),
  /** As its codes say to the last digit, so that only the query's are rounded; nearly equal. */
  whole: (random: Random, seed: number) => {
    const made = centre(seed, 2).map((number) => Math.round(20 * number))
    made[0] = 127
    made[1 + random.below(length - 1)] = random.below(3) - 1
    return made
  },
  /** Of one direction, whatever the length. */
  scaled: (random: Random, seed: number) => {
    const factor = 1 + random.below(7)
    return centre(seed, 1).map((number) => number * factor)
  },
}

export function centre(seed: number, number: number): Float32Array {
  const random = Random.fromSeed(1_000 * seed + number)
  return Float32Array.from({ length }, () => random.normal())
}

function near(middle: Float32Array, random: Random, width: number): Float32Array {
  return middle.map((number) => number + width * random.normal())
}

export function tagsOf(random: Random): EntryTags {
  return {
    instrument: ['BTC-USD.KRAKEN', 'ETH-USD.KRAKEN', 'SOL-USD.KRAKEN'][random.below(3)] ?? '',
    regime: ['calm', 'wild'][random.below(2)] ?? '',
    agents: ['trend', 'cross', 'miner'].filter(() => random.below(2) === 0),
    knownAt: 1_000 * random.below(100),
  }
}

export function entriesOf(seed: number, count: number, some: readonly Kind[]): Entry[] {
  const random = Random.fromSeed(seed)
  // Ids in another order than they come in.
  return Array.from({ length: count }, (_, n) => {
    const kind = kinds[some[random.below(some.length)] ?? 'structureless']
    return { id: (n * 7_919) % 10_007, vector: kind(random, seed), tags: tagsOf(random) }
  })
}

export function indexOf(
  entries: readonly Entry[],
  index: VectorIndex = new VectorIndex(1),
): VectorIndex {
  for (const { id, vector, tags } of entries) index.add(id, vector, tags)
  return index
}

/** Cosine in doubles, summed in the order the index names. */
function cosine(a: Float32Array, b: Float32Array): number {
  const sums = new Float64Array(8)
  let [squaresA, squaresB] = [0, 0]
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [defined(a[i], 'a number'), defined(b[i], 'a number')]
    sums[i % 8] = defined(sums[i % 8], 'a sum') + x * y
    squaresA += x * x
    squaresB += y * y
  }
  if (squaresA === 0 || squaresB === 0) return 0
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0] = sums
  const sum = s0 + s2 + (s4 + s6) + (s1 + s3 + (s5 + s7))
  const product = sum * ((1 / Math.sqrt(squaresA)) * (1 / Math.sqrt(squaresB)))
  return Math.max(-1, Math.min(1, product)) + 0
}

export function meets(
  { instrument, regime, agents, knownAt }: EntryTags,
  filter: EntryFilter,
): boolean {
  return (
    (filter.instrument ?? instrument) === instrument &&
    (filter.regime ?? regime) === regime &&
    (filter.agent === undefined || agents.includes(filter.agent)) &&
    knownAt < (filter.asOf ?? Infinity) &&
    knownAt >= (filter.from ?? -Infinity) &&
    knownAt < (filter.to ?? Infinity)
  )
}

export function bruteForce(
  entries: readonly Entry[],
  query: Float32Array,
  k: number,
  filter: EntryFilter = {},
): object[] {
  return entries
    .filter(({ tags }) => meets(tags, filter))
    .map(({ id, vector }) => ({ id, similarity: cosine(query, vector) }))
    .sort((a, b) => b.similarity - a.similarity || a.id - b.id)
    .slice(0, k)
}

export const someKinds: fc.Arbitrary<Kind[]> = fc.uniqueArray(fc.constantFrom(...kindNames), {
  minLength: 1,
  maxLength: 3,
})
export const someFilter: fc.Arbitrary<EntryFilter> = fc.record(
  {
    instrument: fc.constantFrom('BTC-USD.KRAKEN', 'ETH-USD.KRAKEN', 'none.such'),
    regime: fc.constantFrom('calm', 'wild', 'unknown'),
    agent: fc.constantFrom('trend', 'cross', 'nobody'),
    asOf: fc.integer({ min: 0, max: 100 }).map((n) => 1_000 * n),
    from: fc.integer({ min: 0, max: 50 }).map((n) => 1_000 * n),
    to: fc.integer({ min: 0, max: 100 }).map((n) => 1_000 * n),
  },
  { requiredKeys: [] },
)
