import { ok, plainLine } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { BacktestSetup } from '../../engine/index.ts'
import {
  type Author,
  type AuthorContext,
  bredAuthor,
  type Ground,
  type LaneMove,
  modelAuthor,
  printRecipe,
  type StrategyRegistry,
  triedIn,
} from '../../evolution/index.ts'
import type { NamedModel } from '../../llm/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { BoxPlan } from './box-messages.ts'
import type { BoxPool } from './box-pool.ts'
import { type BoxWorkshop, lossOf } from './box-workshop.ts'
import type { AnalysisGround } from './check-analysis.ts'
import { confirmRun } from './confirm-run.ts'
import { nightWords } from './night-words.ts'
import { eventsOver } from './run-events.ts'

export type NightOf = {
  readonly desk: string
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly pool: BoxPool
  readonly plan: BoxPlan
  readonly market: readonly LoadedBars[]
  readonly registry: StrategyRegistry
  readonly context: AuthorContext
  readonly cycle: number
  readonly ts: Micros
  readonly moves: readonly LaneMove[]
  readonly tokensPerDay: number
}

/** Who writes, what it is told, and what rewritten analyses are tried on. */
type ModelNight = {
  readonly author: Author
  readonly context: AuthorContext
  readonly analyses: AnalysisGround | undefined
}

/**
 * A night in which a model writes. The strategy in force is run by this side, one bar at a time,
 * for what it is told of must be true.
 */
export async function modelNight(
  models: { readonly author: NamedModel; readonly reviewer: NamedModel },
  night: NightOf,
): Promise<ModelNight> {
  const { desk, setup, pool, plan, market, context } = night
  const { version, source } = context.parent
  const ran = await pool.use((box) => confirmRun(box, source, plan))
  if (ran.kind === 'fault') {
    const why = plainLine(`the strategy in force does not run: ${ran.why}`, 300)
    return { author: idle(models.author.named, why), context, analyses: undefined }
  }
  const { events } = ran.value
  const run = eventsOver(market, { agents: [version.slice(0, 12)], setup, events })
  const { words, hash, analyses } = await nightWords({ ...night, run })
  return {
    author: modelAuthor({ model: models.author, words }),
    context: { ...context, hash, analyses },
    analyses: {
      ...{ pool, run, folder: desk, reviewer: models.reviewer, said: new Map() },
      inForce: (module) => analyses[module]?.source ?? '',
    },
  }
}

/** Asks nobody and changes nothing. */
function idle(name: string, why: string): Author {
  return { name, decide: async () => ({ kind: 'no-change', why }), write: async () => ok([]) }
}

/** The author that needs no model. */
export async function mutation(
  { seed, ground }: { readonly seed: number; readonly ground: Ground },
  night: Pick<NightOf, 'registry' | 'context' | 'cycle'> & { readonly workshop: BoxWorkshop },
): Promise<Author> {
  const { registry, workshop, context, cycle } = night
  return bredAuthor({
    ...{ seed, cycle, ground, onTrial: onTrial(registry) },
    tried: await triedFrom(registry, workshop, context.parent.source),
    isKnown: (source) => registry.has('strategy', source),
  })
}

/** A version that runs in the shadow or as a canary: while one does nothing new is written. */
export function onTrial({ book }: StrategyRegistry): string | undefined {
  const found = book.versions.find(({ state }) => state === 'shadow' || state === 'canary')
  return found?.id.slice(0, 12)
}

/** What was tried, and what the one that is to be bettered comes to by now. */
async function triedFrom(
  registry: StrategyRegistry,
  workshop: BoxWorkshop,
  champion: string,
): Promise<ReturnType<typeof triedIn>['tried']> {
  const { tried } = triedIn(registry)
  const claim = await workshop.champion()
  if (claim.kind === 'fault' || claim.value.dearSharpe === null) return tried
  const loss = lossOf(claim.value)
  return tried.map((each) => (printRecipe(each.recipe) === champion ? { ...each, loss } : each))
}
