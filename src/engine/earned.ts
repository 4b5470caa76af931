import type { Agent, AgentStream } from '../agents/index.ts'
import type { Json } from '../base/index.ts'
import {
  Attribution,
  Budgets,
  regimeNames,
  SkillBook,
  SkilledCommittee,
  VoteLog,
  worthAmong,
  Yardsticks,
} from '../committee/index.ts'
import { hourUs } from '../domain/index.ts'
import type { DeskSetup } from './desk-setup.ts'

/** What agents have shown, where that is what they count by, and what they brought. */
export type Earned = {
  readonly book: SkillBook
  readonly attribution: Attribution
  readonly budgets: Budgets
  /** What those who know nothing would have come to, where that is kept. */
  readonly yardsticks?: Yardsticks | undefined
}

/** What the stream of profit and loss of each kind of agent is called. @see SPEC P10. */
export const streamNames: Readonly<Record<AgentStream, string>> = {
  technical: 'baseline',
  pattern: 'mycelial',
}
/** What a planner looks back on: one row an hour, four months of them. */
const logTerms = { rows: 3_000, spacingUs: hourUs }

/** Nothing shown yet, by anybody, at all instruments of a desk. */
export function earnedOf(setup: DeskSetup): Earned {
  const { agents, costs, seed } = setup
  const regimes = regimeNames.length
  const has = (stream: AgentStream): readonly boolean[] =>
    agents.map((of: Agent) => of.stream === stream)
  const streams = [
    { name: streamNames.technical, has: has('technical') },
    { name: streamNames.pattern, has: has('pattern') },
    { name: 'synthesized', has: agents.map(() => true) },
  ]
  const costPerSide = costPerSideOf(costs)
  const instruments = setup.instruments.length
  const terms = { seed, instruments, costPerSide, regimes, streams }
  const attribution = new Attribution(agents.length, terms)
  const budgets = new Budgets(attribution, agents.length)
  const yardsticks =
    setup.yardsticks === true ? new Yardsticks({ seed, instruments, costPerSide }) : undefined
  return { book: new SkillBook(agents.length, regimes), attribution, budgets, yardsticks }
}

/** The committee of one instrument that goes by it. */
export function skilledOf(
  { agents, instruments, quorum, costs }: DeskSetup,
  earned: Earned,
): SkilledCommittee {
  const outcomeWeight = worthAmong(instruments.length)
  const horizonsUs = agents.map((agent) => agent.horizonUs)
  const log = new VoteLog({ agents: agents.length, ...logTerms })
  const costPerSide = costPerSideOf(costs)
  return new SkilledCommittee({ ...earned, horizonsUs, quorum, outcomeWeight, costPerSide, log })
}

/** Fee and slippage of one side, as a share of what is traded. */
export function costPerSideOf({ feeTakerPpm, slippage }: DeskSetup['costs']): number {
  return feeTakerPpm / 1_000_000 + slippage
}

export function saveEarned({ book, attribution, budgets, yardsticks }: Earned): Json {
  return {
    book: book.save(),
    attribution: attribution.save(),
    budgets: budgets.save(),
    ...(yardsticks === undefined ? {} : { yardsticks: yardsticks.save() }),
  }
}

export function loadEarned(earned: Earned, state: Json): void {
  const { book, attribution, budgets, yardsticks } = earned
  const saved = state as { readonly [key: string]: Json }
  book.load(saved['book'] as Json)
  attribution.load(saved['attribution'] as Json)
  budgets.load(saved['budgets'] as Json)
  if (saved['yardsticks'] !== undefined) yardsticks?.load(saved['yardsticks'])
}
