import { expect, it } from 'vitest'
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

/** Seeds until a bug was found; infinity when it was not. */
function seedsToFind(plant: Plant, first: number): number {
  const remove = plant()
  try {
    for (let tried = 1; tried <= most; tried += 1)
      if (simulateSeeds(first + tried - 1, 1).violations.length > 0) return tried
    return Number.POSITIVE_INFINITY
  } finally {
    remove()
  }
}

/** A bug, and the seed at which the search begins: a little before a rare one that finds it. */
export type Planted = readonly [name: string, plant: Plant, first?: number]

/** Every one of the bugs must be found. */
export function findsAll(planted: readonly Planted[]): void {
  for (const [name, plant, first = 1] of planted)
    it(`finds that ${name}`, () => {
      expect(seedsToFind(plant, first)).toBeLessThanOrEqual(most)
    })
}
