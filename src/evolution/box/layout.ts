/**
 * Where what stands in the memory that host and isolate share. It is all that passes between
 * them: a call has no arguments and no result, so nothing of the host ever gets into the isolate,
 * and what comes out is numbers and a text of bounded length, copied.
 */
export const layout = {
  /** What is asked for: one of `asks`. */
  ask: 0,
  seat: 1,
  view: 2,
  state: 3,
  /** Whether the newest close is told for the first time. */
  isNewBar: 4,
  textIn: 5,
  past: 6,
  /** What came of it: one of `answers`. */
  answer: 8,
  id: 9,
  textOut: 10,
  asOf: 16,
  open: 17,
  high: 18,
  low: 19,
  close: 20,
  volume: 21,
  position: 22,
  chance: 23,
  barsPerYear: 24,
  entryPrice: 25,
  barsHeld: 26,
  /** Two for each field of what was said: whether it is there, and its value. */
  said: 40,
  features: 128,
  closes: 384,
  doubles: 1_408,
  /** Features of one seat. */
  featuresMax: 256,
  /** Closes that are told at once. */
  pastMax: 1_024,
  /** Closes that a strategy may look back at, as `agents` has it. */
  closesMax: 512,
  /** Units of UTF-16 that one text may have on its way in or out: 64 KiB of ASCII. */
  textMax: 65_536,
} as const

export type Layout = typeof layout

/** What the host may ask for. */
export const asks = {
  describe: 1,
  settle: 2,
  look: 3,
  past: 4,
  begin: 5,
  opine: 6,
  explain: 7,
  save: 8,
  load: 9,
  fill: 10,
  closed: 11,
} as const

/** What may come back: nothing, something, or that the module is at fault. */
export const answers = { nothing: 0, something: 1, fault: 2 } as const

/** One field of what a module may say, and what it may be. */
export type SaidField = {
  readonly name: string
  readonly of: 'number' | 'flag' | 'text' | readonly string[]
  /** The record that it stands in, if it is not the answer itself. */
  readonly within?: string
}

/** Fields of an `Opinion`, as `agents` has them; sets of legs do not pass. */
export const opinionFields: readonly SaidField[] = [
  { name: 'exposure', of: 'number' },
  { name: 'confidence', of: 'number' },
  { name: 'stop', of: 'number' },
  { name: 'target', of: 'number' },
  { name: 'holdUs', of: 'number' },
  { name: 'follows', of: 'flag' },
  { name: 'bid', of: 'number', within: 'quotes' },
  { name: 'ask', of: 'number', within: 'quotes' },
  { name: 'share', of: 'number', within: 'quotes' },
  { name: 'inventoryMax', of: 'number', within: 'quotes' },
]

/** Fields of what a strategy says. */
export const signalFields: readonly SaidField[] = [
  { name: 'action', of: ['buy', 'sell', 'close'] },
  { name: 'size', of: 'number' },
  { name: 'type', of: ['market', 'limit'] },
  { name: 'limit', of: 'number' },
  { name: 'stop', of: 'number' },
  { name: 'target', of: 'number' },
  { name: 'intent', of: ['entry', 'exit', 'add', 'reduce'] },
  { name: 'confidence', of: 'number' },
  { name: 'reasoning', of: 'text' },
  { name: 'slippageMaxBps', of: 'number' },
  { name: 'holdUs', of: 'number' },
  { name: 'follows', of: 'flag' },
]
