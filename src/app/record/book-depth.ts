/** Levels of a side that a page is told of. */
export const depthLevels = 25

export type DepthLevel = { readonly price: number; readonly quantity: number }

/** A book as it is heard, best levels first. Empty while it waits for a snapshot. */
export type BookDepth = {
  /** When something was heard of it last. Milliseconds since 1970, UTC; 0 before that. */
  readonly t: number
  readonly isStale: boolean
  readonly bids: readonly DepthLevel[]
  readonly asks: readonly DepthLevel[]
}

/** Books that somebody listens to. Implemented by what records the market of a desk. */
export interface BookFeed {
  /** @returns `undefined` for an instrument whose book nobody listens to. */
  depth(instrumentId: string): BookDepth | undefined
}
