/** One figure: what was asked of it, and what it came to. */
export type Figure = {
  readonly name: string
  /** As the goal is written, such as `<= 5 us and ratio >= 0.6`; '' for none. */
  readonly asked: string
  /** `null` when the work came out wrong, or there is no number to it. */
  readonly value: number | null
  readonly unit: string
  /** 10 % and 90 % of `value` over the repetitions. */
  readonly spread?: readonly [number, number] | undefined
  /** What it was measured beside, and how often as good ours is. */
  readonly peer?: string | undefined
  readonly ratio?: number | null | undefined
  readonly ratioSpread?: readonly [number, number] | undefined
  /** `absent`: there was no measurement on this code. */
  readonly status: 'measured' | 'inconclusive' | 'failed' | 'absent'
  readonly note?: string | undefined
}

/** A group of figures that one command gives. */
export type Part = {
  readonly name: string
  /** As a person types it. */
  readonly command: string
  /** Timed parts run alone; others are the same on a busy machine. */
  readonly isTimed: boolean
  /** Patterns of git: while these files stay the same, so do the figures. */
  readonly reads: readonly string[]
  readonly measure: () => Promise<readonly Figure[]>
}

/** What a part gave, on which code. */
export type Measured = {
  readonly part: string
  readonly command: string
  readonly commit: string
  readonly seconds: number
  readonly figures: readonly Figure[]
}

/** Where it was measured. */
export type Machine = { readonly machine: string; readonly node: string }
