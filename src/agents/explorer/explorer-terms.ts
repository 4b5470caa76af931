import { Random } from '../../base/index.ts'
import { hourUs, minuteUs, type Moat } from '../../domain/index.ts'

/** The teams of explorers, by how long what they look for is to be held. */
export const explorerTeams = ['hft', 'day-trade', 'swing'] as const
/** One of `explorerTeams`. */
export type ExplorerTeam = (typeof explorerTeams)[number]

/** Explorers of a team. */
export const teamSize = 3

/** From what reading on there is something of a point, and from what on all of it. */
export type Ramp = readonly [nothing: number, all: number]

/** What one explorer goes by. */
export type ExplorerTerms = {
  /** Length of the bars it looks at. Unit: us. */
  readonly everyUs: number
  /** Bars it looks back. */
  readonly window: number
  /** Traded in a day. Quote units, taken for dollars. */
  readonly turnover: Ramp
  /** Deviation over the time it would hold, in costs of a round trip. */
  readonly volatility: Ramp
  /** Half a round trip of the spread and the impact of an order of `orderSize`. Share of price. */
  readonly friction: Ramp
  readonly orderSize: number
  /** Size of the move over the window, in deviations of such moves. */
  readonly momentum: Ramp
  /** Kaufman's efficiency ratio. */
  readonly trend: Ramp
  /** Largest size of the correlation to anything that is held. */
  readonly correlation: Ramp
  /** Bars it would hold. */
  readonly holdBars: number
  /** Share of the points from which on it votes for. */
  readonly voteAt: number
  /** What each moat counts; 0 is not looked at. */
  readonly moats: Readonly<Record<Moat, number>>
}

/** A round trip at the usual fee and slippage. @see SPEC P11. */
export const roundTrip = 0.0072

type TeamTerms = Omit<ExplorerTerms, 'window' | 'voteAt'>

const bound = {
  momentum: [0.3, 1.3],
  trend: [0.1, 0.35],
  correlation: [0.95, 0.5],
} as const

const teams: Readonly<Record<ExplorerTeam, TeamTerms>> = {
  hft: {
    ...bound,
    everyUs: 5 * minuteUs,
    turnover: [5_000_000, 50_000_000],
    volatility: [0.3, 1],
    friction: [0.002, 0.0005],
    orderSize: 10_000,
    holdBars: 12,
    moats: { market: 0, code: 0.5, logistics: 0, government: 0, corporate: 0.5 },
  },
  'day-trade': {
    ...bound,
    everyUs: hourUs / 4,
    turnover: [1_000_000, 10_000_000],
    volatility: [0.5, 2],
    friction: [0.004, 0.001],
    orderSize: 10_000,
    holdBars: 32,
    moats: { market: 0, code: 1, logistics: 0.5, government: 0.5, corporate: 1 },
  },
  swing: {
    ...bound,
    everyUs: 4 * hourUs,
    turnover: [200_000, 2_000_000],
    volatility: [1, 4],
    friction: [0.01, 0.002],
    orderSize: 10_000,
    holdBars: 30,
    moats: { market: 0, code: 1, logistics: 1.5, government: 1.5, corporate: 1 },
  },
}

/** Bars each member looks back: about a third more than the one before it. */
const windows: readonly number[] = [24, 36, 54]
/** Share of the points from which on each member votes for. */
const votes: readonly number[] = [0.6, 0.65, 0.7]
/** How far chance moves the borders of a member, in log deviations. */
const jitter = 0.15

/**
 * What a member of a team goes by. The three differ in how far they look back, in what they vote
 * for, and in every border, which is moved by chance of its own: three that judge alike are one.
 *
 * @param seed - Of the run.
 */
export function explorerTerms(team: ExplorerTeam, member: number, seed: number): ExplorerTerms {
  const chance = Random.stream(seed, `explorer/${team}/${member}`)
  const moved = (ramp: Ramp): Ramp => {
    const by = Math.exp(jitter * chance.normal())
    return [ramp[0] * by, ramp[1] * by]
  }
  const terms = teams[team]
  return {
    ...terms,
    window: windows[member] ?? 36,
    voteAt: votes[member] ?? 0.65,
    turnover: moved(terms.turnover),
    volatility: moved(terms.volatility),
    friction: moved(terms.friction),
    momentum: moved(terms.momentum),
    trend: moved(terms.trend),
    // At most 1: a correlation above it there is not.
    correlation: moved(terms.correlation).map((of) => Math.min(of, 0.99)) as [number, number],
  }
}
