import { type MemoryFeed, type MemoryTold, tellMemory } from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import {
  BarColumns,
  hourUs,
  type Instrument,
  type InstrumentId,
  type Micros,
} from '../../src/domain/index.ts'
import { AgreedMemory, embed, EpisodeBook } from '../../src/memory/index.ts'
import { sceneOutcome, sceneStart } from '../simulation/memory-scene.ts'
import { toldInstrument } from '../simulation/told-desk.ts'

const ids = ['BTC-USD.SIM', 'ETH-USD.SIM']
const warmRows = 260

export type MemoryScene = {
  readonly episodes: number
  readonly recallWeight?: number
  readonly isDelayed?: boolean
  /** Said by the first agent of every episode. */
  readonly agent?: string
  /** Numbers in the journal of the newest episode. */
  readonly evidence?: readonly number[]
  readonly managers?: MemoryTold['managers']
}

/**
 * What a desk remembers that took a position or had a view every six hours on a drawn market: longs
 * lost and shorts won by more than chance would have it.
 */
export function sampleMemory(scene: MemoryScene): MemoryTold {
  const {
    episodes,
    recallWeight = 0.5,
    isDelayed = false,
    agent = 'trend',
    evidence,
    managers = null,
  } = scene
  const random = Random.stream(11, 'sample memory')
  const bars = drawnBars(random, warmRows + 6 * episodes + 30)
  const instruments: readonly Instrument[] = ids.map((id) => ({
    ...toldInstrument,
    id: id as InstrumentId,
  }))
  const book = new EpisodeBook()
  for (let n = 0; n < episodes; n += 1) {
    const row = warmRows + 6 * n
    const side = random.below(2) === 0 ? 1 : -1
    const stances = [
      { agent, exposure: 0.1 * side, confidence: 0.6 },
      { agent: 'hold', exposure: 0.02 * side, confidence: 0.51 },
    ]
    const at = n % 2
    const of = instruments[at] ?? toldInstrument
    const decidedAt = Number(bars.ts[row]) as Micros
    book.remember(
      sceneOutcome(of, bars, row, {
        ...{ kind: n % 5 === 4 ? 'view' : 'position', instrument: at, side, stances },
        knownAt: (decidedAt + 4 * hourUs) as Micros,
        reward: -0.02 * side + 0.02 * random.normal(),
        ...embed(bars, row, stances),
        evidence: n === episodes - 1 && evidence !== undefined ? evidence : [3 * n + 1, 3 * n + 2],
      }),
    )
  }
  const agreed = new AgreedMemory()
  const last = book.episodes.at(-1)?.knownAt ?? sceneStart
  const asOf = (last + hourUs) as Micros
  const memory = { instruments, columns: [bars, bars], book, agreed, asOf }
  return tellMemory(memory, { recallWeight, isDelayed, managers })
}

/** The same, as a door asks for it. */
export function memoryFeed(told: MemoryTold): MemoryFeed {
  return {
    look: () => Promise.resolve({ isDone: true, json: JSON.stringify(told) }),
    stop: () => Promise.resolve(),
  }
}

function drawnBars(random: Random, rows: number): BarColumns {
  const bars = new BarColumns(rows)
  let close = 10_000
  for (let row = 0; row < rows; row += 1) {
    const open = close
    close = Math.max(100, Math.round(close * (1 + 0.01 * random.normal())))
    const [high, low] = [Math.max(open, close) + 20, Math.min(open, close) - 20]
    bars.push(sceneStart + (row + 1) * hourUs, open, high, low, close, 1_000 + random.below(500))
  }
  return bars
}
