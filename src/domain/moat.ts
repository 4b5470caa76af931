/** Where what is known comes from. @see SPEC P2. */
export const moats = ['market', 'code', 'logistics', 'government', 'corporate'] as const

/** One of `moats`. */
export type Moat = (typeof moats)[number]

/** What sources are sorted by, finer than moats: each kind of knowledge beside the bars. */
export const sourceKinds = [
  'code',
  'logistics',
  'government',
  'corporate',
  'macro',
  'onchain',
  'social',
  'news',
  'derivatives',
] as const

/** One of `sourceKinds`. */
export type SourceKind = (typeof sourceKinds)[number]

/**
 * The moat that each kind of source is of. Who governs makes the economy's figures; what is traded,
 * held and talked about is the market.
 */
export const moatOfKind: Readonly<Record<SourceKind, Moat>> = {
  code: 'code',
  logistics: 'logistics',
  government: 'government',
  corporate: 'corporate',
  macro: 'government',
  onchain: 'market',
  social: 'market',
  news: 'market',
  derivatives: 'market',
}
