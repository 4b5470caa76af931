import { diffHunks, lineDiff } from '../../evolution/index.ts'
import { readStrategies } from '../strategy/desk-strategies.ts'
import { checksOf, type NightCheck, nightLines } from './night-lines.ts'
import { type StrategyLine, strategyLine } from './strategy-lines.ts'

/** A step of a version, and what it rests on. */
export type StrategyStep = {
  readonly t: number
  readonly from: string
  readonly to: string
  readonly cycle: number
  readonly actor: string
  readonly reason: string
  readonly evidence: Readonly<Record<string, number | string | boolean>>
}

/** All that is known of one version. Times are milliseconds since 1970, UTC. */
export type StrategyDetail = StrategyLine & {
  readonly steps: readonly StrategyStep[]
  readonly checks: readonly NightCheck[]
  /** What `diff` is held against: its first parent; `null` where it has none. */
  readonly against: string | null
  /**
   * Lines as `diff -u` marks them: `+`, `-` or a space first, `@@` for lines left out. The whole
   * source, unmarked, where there is nothing to hold it against.
   */
  readonly diff: readonly string[]
}

/**
 * @param id - Of a version, whole.
 * @returns `undefined` where the desk has none of that id.
 * @throws UserError `strategies-damaged`, `strategies-foreign`, `strategies-key`, `model-log`
 */
export function strategyDetail(desk: string, id: string): StrategyDetail | undefined {
  const registry = readStrategies(desk)
  const version = registry?.book.version(id)
  if (registry === undefined || version === undefined) return undefined
  const [against = null] = version.parents
  const source = registry.source(id)
  const diff =
    against === null
      ? source
          .trimEnd()
          .split('\n')
          .map((text) => `  ${text}`.trimEnd())
      : diffHunks(lineDiff(registry.source(against), source))
  const steps = version.moves.map(({ ts, from, to, cycle, actor, reason, evidence }) => {
    return { t: Math.floor(ts / 1_000), from, to, cycle, actor, reason, evidence }
  })
  return {
    ...strategyLine(version),
    ...{ steps, checks: checksOf(nightLines(desk), id), against, diff },
  }
}
