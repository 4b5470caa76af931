import type { IndicatorSpec } from './define-indicator.ts'

/** What a reader should know of an indicator before using it. */
export type CatalogEntry = {
  /** At its usual parameters. */
  readonly spec: IndicatorSpec
  /** Its name in full. */
  readonly title: string
  /** How it is seeded, and which of several customs it follows. */
  readonly convention: string
  /** The reference implementations its golden numbers come from. */
  readonly agreesWith: string
}
