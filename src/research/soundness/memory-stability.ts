import { fitLine } from '../../quant/index.ts'
import { formatPlain } from '../format-figure.ts'
import {
  bounded,
  category,
  notAsked,
  type SoundnessCategory,
  statement,
} from './soundness-check.ts'
import type { SoundnessThresholds } from './soundness-thresholds.ts'

/** What memory an agent held while it was asked about one bar after another. */
export type Endurance = {
  /** Bars it had been asked about when memory was looked at. Rising. */
  readonly bars: readonly number[]
  /** What was in use then, garbage collected. Unit: bytes. */
  readonly heap: readonly number[]
  /** Length of the saved state of its features. Unit: characters. */
  readonly state: readonly number[]
}

/** Fewer looks draw no line. */
const looksMin = 8
/** A growth is certain when it is above the bound by so many of its standard errors. */
const errors = 2
/** A state that grows with the bars has grown more than this by the end; digits come and go. */
const stateGrowthMax = 1.25

/** Whether what it keeps in memory stays as large as it is. */
export function memoryStability(
  endurance: Endurance | string,
  asked: SoundnessThresholds,
): SoundnessCategory {
  const name = 'memory stability'
  const heapAsked = `at most ${bytes(asked.heapPerBarMax)} a bar`
  if (typeof endurance === 'string' || endurance.bars.length < looksMin) {
    const why =
      typeof endurance === 'string'
        ? endurance
        : `memory was looked at ${endurance.bars.length} times only, ${looksMin} are needed`
    return category(name, {}, [notAsked('heap', why, heapAsked)])
  }
  const { bars, heap, state } = endurance
  const line = fitLine(Float64Array.from(bars), Float64Array.from(heap))
  const isLevel = heap.every((size) => size === heap[0])
  const heapPerBar = isLevel ? 0 : line?.slope
  const half = Math.floor(state.length / 2)
  const stateGrowth = Math.max(...state.slice(half)) / Math.max(1, ...state.slice(0, half))
  const figures = {
    ...{ bars: bars.at(-1), heapPerBar, heapPerBarError: line?.slopeError },
    ...{ stateLength: state.at(-1), stateGrowth },
  }
  const grown = bounded({
    ...{ name: 'heap', value: heapPerBar, relation: 'at most', bound: asked.heapPerBarMax },
    ...{ text: (value) => `${bytes(value)} a bar` },
    remark: `over ${formatPlain(bars.at(-1), 0)} bars`,
  })
  const error = errors * (line?.slopeError ?? 0)
  // What the machine does with its memory meanwhile is no leak, and no proof that there is none.
  const isDoubtful = heapPerBar !== undefined && heapPerBar - error <= asked.heapPerBarMax
  return category(name, figures, [
    grown.status === 'fail' && isDoubtful ? { ...grown, status: 'inconclusive' } : grown,
    statement(
      'state of its features',
      stateGrowth <= stateGrowthMax,
      `${formatPlain(state.at(-1), 0)} characters, ${formatPlain(stateGrowth, 2)} times the first half`,
      `at most ${stateGrowthMax} times what it was in the first half`,
    ),
  ])
}

function bytes(value: number): string {
  return `${formatPlain(value, 2)} bytes`
}
