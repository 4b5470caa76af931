import type { Json } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import {
  type BudgetTold,
  contextHash,
  type CycleContext,
  cyclePrompt,
  type CyclePrompt,
  ObservationBook,
  type PaperTest,
  type VersionTold,
} from '../../evolution/index.ts'
import { analysisSchema } from '../../journal/index.ts'
import { truthJson } from '../../ledger/index.ts'
import { regimeAt, regimeText } from '../../memory/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { analyseRun, type AnalysisSlots } from './analyse-run.ts'
import { type DeskPrompts, keepPrompts, readPrompts } from './prompt-files.ts'
import type { RunEvents } from './run-events.ts'
import type { RunTruth } from './run-truth.ts'

/** Where a desk keeps what is of its strategies. */
export function strategyFolder(folder: string): string {
  return `${folder}/strategies`
}

/** What a cycle knows that a run does not tell. */
export type CycleFacts = {
  readonly cycle: string
  readonly now: Micros
  readonly versions: readonly VersionTold[]
  readonly paperTests: readonly PaperTest[]
  readonly budget: BudgetTold
  readonly analyses?: AnalysisSlots | undefined
}

/** A context, its SHA-256 in hex, and the context as words. */
export type ToldCycle = {
  readonly context: CycleContext
  readonly hash: string
  readonly prompt: CyclePrompt
}

/**
 * All that a cycle decides by, and as words for a model. The templates are kept by their version.
 *
 * @param folder - Of the desk: prompts, observations, and tables for a moment.
 * @throws UserError `prompt-invalid`, `query-stopped`, `journal-damaged`, `journal-newer`
 */
export async function contextOfCycle(
  run: RunEvents,
  folder: string,
  facts: CycleFacts,
): Promise<ToldCycle> {
  const prompts = readPrompts(folder)
  const { told, market, trades } = await analyseRun(run, folder, facts.analyses)
  const { cycle, versions, paperTests, budget } = facts
  const book = ObservationBook.open(nodeDisk, strategyFolder(folder))
  const context: CycleContext = {
    ...{ version: 1, cycle, truth: truthJson(told.truth), analysis: { market, trades } },
    constraint: constraintOf(run),
    regime: regimeNow(run, told),
    drought: { kind: told.drought.kind, told: told.drought.told },
    ...{ versions, paperTests, budget, observations: book.list(facts.now) },
    prompts: prompts.set.version,
  }
  keepPrompts(folder, prompts.set)
  return { context, hash: contextHash(context), prompt: promptOf(context, prompts) }
}

function promptOf(context: CycleContext, { set, mandate }: DeskPrompts): CyclePrompt {
  return cyclePrompt(context, set, { mandate, tables: analysisSchema.trim() })
}

/** What is in force: as plain as JSON is, and nothing that names a key or a place. */
function constraintOf({ instruments, intervalsUs, setup }: RunEvents): {
  readonly [name: string]: Json
} {
  return {
    limits: plain(setup.limits),
    costs: plain(setup.costs),
    instruments: instruments.map(({ id, tick, lot, quote }, i) => ({
      ...{ id, tick, lot, quote, barSeconds: (intervalsUs[i] ?? 0) / 1e6 },
    })),
  }
}

/** Numbers, texts and switches of settings; what JSON cannot say, as text. */
function plain(of: object): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(of).map(([name, value]: [string, unknown]): [string, Json] => [
      name,
      typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
        ? value
        : String(value),
    ]),
  )
}

function regimeNow({ instruments }: RunEvents, { columns }: RunTruth): Record<string, string> {
  return Object.fromEntries(
    instruments.map(({ id }, i) => {
      const bars = columns[i]
      const known = bars !== undefined && bars.length > 0
      return [id, known ? regimeText(regimeAt(bars, bars.length - 1)) : 'no bar yet']
    }),
  )
}
