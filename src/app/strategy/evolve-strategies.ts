import { canonicalJson, type Json, UserError } from '../../base/index.ts'
import { formatTime, type Micros, micros } from '../../domain/index.ts'
import type { BacktestSetup, TrialLedger } from '../../engine/index.ts'
import {
  type AuthorContext,
  type CycleEnd,
  type Ground,
  type LaneMove,
  runCycle,
  type StrategyRegistry,
} from '../../evolution/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import type { LineLog } from '../../llm/index.ts'
import { joinBars, type LoadedBars } from '../../market/index.ts'
import { defaultThresholds, type SoundnessThresholds } from '../../research/index.ts'
import { sha256 } from '../sha256.ts'
import { BoxPool } from './box-pool.ts'
import { planForBox } from './box-plan.ts'
import { BoxWorkshop } from './box-workshop.ts'
import { withStrategies } from './desk-strategies.ts'
import { judgeNight } from './evolve-lanes.ts'
import { endCutOff, EvolveRecord, nightsIn } from './evolve-record.ts'
import { freezeFirst } from './first-strategy.ts'
import { modelNight, mutation, type NightOf, onTrial } from './night-author.ts'
import type { NightModel } from './night-model.ts'
import { sealBroken, type SealedPlace, sealShell } from './shell-seal.ts'
import { sideBySide } from './try-outs.ts'

export type EvolveOptions = {
  /** The folder of the desk. */
  readonly desk: string
  readonly market: readonly LoadedBars[]
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly trials: TrialLedger
  readonly log: LineLog
  /** What must be as it was after every night, see `sealShell`. */
  readonly sealed: Omit<SealedPlace, 'disk'>
  /** As of when each night is, rising: it sees the bars up to then. One or more. */
  readonly nights: readonly Micros[]
  /** Candidates of a night at most. */
  readonly candidates: number
  /** Nulls in each distribution. Whole, 19 or more. */
  readonly draws: number
  readonly seed: number
  readonly ground: Ground
  /** What the soundness of what passed all else is asked by; the usual where left out. */
  readonly thresholds?: SoundnessThresholds | undefined
  /** Models that write and review instead of seeded mutation. */
  readonly model?: NightModel | undefined
  readonly onStep?: ((text: string) => void) | undefined
}

/** What a night came to. */
export type NightReport = {
  readonly cycle: number
  readonly ts: Micros
  readonly end: CycleEnd
  readonly moves: readonly LaneMove[]
}

/**
 * Nights of the strategist, one after another. In each the versions that run are judged by the bars
 * that came since, then new ones are written, checked and put to the gate. Everything is in the
 * registry of the desk before the next step begins.
 *
 * @throws UserError `strategies-in-use`, `strategies-damaged`, `shell-changed` when the gate, the
 *   limits, the settings or the ledger of trials is not what it was before a night
 */
export async function evolveStrategies(options: EvolveOptions): Promise<readonly NightReport[]> {
  const pool = new BoxPool(sideBySide)
  try {
    return await withStrategies(options.desk, async (registry) => {
      freezeFirst(registry, 0)
      const reports: NightReport[] = []
      for (const ts of options.nights) reports.push(await oneNight(options, registry, { pool, ts }))
      return reports
    })
  } finally {
    await pool.end()
  }
}

async function oneNight(
  options: EvolveOptions,
  registry: StrategyRegistry,
  { pool, ts }: { readonly pool: BoxPool; readonly ts: Micros },
): Promise<NightReport> {
  const { setup, log, onStep } = options
  const cycle = nextCycle(registry)
  const market = options.market.map((of) => joinBars([of], { to: micros(ts + 1) }))
  onStep?.(`night ${cycle}, ${formatTime(ts).slice(0, 10)}`)
  const place: SealedPlace = { ...options.sealed, disk: nodeDisk }
  const seal = sealShell(place)
  const plan = planForBox({
    setup,
    stretches: [{ market, warmUntil: micros(0) }],
  })
  endCutOff(registry, { cycle, ts })
  const moves = await judgeNight({ pool, registry, plan, cycle, ts })
  for (const { version, from, to, why } of moves)
    onStep?.(`${version.slice(0, 12)}: ${from} to ${to}, ${why}`)
  const { context, author, workshop } = await staffed(options, {
    ...{ desk: options.desk, setup, pool, plan, market, registry, cycle, ts, moves },
    context: contextOf(registry, { ts, moves }),
    tokensPerDay: options.model?.tokensPerDay ?? 0,
  })
  const record = new EvolveRecord({ registry, log, author: author.name, ts })
  const { candidates } = options
  const end = await runCycle({ cycle, candidates, context, author, workshop, record, onStep })
  record.leaveRest(cycle)
  const broken = sealBroken(seal, place)
  if (broken !== undefined)
    throw new UserError('shell-changed', `In night ${cycle} ${broken}; look at what runs here.`, 3)
  return { cycle, ts, end, moves }
}

/** Who writes, and where it is tried. While a version is on trial a model is not even asked. */
async function staffed(options: EvolveOptions, night: NightOf) {
  const { log, trials, draws, thresholds = defaultThresholds } = options
  const { registry, pool, setup, market, plan } = night
  const isIdle = onTrial(registry) !== undefined
  const models = isIdle ? undefined : options.model?.asked(nightsIn(log) + 1)
  const told = models === undefined ? undefined : await modelNight(models, night)
  const workshop = new BoxWorkshop({
    ...{ pool, setup, market, plan, trials, draws, champion: night.context.parent.source },
    ...{ reviewer: models?.reviewer, analyses: told?.analyses, thresholds },
  })
  const author = told?.author ?? (await mutation(options, { ...night, workshop }))
  return { author, workshop, context: told?.context ?? night.context }
}

/** One more than any that left a version; nights without one are numbered on by their moves. */
function nextCycle({ book }: StrategyRegistry): number {
  const seen = book.versions.flatMap(({ cycle, moves }) => [cycle, ...moves.map((of) => of.cycle)])
  return 1 + Math.max(0, ...seen)
}

/** What an author is told: facts of the shell's own. */
function contextOf(
  registry: StrategyRegistry,
  of: { readonly ts: Micros; readonly moves: readonly LaneMove[] },
): AuthorContext {
  const { book } = registry
  const parent = book.champion('strategy') ?? book.control('strategy')
  if (parent === undefined)
    throw new UserError(
      'strategy-unknown',
      'The desk has neither champion nor control; freeze one with coinswarm strategy freeze.',
    )
  const facts: Json = {
    asOf: formatTime(of.ts),
    parent: parent.id,
    versions: book.versions.length,
    moves: of.moves.map(({ version, from, to, why }) => ({ version, from, to, why })),
  }
  const source = registry.source(parent.id)
  return { hash: sha256(canonicalJson(facts)), facts, parent: { version: parent.id, source } }
}
