import type { DeskSnapshot, DeskUpdate } from '../../app/desk-view.ts'

/**
 * One text frame of `/api/stream`. A snapshot comes first, and again whenever a reader fell behind;
 * a `beat` every 15 seconds tells a quiet market from a lost connection. `at`: wall time, ms UTC.
 */
export type DeskMessage =
  | { readonly kind: 'snapshot'; readonly snapshot: DeskSnapshot }
  | { readonly kind: 'update'; readonly update: DeskUpdate }
  | { readonly kind: 'beat'; readonly at: number }
