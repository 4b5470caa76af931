import { expect, it } from 'vitest'
import { runGateway } from './gateway-run.ts'
import { simulateSeeds } from './gateway-seeds.ts'

/** Puts a bug in and gives the way to take it out again. */
export type Plant = () => () => void

/** Replaces a method for a while. */
export function patch<Of extends object, Name extends keyof Of>(
  of: Of,
  name: Name,
  made: (was: Of[Name]) => Of[Name],
): () => void {
  const was = of[name]
  of[name] = made(was)
  return () => {
    of[name] = was
  }
}

/** Seeds that are tried for one bug. */
const most = 40

/** Seeds that are tried without a bug, where the suite does not run them anyway. */
const soundSeeds = 5

/** Whether something promised does not hold in a seed; throwing counts as that, too. */
export type Search = (seed: number) => boolean | Promise<boolean>

const wholeDesk: Search = async (seed) => (await simulateSeeds(seed, 1)).violations.length > 0

/** The same of a desk with one agent, to which nobody comes: more seeds in the same time. */
export const deskAlone: Search = async (seed) => {
  await runGateway(seed, { isAlone: true })
  return false
}

/** Seeds until a bug was found; infinity when it was not. */
async function seedsToFind(
  plant: Plant,
  first: number,
  search: Search,
  seeds: number = most,
): Promise<number> {
  const remove = plant()
  try {
    for (let tried = 1; tried <= seeds; tried += 1)
      if (await isFound(search, first + tried - 1)) return tried
    return Number.POSITIVE_INFINITY
  } finally {
    remove()
  }
}

async function isFound(search: Search, seed: number): Promise<boolean> {
  try {
    return await search(seed)
  } catch {
    return true
  }
}

/** A bug, and the seed at which the search begins: a little before a rare one that finds it. */
export type Planted = readonly [name: string, plant: Plant, first?: number]

/** Every one of the bugs must be found, and nothing where there is none. */
export function findsAll(planted: readonly Planted[], search: Search = wholeDesk): void {
  for (const [name, plant, first = 1] of planted)
    it(`finds that ${name}`, async () => {
      expect(await seedsToFind(plant, first, search)).toBeLessThanOrEqual(most)
    }, 300_000)
  if (search === wholeDesk || search === deskAlone) return
  it('finds nothing where no bug is', async () => {
    expect(await seedsToFind(() => () => {}, 1, search, soundSeeds)).toBe(Number.POSITIVE_INFINITY)
  })
}
