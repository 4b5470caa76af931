/**
 * What agents say, what they have shown and what they brought, JSON-ready, for pages and other
 * doors. There is one only where votes are earned. Shares are fractions of 1, times milliseconds
 * since 1970, UTC.
 */
export type SwarmView = {
  readonly agents: readonly AgentRow[]
  readonly instruments: readonly SwarmInstrument[]
  readonly streams: readonly StreamRow[]
  /** What those who know nothing would have come to; absent on desks that do not keep it. */
  readonly yardsticks?: YardsticksView
  /** Who there is, by kind: those who look, those of teams, those who watch. */
  readonly roster: readonly RosterRow[]
  /** What the builder has done; absent where every instrument always has a team. */
  readonly builder?: BuilderRow
  /** What researchers tested of what is known beside the bars; absent where nothing is. */
  readonly research?: ResearchView
  /** What was proposed and waits for a person, newest first; absent where nothing does. */
  readonly proposals?: readonly ProposalRow[]
  /** The pairs that vote most alike, most alike first, at most 20. */
  readonly alike: readonly AlikeRow[]
  /** Mean size of what agents voted unlike the decision, over all instruments now. */
  readonly dissent: number
  /** What agents cost to run, where that was measured: of one machine, and never twice the same. */
  readonly costs?: CostsView
}

/**
 * What of a swarm is another than a page was told. Of agents and instruments that changed: their
 * name, and those parts of them that are others; a name that is not known is told whole. Any other
 * part replaces what was known.
 */
export type SwarmUpdate = Partial<Omit<SwarmView, 'agents' | 'instruments'>> & {
  readonly agents?: readonly (Partial<AgentRow> & Pick<AgentRow, 'agent'>)[]
  readonly instruments?: readonly (Partial<SwarmInstrument> & Pick<SwarmInstrument, 'instrument'>)[]
}

export type AgentRow = {
  readonly agent: string
  readonly stream: 'technical' | 'pattern'
  /** 0.2, the least, to 1. */
  readonly weight: number
  /** Independent outcomes its record is made of. */
  readonly evidence: number
  /** `null` before there is any. */
  readonly brier: number | null
  readonly logLoss: number | null
  /** Gain on a coin, nats: 90 %; `null` before it can be said. */
  readonly gain: readonly [number, number] | null
  /** Whether it may as well be of no help: then its weight is the least. */
  readonly isUnproven: boolean
  /** By regime: the multiple of what it asks for that it is given. */
  readonly budgets: readonly { readonly regime: string; readonly budget: number }[]
  readonly brought: BroughtRow
  readonly without: BroughtRow
  /** What was said against what came of it. */
  readonly curve: readonly {
    readonly said: number
    readonly came: number
    readonly weight: number
  }[]
}

/** Shares of equity, of what was wished for; `null` before the first bar. */
export type BroughtRow = {
  readonly total: number
  readonly perBar: number | null
  readonly interval: readonly [number, number] | null
}

/** A proposal that is open. */
export type ProposalRow = {
  readonly id: string
  /** When it was made, by the time of the desk. */
  readonly t: number
  /** `weights`, or the agent it is about. */
  readonly subject: string
  readonly sentence: string
}

export type StreamRow = BroughtRow & { readonly stream: string }

/** In the units of the streams: of what is wished for, costs included. @see SPEC P10. */
export type YardsticksView = {
  /** Mean size of what was wished for on an instrument. */
  readonly size: number
  /** Every instrument bought once, each with an equal share of all equity, and held. */
  readonly hold: BroughtRow
  /** The same, each with as much as was wished for in the mean. */
  readonly holdAsMuch: BroughtRow
  /** The mean of random traders of that size; the interval is from the worst to the best. */
  readonly random: BroughtRow
  readonly traders: number
  /** Of the swarm among them, 1 for the best; `null` before anything was wished for. */
  readonly place: number | null
}

/** How many of a kind there are now, and with as many teams as there may be. */
export type RosterRow = { readonly kind: string; readonly now: number; readonly capacity: number }

export type AlikeRow = { readonly a: string; readonly b: string; readonly correlation: number }

export type SwarmInstrument = {
  readonly instrument: string
  readonly regime: string
  /** Whether a team of agents decides on it; what is not is watched. */
  readonly hasTeam: boolean
  /** What explorers thought of it when they were last asked; absent where nobody is. */
  readonly scouted?: {
    readonly t: number
    readonly teams: readonly {
      readonly team: string
      readonly score: number
      readonly votes: number
    }[]
    readonly said: string
  }
  readonly exposure: number
  readonly confidence: number
  readonly dissent: number
  readonly conflict: number
  readonly voices: readonly VoiceRow[]
}

/** What agents cost to run. Features, which they share, are not counted. */
export type CostsView = {
  /** What an hour of a machine is taken to cost, in the quote currency. */
  readonly machinePerHour: number
  /** Seconds that the desk has worked, everything included. */
  readonly seconds: number
  readonly agents: readonly CostRow[]
}

export type CostRow = {
  readonly agent: string
  /** Times it was asked. */
  readonly opinions: number
  /** Time in the middle of the newest that were timed, us; `null` before any was. */
  readonly usTypical: number | null
  /** Mean of all that were, with those during which the machine did something else. */
  readonly usPerOpinion: number | null
  /** 95 % interval of that mean, by batch means; `null` before 64 were timed. */
  readonly usInterval: readonly [number, number] | null
  /** Of the time that the desk has worked, 0 to 1. */
  readonly share: number | null
  /** In the quote currency, a year of market time; `null` before a day of it. */
  readonly costPerYear: number | null
  /** What that is at either end of `usInterval`. */
  readonly costInterval: readonly [number, number] | null
  readonly broughtPerYear: number | null
}

/** Teams of agents that explorers wanted, and what became of that. */
export type BuilderRow = {
  readonly asked: number
  readonly deployed: number
  readonly started: number
  readonly restored: number
  readonly released: number
  readonly active: number
  readonly refused: readonly { readonly why: string; readonly count: number }[]
}

/** Of all tests, each corrected for all others; newest findings first, at most 200. */
export type ResearchView = {
  readonly tests: number
  readonly found: number
  readonly findings: readonly { readonly t: number; readonly sentence: string }[]
}

export type VoiceRow = {
  readonly agent: string
  readonly exposure: number
  /** Its confidence as it is read. */
  readonly believed: number
  /** How much it counts. */
  readonly pull: number
}
