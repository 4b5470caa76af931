import type { Version } from '../../evolution/index.ts'
import { readStrategies } from '../strategy/desk-strategies.ts'

/** A version of a strategy in a line. Times are milliseconds since 1970, UTC. */
export type StrategyLine = {
  readonly t: number
  readonly id: string
  readonly module: string
  readonly state: string
  readonly isControl: boolean
  readonly author: string
  readonly parents: readonly string[]
  readonly cycle: number
  readonly note: string
  /** Since when it stands where it does. */
  readonly since: number
  /** Why it stands there: the reason of its last step; empty for a draft. */
  readonly why: string
}

/** Every version of a desk, the oldest first. @throws UserError as `readStrategies` */
export function strategyLines(desk: string): readonly StrategyLine[] {
  return (readStrategies(desk)?.book.versions ?? []).map(strategyLine)
}

export function strategyLine(version: Version): StrategyLine {
  const { id, module, state, isControl, author, parents, cycle, note, ts, moves } = version
  const last = moves.at(-1)
  return {
    ...{ t: Math.floor(ts / 1_000), id, module, state, isControl, author, parents, cycle, note },
    since: Math.floor((last?.ts ?? ts) / 1_000),
    why: last?.reason ?? '',
  }
}
