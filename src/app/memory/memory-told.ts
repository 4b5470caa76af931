/**
 * What the page sees of a desk's memory, as `GET /api/memory` answers: JSON-ready and bounded.
 * Times are milliseconds since 1970, UTC; rewards are shares of the price at entry, net of costs.
 */
export type MemoryTold = {
  /** Just after the newest bar; 0 before the first. */
  readonly asOf: number
  /** How far agents go by it, 0 to 1; at 0 none is told. */
  readonly recallWeight: number
  /** What became known from then on is not told yet, on a desk that is shown without emotions. */
  readonly toldUpTo: number | null
  readonly sums: MemorySums
  /** What the rows below name by position. */
  readonly instruments: readonly string[]
  readonly agents: readonly string[]
  readonly regimes: readonly string[]
  /** Share of the differences between moments that the map has along x and along y. */
  readonly explained: readonly [x: number, y: number]
  /** The newest, in the order in which they became known. */
  readonly episodes: readonly EpisodeTold[]
  /** Largest first. */
  readonly patterns: readonly PatternTold[]
  /** By agent, all markets first. */
  readonly knowledge: readonly KnowledgeTold[]
  /** By shelf, most evidence first. */
  readonly lessons: readonly LessonTold[]
  /** What could be proposed to be gone by, or not to be gone by any more. */
  readonly candidates: readonly CandidateTold[]
  /** Who votes on what is proposed; `null` where nobody was ever seated. */
  readonly managers: ManagersTold | null
  /** How many of each there are that are not told here. */
  readonly leftOut: {
    readonly episodes: number
    readonly knowledge: number
    readonly lessons: number
  }
}

export type MemorySums = {
  readonly positions: number
  readonly views: number
  /** Of positions; `null` before the first. */
  readonly meanReward: number | null
  readonly winRate: number | null
  /** Episodes that ended otherwise than most of the moments nearest to them. */
  readonly contradicted: number
  /** Episodes three deviations or more from what was expected. */
  readonly surprising: number
}

export type EpisodeTold = {
  readonly id: number
  readonly kind: 'position' | 'view'
  readonly instrument: number
  readonly side: 1 | -1
  readonly decided: number
  readonly known: number
  /** On the map. */
  readonly x: number
  readonly y: number
  readonly regime: number
  readonly reward: number
  readonly costs: number
  readonly closedBy: string
  /** What it counts as of now: above 0, at most 1. */
  readonly weight: number
  readonly expected: number | null
  /** In deviations. */
  readonly surprise: number | null
  /** Ids, nearest first. */
  readonly contradicts: readonly number[]
  /** Numbers in the journal; the first is that of the decision. */
  readonly evidence: readonly number[]
  /** The boldest first; `opinionsAll` is how many there were. */
  readonly opinions: readonly (readonly [agent: number, exposure: number, confidence: number])[]
  readonly opinionsAll: number
  /** The ten most like it of its kind and side that were known when it was decided. */
  readonly near: readonly (readonly [id: number, likeness: number, reward: number])[]
}

/** What a few episodes came to. */
export type FiguresTold = {
  readonly n: number
  readonly mean: number
  readonly deviation: number
  readonly sharpe: number | null
  readonly winRate: number
  readonly tail5: number
  readonly tail95: number
  readonly slippageBps: number
  readonly drawdownMax: number
}

export type PatternTold = {
  readonly id: string
  readonly side: 1 | -1
  readonly shelf: 'trading' | 'failed' | 'undecided'
  readonly figures: FiguresTold
  readonly regime: string
  readonly regimeShare: number
  /** Managers have agreed that it may be gone by. */
  readonly enabled: boolean
  /** Ids of those that are on the map. */
  readonly episodes: readonly number[]
}

export type KnowledgeTold = {
  readonly agent: string
  /** `all`, or one kind of market. */
  readonly market: string
  readonly figures: FiguresTold
}

export type LessonTold = {
  readonly id: string
  readonly shelf: 'trading' | 'failed' | 'agents'
  readonly text: string
  /** Managers have agreed that it holds. */
  readonly isAgreed: boolean
  /** Numbers in the journal, rising: the newest, and how many there are in all. */
  readonly evidence: readonly number[]
  readonly evidenceAll: number
}

export type CandidateTold = {
  readonly pattern: string
  readonly action: 'add' | 'deprecate'
  readonly side: 1 | -1
  readonly regime: string
  readonly figures: FiguresTold
}

export type ManagersTold = {
  readonly managers: readonly {
    readonly id: number
    readonly blocks: number
    /** What is wrong with its record; empty when nothing is. */
    readonly wrong: string
  }[]
  /** Places at which two of them hold different blocks. */
  readonly conflicts: number
  /** What was agreed on, newest first; `decisionsAll` is how many there were. */
  readonly decisions: readonly DecisionTold[]
  readonly decisionsAll: number
  /** Why their records cannot be checked; empty when they can. */
  readonly failure: string
}

export type DecisionTold = {
  readonly slot: number
  readonly epoch: number
  /** SHA-256 of the proposal, in hex. */
  readonly hash: string
  readonly t: number
  readonly proposer: string
  /** `planner-weights`, for one. */
  readonly change: string
  readonly isAccepted: boolean
  readonly reasons: readonly string[]
  /** Who signed. */
  readonly managers: readonly number[]
}
