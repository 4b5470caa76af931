import { canonicalJson, Random } from '../../base/index.ts'
import { formatTime, type Micros } from '../../domain/index.ts'
import type { FillRow } from '../../engine/index.ts'
import { type CheckRow, figuresOf, notRun } from '../check-row.ts'
import type { BiasStage } from './bias-stage.ts'
import { OpinionLog, tappedAgent } from './opinion-log.ts'
import { withScrambledFuture } from './scrambled-future.ts'

const name = 'look-ahead'
/** Times after which the future is scrambled: half of them at which something was said. */
const cuts = 12

/** Runs that looking for look-ahead takes. */
export const lookAheadRuns: number = 1 + cuts

type Said = { readonly log: OpinionLog; readonly fills: readonly FillRow[] }

/**
 * Whether anything up to a time depends on what comes after it: the run is done again with every
 * bar after the time scrambled, and all opinions and fills up to it must be the same to the bit.
 * What an agent knew by heart before it was given any bar is beyond this test.
 */
export function lookAhead(stage: BiasStage): CheckRow {
  const { seed } = stage
  const known = hear(stage)
  if (known.log.spoken === 0) return notRun(name, 'No agent had an opinion.')
  const times = cutTimes(known.log, Random.stream(seed, 'bias/look-ahead'))
  let seen = 0
  let first: number | undefined
  for (const [cut, until] of times.entries()) {
    const random = Random.stream(seed, `bias/look-ahead/${cut}`)
    const how = cut % 2 === 0 ? 'mirrored' : 'shuffled'
    const other = withScrambledFuture(stage, until, how, random, () => hear(stage))
    const at = firstChange(known, other, until)
    if (at === undefined) continue
    seen += 1
    first = Math.min(first ?? at, at)
  }
  const why =
    first === undefined
      ? `With all bars after it scrambled nothing changed up to any of ${times.length} times.`
      : `What is decided or filled at ${formatTime(first as Micros)} UTC knows bars after it: ` +
        `${seen} of ${times.length} scrambled futures changed the past.`
  const figures = figuresOf({ times: times.length, changed: seen, spoken: known.log.spoken })
  return { name, status: first === undefined ? 'pass' : 'fail', figures, why }
}

function hear({ runNull }: BiasStage): Said {
  const log = new OpinionLog()
  const { fills } = runNull({ hear: (agent) => tappedAgent(agent, log) })
  return { log, fills }
}

/** Half of them from all askings, half from those that were answered. */
function cutTimes(log: OpinionLog, random: Random): readonly number[] {
  const spoken: number[] = []
  for (let n = 0; n < log.length; n += 1) if (log.hasSpoken(n)) spoken.push(log.ts(n))
  return Array.from({ length: cuts }, (_, cut) =>
    // Mirrored and shuffled futures take turns, so the halves go by pairs.
    cut % 4 < 2
      ? (spoken[random.below(spoken.length)] as number)
      : log.ts(random.below(log.length)),
  )
}

/** When the first thing up to `until` differs. */
function firstChange(known: Said, other: Said, until: number): number | undefined {
  const said = known.log.firstDifference(other.log, until)
  const [before, after] = [known, other].map(({ fills }) => fills.filter(({ ts }) => ts <= until))
  const count = Math.max(before?.length ?? 0, after?.length ?? 0)
  for (let n = 0; n < count; n += 1) {
    const [a, b] = [before?.[n], after?.[n]]
    if (textOf(a) === textOf(b)) continue
    const filled = Math.min(a?.ts ?? until, b?.ts ?? until)
    return said === undefined ? filled : Math.min(said, filled)
  }
  return said
}

function textOf(fill: FillRow | undefined): string {
  if (fill === undefined) return ''
  const { notional, fee, realised, ...rest } = fill
  return `${canonicalJson({ ...rest })} ${notional} ${fee} ${realised}`
}
