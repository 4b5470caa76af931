import type { ManipulationKind } from '../../src/features/index.ts'
import { everyDetector, playSession, type Session, sessionSeconds } from './manipulation-session.ts'

/** Thresholds were tuned on seeds 1 to 24; what is published is of these. */
export const firstSeed = 2_001
export const plantedSessions = 15
export const honestSessions = 30
/** An alert counts for an episode until so long after its end. */
const graceUs = 5e6

export const kinds: readonly ManipulationKind[] = everyDetector().map(({ kind }) => kind)

export type Rates = {
  readonly kind: ManipulationKind
  /** Planted, and those with an alert. */
  readonly episodes: number
  readonly found: number
  /** Alerts inside an episode, outside in the same sessions, and in honest sessions. */
  readonly inside: number
  readonly outside: number
  readonly honest: number
  /** Alerts of the other five in these planted sessions, of all kinds. */
  readonly others: number
}

/** What the detectors said of `kind` where it was planted, and where all was honest. */
export function measureRates(kind: ManipulationKind, honest: readonly Session[]): Rates {
  const planted = seeds(plantedSessions).map((seed) => playSession(seed, kind))
  const ofKind = (session: Session): Session['alerts'] =>
    session.alerts.filter((alert) => alert.kind === kind)
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
  const found = planted.map((session) => {
    const alerts = ofKind(session)
    return session.episodes.filter((episode) => alerts.some(({ ts }) => isIn(ts, episode))).length
  })
  const inside = planted.map(
    (session) =>
      ofKind(session).filter(({ ts }) => session.episodes.some((each) => isIn(ts, each))).length,
  )
  const all = sum(planted.map((session) => ofKind(session).length))
  return {
    kind,
    episodes: sum(planted.map(({ episodes }) => episodes.length)),
    found: sum(found),
    inside: sum(inside),
    outside: all - sum(inside),
    honest: sum(honest.map((session) => ofKind(session).length)),
    others: sum(planted.map(({ alerts }) => alerts.length)) - all,
  }
}

export function playHonest(): readonly Session[] {
  return seeds(honestSessions).map((seed) => playSession(seed, 'honest'))
}

/** The rows of the table in `docs/manipulation.md`. */
export function ratesTable(rates: readonly Rates[]): readonly string[] {
  const hours = (honestSessions * sessionSeconds) / 3_600
  return rates.map(({ kind, episodes, found, inside, outside, honest, others }) => {
    const recall = (found / episodes).toFixed(2)
    const precision = (inside / (inside + outside + honest)).toFixed(2)
    const perHour = (honest / hours).toFixed(1)
    const cells = [
      kind,
      episodes,
      found,
      recall,
      inside,
      outside,
      honest,
      precision,
      perHour,
      others,
    ]
    return `| ${cells.join(' | ')} |`
  })
}

function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => firstSeed + i)
}

function isIn(ts: number, { fromTs, untilTs }: Session['episodes'][number]): boolean {
  return ts >= fromTs && ts <= untilTs + graceUs
}
