import type { TickTape } from '../../market/index.ts'

/** First and last time of what a tape plays. Unit: us. */
export type TapeSpan = { readonly from: number; readonly to: number }

/** The span of the best a tape has: levels, else quotes, else prints; `undefined` of nothing. */
export function tapeSpan({ deltas, quotes, trades }: TickTape): TapeSpan | undefined {
  const ts = (deltas ?? quotes ?? trades)?.columns.tsInit
  const [from, to] = [ts?.[0], ts?.at(-1)]
  return from === undefined || to === undefined ? undefined : { from, to }
}
