import type { Micros } from '../../domain/index.ts'
import {
  judgeLanes,
  type Lane,
  type LaneMove,
  laneRules,
  type LaneRun,
  type StrategyRegistry,
  type Version,
} from '../../evolution/index.ts'
import type { BoxPlan } from './box-messages.ts'
import type { BoxPool } from './box-pool.ts'

type Stage = Lane['stage']

/** All of the desk's money but for canaries, which have one part in a hundred. */
const cashPpm: Readonly<Record<Stage, number>> = {
  shadow: 1_000_000,
  canary: 10_000,
  champion: 1_000_000,
}

export type LaneNight = {
  readonly pool: BoxPool
  readonly registry: StrategyRegistry
  /** Bars up to now. */
  readonly plan: BoxPlan
  readonly cycle: number
  readonly ts: Micros
}

/**
 * Runs every version that is on trial or in force over the bars since its stage began, beside the
 * frozen control, and moves those that are to move.
 */
export async function judgeNight(night: LaneNight): Promise<readonly LaneMove[]> {
  const { registry } = night
  const stages: readonly Stage[] = ['champion', 'canary', 'shadow']
  const running = registry.book.versions.flatMap((version) => {
    const stage = stages.find((each) => each === version.state)
    return version.module === 'strategy' && stage !== undefined ? [{ version, stage }] : []
  })
  const lanes: Lane[] = []
  for (const { version, stage } of running) lanes.push(await laneOf(version, stage, night))
  const moves = judgeLanes(lanes, laneRules)
  for (const move of moves) settle(move, night)
  return moves
}

async function laneOf(version: Version, stage: Stage, night: LaneNight): Promise<Lane> {
  const { registry } = night
  const { book } = registry
  const last = version.moves.at(-1)
  const fromTs = (last?.ts ?? 0) as Micros
  // As on a desk: risk does not watch whoever was brought back.
  const isWatched = stage !== 'champion' || last?.from !== 'retired'
  const source = registry.source(version.id)
  const previous = stage === 'champion' ? book.previous('strategy') : undefined
  const before = previous === undefined ? undefined : registry.source(previous.id)
  const record = await ran(night, { source, before, fromTs, stage, isWatched })
  // What others are measured by is not cut short where it loses.
  const unwatched = { fromTs, stage, isWatched: false }
  const beside = async (other: Version | undefined): Promise<Float64Array | undefined> =>
    other === undefined || other.id === version.id
      ? undefined
      : (await ran(night, { source: registry.source(other.id), ...unwatched })).daily
  const control = (await beside(book.control('strategy'))) ?? new Float64Array(0)
  const champion = stage === 'canary' ? await beside(book.champion('strategy')) : undefined
  const idle = new Float64Array(record.daily.length)
  return {
    ...{ version: version.id, stage, record },
    beside: { control, hold: record.hold },
    // Where nothing is in force, doing nothing is.
    ...(stage === 'canary' ? { champion: champion ?? idle } : {}),
  }
}

/** A box that fails ends the version: it had run before. */
async function ran(
  { pool, plan }: LaneNight,
  of: {
    readonly source: string
    readonly before?: string | undefined
    readonly fromTs: Micros
    readonly stage: Stage
    readonly isWatched: boolean
  },
): Promise<LaneRun> {
  const { fromTs, stage, isWatched } = of
  const lane = { fromTs, isWatched, cashPpm: cashPpm[stage] }
  const claim = await pool.use(async (box) => {
    const ready = await box.market(plan)
    return ready.kind === 'fault' ? ready : box.lane(of.source, of.before, lane)
  })
  if (claim.kind === 'done') return claim.value
  const none = new Float64Array(0)
  return { hash: '', daily: none, hold: none, trades: 0, breach: `it failed: ${claim.why}` }
}

function settle({ version, from, to, why }: LaneMove, night: LaneNight): void {
  const { registry, cycle, ts } = night
  const by = { ts, cycle, actor: 'strategist', reason: why.slice(0, 1_000) }
  // A new champion retires the one of now in the same step.
  if (to === 'retired') return
  if (from === 'champion') registry.rollback('strategy', by)
  else
    registry.move({
      ...by,
      id: version,
      to: from === 'canary' && to === 'declined' ? 'demoted' : to,
    })
}
