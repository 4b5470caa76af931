import type { BarView } from '../../src/agents/index.ts'
import type { Json } from '../../src/base/index.ts'
import type { AskedAgent } from './asked-agent.ts'

/** A number in a sentence. A dash between letters is no minus. */
const number = /(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?/g

/**
 * Numbers in the sentence of an agent that are nothing it knows: no reading, price, volume,
 * position, parameter, close of a peer, nor a number of its mind, each rounded as the sentence has
 * it. A share may be told in per cent.
 */
export function inventedNumbers({ agent, view }: AskedAgent, sentence: string): readonly string[] {
  const known = [
    ...Object.values(view.features).map(({ value }) => value),
    ...pricesOf(view),
    ...Object.values(agent.parameters).flatMap((value) => (typeof value === 'number' ? value : [])),
    ...numbersIn(view.mind?.save() ?? null),
  ]
  return [...sentence.matchAll(number)].flatMap(({ 0: told, index }) => {
    const isShare = /^ ?%/.test(sentence.slice(index + told.length))
    const isKnown = known.some(
      (of) => isRounded(told, of) || (isShare && isRounded(told, 100 * of)),
    )
    return isKnown ? [] : told
  })
}

function pricesOf(view: BarView): readonly number[] {
  const { open, high, low, close, volume, position, peers } = view
  return [open, high, low, close, volume, position, ...peers.map((peer) => peer.close)]
}

function numbersIn(state: Json): readonly number[] {
  if (typeof state === 'number') return [state]
  if (typeof state !== 'object' || state === null) return []
  return Object.values(state).flatMap((of) => numbersIn(of))
}

/**
 * Whether `told` is `value`, with as many decimals or digits as it has. A whole number of one or
 * two digits has to be exact: too much would round to it.
 */
function isRounded(told: string, value: number): boolean {
  const plain = told.replaceAll(',', '')
  const shown = Number(plain)
  const [mantissa = ''] = plain.split('e')
  const decimals = mantissa.split('.')[1]?.length ?? 0
  const digits = mantissa.replace(/^-?0*\.?0*/, '').replace('.', '').length
  if (Math.abs(value - shown) <= 1e-12 * Math.abs(value)) return true
  if (decimals > 0 && plain === mantissa && Number(value.toFixed(decimals)) === shown) return true
  return digits >= 3 && Number(value.toPrecision(digits)) === shown
}
