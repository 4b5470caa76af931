import { describe } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { LocalBus, SimulatedBus } from '../../src/kernel/index.ts'
import { busCases } from './bus-cases.ts'

// The bus over NATS is held to the same cases in `bus-nats.test.ts`.
describe('the bus within one process', () => {
  busCases(async () => {
    const bus = new LocalBus()
    const settle = async (): Promise<void> => void bus.drain()
    return { here: bus, there: bus, settle, end: async () => undefined }
  })
})

describe('the simulated bus while nothing fails', () => {
  busCases(async () => {
    const bus = new SimulatedBus(Random.fromSeed(1), 2)
    const settle = async (): Promise<void> => bus.advance(bus.nowUs + 1_000_000)
    return { here: bus.at(0), there: bus.at(1), settle, end: async () => undefined }
  })
})
