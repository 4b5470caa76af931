import type { Json } from '../../base/index.ts'
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
import type { BoxWorkshop } from './box-workshop.ts'
import type { NightModel } from './night-model.ts'
import { nightWords } from './night-words.ts'

type AuthorOptions = {
  readonly desk: string
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly seed: number
  readonly ground: Ground
  readonly model?: NightModel | undefined
}

type NightOf = {
  readonly registry: StrategyRegistry
  readonly workshop: BoxWorkshop
  readonly context: AuthorContext
  readonly cycle: number
  readonly ts: Micros
  readonly market: readonly LoadedBars[]
  readonly moves: readonly LaneMove[]
  /** Who writes, where a model does. */
  readonly model: NamedModel | undefined
}

/** Who writes in a night: the model that is asked, or seeded mutation. */
export async function authorOf(options: AuthorOptions, night: NightOf): Promise<Author> {
  const { desk, setup, seed, ground } = options
  const { registry, workshop, context, cycle, model } = night
  if (model === undefined)
    return bredAuthor({
      ...{ seed, cycle, ground, onTrial: onTrial(registry) },
      tried: await triedFrom(registry, workshop, context.parent.source),
      isKnown: (source) => registry.has('strategy', source),
    })
  const claim = await workshop.champion()
  const words = nightWords({
    ...{ ...night, desk, setup, claim: figuresOf(claim) },
    tokensPerDay: options.model?.tokensPerDay ?? 0,
  })
  return modelAuthor({ model, words })
}

function figuresOf(claim: Awaited<ReturnType<BoxWorkshop['champion']>>): {
  readonly [name: string]: Json
} {
  if (claim.kind === 'fault') return { failed: claim.why }
  const { netPnl, returnPct, drawdownPct, fills, trades, sharpe, samples } = claim.value
  return { netPnl, returnPct, drawdownPct, fills, trades, sharpeADay: sharpe, days: samples }
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
  const sharpe = claim.kind === 'done' ? claim.value.sharpe : null
  if (sharpe === null) return tried
  return tried.map((each) =>
    printRecipe(each.recipe) === champion ? { ...each, loss: -sharpe } : each,
  )
}
