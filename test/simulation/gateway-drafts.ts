import { type Agent, defineStrategy } from '../../src/agents/index.ts'
import { defined, type Random } from '../../src/base/index.ts'
import { sma } from '../../src/features/index.ts'

const lengths = [2, 3, 5, 8, 13]

/** A strategy as a model would write it, that trades often on bars of a second. */
export function drawSource(random: Random, note: string): string {
  const bars = lengths[random.below(lengths.length)] ?? 3
  return `import { defineStrategy } from 'coinswarm/agents'
import { sma } from 'coinswarm/features'

// ${note}
export const strategy = defineStrategy({
  name: 'above-its-mean',
  summary: 'Holds above a mean of ${bars} bars.',
  parameters: {},
  features: () => ({ mean: sma(${bars}) }),
  onBar: (view) =>
    view.close > view.features.mean.value
      ? { action: 'buy', size: ${(0.05 + random.next() / 3).toFixed(2)}, type: 'market', stop: view.close * 0.999, confidence: 0.7 }
      : { action: 'close', confidence: 0.7 },
})
`
}

/** What cannot be let run, however it is praised. */
export const hostileLines: readonly string[] = [
  "globalThis.constructor.constructor('return process')().exit(1)",
  "import fs from 'node:fs'",
  'for (;;) {}',
  'const now = Date.now()',
]

/**
 * The same strategy on this side of the box, by the numbers in its text.
 *
 * @param onAsk - Told each time it is asked; may throw, as what is in a box may.
 */
export function agentOfSource(source: string, onAsk: () => void): Agent {
  const bars = Number(/sma\((\d+)\)/.exec(source)?.[1] ?? 3)
  const size = Number(/size: ([\d.]+)/.exec(source)?.[1] ?? 0.1)
  const kind = defineStrategy({
    name: 'above-its-mean',
    summary: '',
    parameters: {},
    features: () => ({ mean: sma(bars) }),
    init: () => ({ asked: 0 }),
    onBar: (view, _, state) => {
      onAsk()
      state.asked += 1
      if (view.close <= view.features.mean.value) return { action: 'close', confidence: 0.7 }
      const [stop, confidence] = [view.close * 0.999, 0.7]
      return { action: 'buy', size, type: 'market', stop, confidence }
    },
  })
  const made = kind.seat({})
  return defined(made.ok ? made.value : undefined, 'an agent')
}
