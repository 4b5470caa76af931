import type { Json } from '../../base/index.ts'
import { formatTime, type Micros } from '../../domain/index.ts'
import type { BacktestSetup } from '../../engine/index.ts'
import {
  type AuthorWords,
  contractText,
  cyclePrompt,
  type LaneMove,
  ObservationBook,
  type StrategyRegistry,
} from '../../evolution/index.ts'
import { analysisSchema } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { strategyFolder } from './cycle-context.ts'
import { readPrompts } from './prompt-files.ts'

/** What a model is told of a night, by the prompts of the desk. */
export type NightFacts = {
  readonly desk: string
  readonly cycle: number
  readonly ts: Micros
  readonly setup: Omit<BacktestSetup, 'agents'>
  readonly market: readonly LoadedBars[]
  readonly registry: StrategyRegistry
  readonly moves: readonly LaneMove[]
  /** What the strategy in force came to on these bars, as its box claims. */
  readonly claim: { readonly [name: string]: Json }
  readonly tokensPerDay: number
}

const versionsMost = 40
const unasked = { kind: 'failed', why: 'it was not asked for this night' } as const

/** @throws UserError `prompt-invalid` */
export function nightWords(facts: NightFacts): AuthorWords {
  const { desk, cycle, ts, registry, moves, claim, tokensPerDay } = facts
  const { set, mandate } = readPrompts(desk)
  const { system, prompt } = cyclePrompt(
    {
      ...{ version: 1, cycle: String(cycle), prompts: set.version, regime: {} },
      truth: { asOf: formatTime(ts), strategyInForce: claim },
      analysis: { market: { ...unasked, name: 'market' }, trades: { ...unasked, name: 'trades' } },
      constraint: constraintOf(facts),
      drought: { kind: 'unknown', told: 'not looked for on bars of a file' },
      versions: versionsOf(registry),
      paperTests: [],
      observations: ObservationBook.open(nodeDisk, strategyFolder(desk)).list(ts),
      // What is left is asked before each question, and a replay must find the same words.
      budget: { tokensLeft: null, tokensPerDay },
    },
    set,
    { mandate, tables: analysisSchema.trim() },
  )
  const moved = moves.map(({ version, to, why }) => `- ${version.slice(0, 12)}: ${to}, ${why}`)
  const news = moved.length === 0 ? [] : ['# What moved this night', '', ...moved]
  return { system, facts: [prompt, ...news].join('\n'), contract: contractText() }
}

function constraintOf({ setup, market }: NightFacts): { readonly [name: string]: Json } {
  const { feeTakerPpm, feeMakerPpm, slippage } = setup.costs
  const limits = Object.entries(setup.limits).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'boolean' || typeof value === 'number' ? [[name, value] as const] : [],
  )
  return {
    limits: Object.fromEntries(limits),
    costs: { feeTakerPpm, feeMakerPpm, slippage },
    instruments: market.map(({ instrument, intervalUs }) => ({
      ...{ id: instrument.id, barSeconds: intervalUs / 1e6 },
    })),
  }
}

/** The newest, and where each ended: what was tried is not to be tried again. */
function versionsOf(registry: StrategyRegistry) {
  return registry.book.versions
    .filter(({ module }) => module === 'strategy')
    .slice(-versionsMost)
    .map(({ id, parents, state, note, moves }) => ({
      ...{ id: id.slice(0, 12), parent: parents[0]?.slice(0, 12) ?? null, state },
      summary: [note, moves.at(-1)?.reason ?? ''].filter((text) => text !== '').join(' / '),
    }))
}
