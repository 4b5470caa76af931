import { vi } from 'vitest'
import { spoil } from '../../../test/conformance/nonsense.ts'
import { toldFill } from '../../../test/conformance/told-fill.ts'
import { findsAll, type Planted } from '../../../test/simulation/plants.ts'
import { defined, ok, Random } from '../../base/index.ts'
import { instrument, type InstrumentId } from '../../domain/index.ts'
import { parseToldFill } from './parse-told-fill.ts'

/** Functions cannot be patched as methods can: the module is let in with a switch. */
const bug = vi.hoisted(() => ({ isIn: false }))
vi.mock('./wire-amount.ts', async (original) => {
  const real = await original<typeof import('./wire-amount.ts')>()
  const unchecked: typeof real.wireLots = (wire, of) => {
    const lots = real.wireLots(wire, of)
    return bug.isIn && !lots.ok ? ok(Number(wire)) : lots
  }
  return { ...real, wireLots: unchecked }
})

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.00001')
const btc = defined(made.ok ? made.value : undefined, 'an instrument')
const terms = { tick: '0.1', priceOf: () => undefined, takerPpm: 2_600, tradeName: /^T\d+$/ }
/** Whether a fill in which something is nonsense is booked as another than it was. */
function isAnother(seed: number): boolean {
  const random = Random.fromSeed(seed)
  const text = spoil(JSON.stringify(toldFill), random)
  if (!text.startsWith('{"')) return false
  const told = parseToldFill(JSON.parse(text), btc, terms)
  return told.ok && (told.value.fill.quantity !== 100 || told.value.fill.price !== 300_000)
}

const plants: readonly Planted[] = [
  [
    'what is no number is taken for one',
    () => {
      bug.isIn = true
      return () => (bug.isIn = false)
    },
  ],
]

findsAll(plants, isAnother)
