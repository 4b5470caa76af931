import { describe, expect, it } from 'vitest'
import { drive } from './exchange-actions.ts'
import { plants } from './exchange-plants.ts'
import { ExchangeViolation } from './exchange-violation.ts'
import { ExchangeWorld } from './exchange-world.ts'
import { type Plant, PlantedSink } from './planted-sink.ts'

/** The promise that is found broken in the first world in which the bug strikes. */
function foundIn(plant: Plant, keepsNumbers: boolean): string {
  for (let seed = 0; seed < 40; seed += 1) {
    let planted: PlantedSink | undefined
    const world = new ExchangeWorld(seed, (sink) => {
      planted = new PlantedSink(sink, plant, keepsNumbers)
      return planted
    })
    try {
      drive(world, 1_500)
    } catch (error) {
      if (error instanceof ExchangeViolation) return error.property
      throw error
    }
    if (planted?.hasStruck === true) return `nothing, in world ${seed}`
  }
  return 'nothing, for it never struck'
}

describe('ExchangeInvariants', () => {
  for (const [property, name, plant] of plants)
    it(`finds that ${name}`, () => {
      expect(foundIn(plant, property === 'sequence')).toBe(property)
    })

  it('finds nothing where nothing is wrong', () => {
    expect(foundIn((event) => [event], false)).toBe('nothing, in world 0')
  })
})
