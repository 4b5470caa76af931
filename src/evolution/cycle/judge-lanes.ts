import {
  judgeChampion,
  judgeTrial,
  type LaneRecord,
  type LaneRules,
  type LaneVerdict,
  type Yardsticks,
} from './lane-verdict.ts'

/** Stages in which a version runs on new bars. */
export type LaneStage = 'shadow' | 'canary' | 'champion'

/** A version that runs, and how it has done. */
export type Lane = {
  readonly version: string
  readonly stage: LaneStage
  readonly record: LaneRecord
  readonly beside: Yardsticks
  /** Daily returns of the champion over the days of this lane; of a canary. */
  readonly champion?: Float64Array | undefined
}

/** What a night makes of a lane. */
export type LaneMove = {
  readonly version: string
  readonly from: LaneStage
  readonly to: 'canary' | 'champion' | 'declined' | 'demoted' | 'retired'
  readonly why: string
}

const next = { shadow: 'canary', canary: 'champion' } as const

/**
 * What becomes of the versions that run. A champion is judged first; with one demoted the one
 * before comes back, and no canary follows it on the same night. At most one version becomes
 * champion, and the champion of then is retired.
 */
export function judgeLanes(lanes: readonly Lane[], rules: LaneRules): readonly LaneMove[] {
  const moves: LaneMove[] = []
  const champion = lanes.find(({ stage }) => stage === 'champion')
  const stays = champion && judgeChampion(champion.record, champion.beside, rules)
  if (champion !== undefined && stays?.kind === 'decline')
    moves.push(moveOf(champion, 'demoted', stays))
  let isTaken = moves.length > 0
  for (const lane of lanes) {
    const { stage, record, beside } = lane
    if (stage === 'champion') continue
    const verdict = judgeTrial(record, beside, { stage, rules, champion: lane.champion })
    if (verdict.kind === 'decline') moves.push(moveOf(lane, 'declined', verdict))
    if (verdict.kind !== 'advance') continue
    const to = next[stage]
    if (to === 'champion' && isTaken) continue
    if (to === 'champion') {
      isTaken = true
      const why = `${lane.version} takes its place`
      if (champion !== undefined) moves.push(moveOf(champion, 'retired', { why }))
    }
    moves.push(moveOf(lane, to, verdict))
  }
  return moves
}

function moveOf(
  { version, stage }: Lane,
  to: LaneMove['to'],
  { why }: Pick<LaneVerdict, 'why'>,
): LaneMove {
  return { version, from: stage, to, why }
}
