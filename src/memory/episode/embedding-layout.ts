export { dimensions } from '../vectors/vector-kernel.ts'

/** What a part is called. */
export type BlockName =
  | 'path'
  | 'moves'
  | 'volatility'
  | 'indicators'
  | 'regime'
  | 'opinions'
  | 'microstructure'
  | 'calendar'

/** One part of an embedding. */
export type EmbeddingBlock = {
  readonly name: BlockName
  /** Position of its first number, how many it has room for, and how many are used. */
  readonly from: number
  readonly room: number
  readonly used: number
  /** Most it may come to of the square of the length of the whole; all of them come to 1. */
  readonly share: number
  readonly meaning: string
}

/** The parts, in order; what is left of `dimensions` is 0. `docs/memory.md` has them as a table. */
export const embeddingBlocks: readonly EmbeddingBlock[] = [
  {
    ...{ name: 'path', from: 0, room: 32, used: 32, share: 0.08 },
    meaning: 'the newest 32 moves, each over the usual move of 64 bars',
  },
  {
    ...{ name: 'moves', from: 32, room: 16, used: 15, share: 0.2 },
    meaning: 'moves over 2 to 256 bars, each over what chance goes in so many',
  },
  {
    ...{ name: 'volatility', from: 48, room: 16, used: 12, share: 0.1 },
    meaning: 'usual moves and ranges of 4 to 128 bars beside those of 256, as logs',
  },
  {
    ...{ name: 'indicators', from: 64, room: 64, used: 33, share: 0.22 },
    meaning: 'readings that have a range, over 64 bars, and how far averages are away',
  },
  {
    ...{ name: 'regime', from: 128, room: 16, used: 11, share: 0.12 },
    meaning: 'one of each: volatility, spread, trend, session',
  },
  {
    ...{ name: 'opinions', from: 144, room: 64, used: 64, share: 0.12 },
    meaning: 'by kind of agent, in 32 places: exposure asked for, and confidence with its side',
  },
  {
    ...{ name: 'microstructure', from: 208, room: 64, used: 44, share: 0.1 },
    meaning: 'shape, volume and range of the newest 8 bars; spread, impact, flow as bars tell it',
  },
  {
    ...{ name: 'calendar', from: 272, room: 16, used: 10, share: 0.06 },
    meaning: 'hour of the day and of the week, as pairs of sine and cosine',
  },
]
