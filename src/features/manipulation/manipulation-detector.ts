import type { Json } from '../../base/index.ts'
import type { FlowEvent } from './flow-event.ts'

/** What a detector looks for. */
export type ManipulationKind =
  | 'spoofing'
  | 'layering'
  | 'wash-trading'
  | 'ramping'
  | 'quote-stuffing'
  | 'momentum-ignition'

/** What looks like a manipulation, and why. A reason to look, not a proof. */
export type ManipulationAlert = {
  readonly kind: ManipulationKind
  /** When it was noticed, and when what it rests on began. Unit: us. */
  readonly ts: number
  readonly sinceTs: number
  /** The side that was feigned or pushed: +1 bids or buys, -1 asks or sells, 0 both. */
  readonly side: 1 | -1 | 0
  /** Of the event that gave the alert. */
  readonly price: number
  /** 0 to 1. */
  readonly score: number
  /** The numbers that the score comes from, by name; units last. */
  readonly evidence: Readonly<Record<string, number>>
}

/** Reads public order flow and says what of it looks like one kind of manipulation. */
export interface ManipulationDetector {
  readonly kind: ManipulationKind
  /** 0 to 1, as of the last event it looks at; `undefined` while it learns what is usual. */
  readonly score: number | undefined
  /** @returns An alert when the score has just come to the threshold. */
  onEvent(event: FlowEvent): ManipulationAlert | undefined
  reset(): void
  save(): Json
  load(state: Json): void
}

/** What every detector can be told. */
export type AlertOptions = {
  /** Score from which there is an alert, above 0 and below 1; each has a default of its own. */
  readonly threshold?: number
  /** After an alert there is no other for so long. Unit: us, 0 or more; 20 seconds. */
  readonly quietUs?: number
}
