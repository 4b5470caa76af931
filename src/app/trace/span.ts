/** Something that took its time. Times are wall time, microseconds since 1970, UTC. */
export type Span = {
  /** 32 hex digits. */
  readonly traceId: string
  /** 16 hex digits. */
  readonly spanId: string
  readonly parentSpanId?: string | undefined
  readonly name: string
  readonly startUs: number
  readonly endUs: number
  readonly attributes: Readonly<Record<string, string | number>>
}
