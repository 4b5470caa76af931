import type { Layout } from '../layout.ts'
import type { Closes } from './closes.ts'

/** What a view is of. */
export type ViewOf = {
  readonly kind: 'agent' | 'strategy'
  readonly instrumentId: string
  readonly features: readonly string[]
}

/**
 * Runs in the isolate: the view of one instrument as agents and strategies have it natively, over
 * memory that the host writes to. What is not of its own bars is not there. Its text is what runs.
 */
export function makeView(of: ViewOf, closes: Closes, v: Float64Array, at: Layout): object {
  const { ago } = closes
  const getter = (place: number): PropertyDescriptor => ({ enumerable: true, get: () => v[place] })
  const fixed = (value: unknown): PropertyDescriptor => ({ enumerable: true, value })
  const reading = (place: number): object =>
    Object.freeze({
      get value() {
        return v[place]
      },
    })
  const readings = of.features.map((name, k) => [name, reading(at.features + k)] as const)
  const near = (bars: number): number => {
    if (!(bars >= 0 && bars <= at.closesMax))
      throw new RangeError(`closeAgo(${bars}) is not 0 to ${at.closesMax}; write a feature`)
    return ago(bars)
  }
  const noPeers = (): never => {
    throw new TypeError('there are no peers in the box: a module sees its own instrument')
  }
  const places = [
    ...(['asOf', 'open', 'high', 'low', 'close', 'volume', 'position', 'chance'] as const),
    'barsPerYear' as const,
    ...(of.kind === 'strategy' ? (['entryPrice', 'barsHeld'] as const) : []),
  ]
  return Object.freeze(
    Object.defineProperties(
      {},
      {
        ...Object.fromEntries(places.map((name) => [name, getter(at[name])])),
        instrumentId: fixed(of.instrumentId),
        features: fixed(Object.freeze(Object.fromEntries(readings))),
        ...(of.kind === 'strategy'
          ? { closeAgo: fixed(near) }
          : {
              closeAgo: fixed(ago),
              say: fixed((said: unknown) => said),
              peers: { get: noPeers },
            }),
      },
    ),
  )
}
