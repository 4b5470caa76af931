import { formatTime, type Micros } from '../../domain/index.ts'
import {
  type AuthorContext,
  type AuthorWords,
  contractText,
  type LaneMove,
  type StrategyRegistry,
} from '../../evolution/index.ts'
import { analysesInForce, shownAnalysis } from './analyses-in-force.ts'
import type { BoxPool } from './box-pool.ts'
import { contextOfCycle } from './cycle-context.ts'
import type { RunEvents } from './run-events.ts'

/** What a model is told of a night, by the prompts of the desk. */
export type NightFacts = {
  readonly desk: string
  readonly cycle: number
  readonly ts: Micros
  /** A run of the strategy in force that this side made itself. */
  readonly run: RunEvents
  readonly pool: BoxPool
  readonly registry: StrategyRegistry
  readonly moves: readonly LaneMove[]
  readonly tokensPerDay: number
}

/** Words for a model, the hash of all that is in them, and the analyses that it may rewrite. */
type Told = Required<Pick<AuthorContext, 'hash' | 'analyses'>> & { readonly words: AuthorWords }

const versionsMost = 40
const slots = ['market', 'trades'] as const

/**
 * What is true of the strategy in force, what both analyses make of it, and what was tried. An
 * analysis that fails is taken back at once: the one before it stands in its place the next night.
 *
 * @throws UserError `prompt-invalid`, `query-stopped`
 */
export async function nightWords(facts: NightFacts): Promise<Told> {
  const { desk, cycle, ts, run, registry, moves, tokensPerDay } = facts
  const { context, hash, prompt } = await contextOfCycle(run, desk, {
    ...{ cycle: String(cycle), now: ts, versions: versionsOf(registry), paperTests: [] },
    // What is left is asked before each question, and a replay must find the same words.
    budget: { tokensLeft: null, tokensPerDay },
    analyses: analysesInForce(registry, facts.pool),
  })
  const failed = slots.flatMap((slot) => {
    const report = context.analysis[slot]
    return report.kind === 'failed' ? [[slot, report.why] as const] : []
  })
  const taken = failed.filter(([slot]) => registry.book.champion(slot) !== undefined)
  for (const [slot, why] of taken) {
    const reason = `it failed: ${why}`.slice(0, 1_000)
    registry.rollback(slot, { ts, cycle, actor: 'strategist', reason })
  }
  const moved = [
    ...moves.map(({ version, to, why }) => `- ${version.slice(0, 12)}: ${to}, ${why}`),
    ...taken.map(([slot]) => `- the analysis of ${slot} failed and was taken back`),
  ]
  const news = moved.length === 0 ? [] : ['# What moved this night', '', ...moved]
  return {
    ...{
      hash,
      analyses: {
        market: shownAnalysis(registry, 'market'),
        trades: shownAnalysis(registry, 'trades'),
      },
    },
    words: {
      system: prompt.system,
      facts: [`As of ${formatTime(ts)}.`, '', prompt.prompt, ...news].join('\n'),
      contract: contractText(),
    },
  }
}

/** The newest, and where each ended: what was tried is not to be tried again. */
function versionsOf(registry: StrategyRegistry) {
  return registry.book.versions.slice(-versionsMost).map(({ id, parents, state, note, moves }) => ({
    ...{ id: id.slice(0, 12), parent: parents[0]?.slice(0, 12) ?? null, state },
    summary: [note, moves.at(-1)?.reason ?? ''].filter((text) => text !== '').join(' / '),
  }))
}
