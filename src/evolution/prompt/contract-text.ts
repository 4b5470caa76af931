import { printRecipe } from '../recipe/print-recipe.ts'
import { firstRecipe } from '../recipe/recipe.ts'

/** How a strategy is written, for who writes one without the pages of this project. */
export function contractText(): string {
  return `A strategy is one TypeScript module that exports one defineStrategy({ … }). It imports
from coinswarm/agents, coinswarm/features and coinswarm/domain alone. There is no clock, chance,
network, file or promise.

- name: lowercase letters, digits and dashes. summary: one sentence. isLongOnly: true unless it
  sells short.
- parameters: each whole(default, { min, max, help }) or real(…); every number it goes by is one.
- features: (p) => ({ name: feature }), each a call such as ema(9), rsi(14),
  every(microseconds, atr(14)); a line of an indicator of several is macd(12, 26, 9).line('signal').
- init: (context, p) => state, plain JSON, one for each instrument; leave out for none.
- onBar: (view, p, state) => signal, or undefined, which leaves everything as it stands. The view
  has open, high, low, close, volume, closeAgo(n), features.NAME.value, position (share of equity,
  signed), entryPrice, barsHeld, asOf.
- A signal: { action: 'buy' | 'sell' | 'close', size (share of equity, above 0 and at most 1),
  confidence (0 to 1), stop?, target?, holdUs?, type?: 'market' | 'limit', limit? }. A stop lies
  below the close of a long, a target above it.
- onFill: (fill, p, state), onClosed: (trade, p, state): what became of it; leave out for nothing.

This is one:

${printRecipe(firstRecipe)}`
}
