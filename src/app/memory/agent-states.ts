import { regimeNames } from '../../committee/index.ts'
import type { DeskEvent, PlanApproved } from '../../domain/index.ts'
import type { RunHeader } from '../../engine/index.ts'
import { readJournal, runNames } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'

/** What an agent counted by in a time, and by what settings it spoke. @see SPEC Q4. */
export type AgentState = {
  readonly agent: string
  /** Time of the desk. Unit: us. */
  readonly from: number
  /** Until then it is valid; `null` for as long as nothing else is agreed on. */
  readonly until: number | null
  /** Share of its voice that is heard, by regime, 0.2 to 1; `null` where it is as it earns it. */
  readonly weights: Readonly<Record<string, number | null>>
  /** What was set otherwise than the agent has it: lengths, thresholds. */
  readonly thresholds: RunHeader['agents'][number]['parameters']
  /** Who agreed to it, and to which proposal; `null` where nobody had to. */
  readonly agreed: { readonly by: string; readonly proposal: string } | null
}

/**
 * The states of the agents of a desk one after another, from its journal alone; it may be running.
 *
 * @returns By agent, oldest first; those of one touch.
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`
 */
export function agentStatesOf(folder: string): readonly AgentState[] {
  const { journal } = deskPaths(folder)
  const header = headerIn(journal)
  if (header === undefined) throw noJournal(folder)
  const plans: PlanApproved[] = []
  let [names, start]: [readonly string[], number] = [[], 0]
  for (const { event } of readJournal(journal, nodeDisk)) {
    if (event.kind === 'run-started') names = runNames(event.header).agents
    else if (event.kind === 'plan-approved') plans.push(event)
    if (start === 0) start = firstTime(event)
  }
  const isEarned = header.setup.votes === 'earned'
  return names.flatMap((agent, a) => {
    const thresholds = header.agents[a]?.parameters ?? {}
    return spansOf(plans, a, start).map(({ from, until, plan, weights }) => ({
      ...{ agent, from, until, thresholds },
      weights: Object.fromEntries(
        regimeNames.map((name, r) => [name, weights[r] ?? (isEarned ? null : 1)]),
      ),
      agreed: plan === undefined ? null : { by: plan.actor, proposal: plan.proposal },
    }))
  })
}

/** A desk has no time before its first bar. */
function firstTime(event: DeskEvent): number {
  return event.kind === 'bar-closed' ? event.ts : 0
}

type Span = {
  readonly from: number
  readonly until: number | null
  /** Of which the newest weight is. */
  readonly plan: PlanApproved | undefined
  readonly weights: readonly (number | undefined)[]
}

/** Of one agent: cut wherever a plan begins or ends, and put together where nothing changed. */
function spansOf(plans: readonly PlanApproved[], agent: number, start: number): readonly Span[] {
  const cuts = new Set([start, ...plans.flatMap(({ ts, untilTs }): number[] => [ts, untilTs])])
  const times = [...cuts].filter((ts) => ts >= start).toSorted((a, b) => a - b)
  const spans: Span[] = []
  for (const [k, from] of times.entries()) {
    const standing = regimeNames.map((_, r) => standingAt(plans, agent, r, from))
    const weights = standing.map((plan, r) => plan?.weights[agent * regimeNames.length + r])
    const plan = plans.findLast((each) => standing.includes(each))
    const until = times[k + 1] ?? null
    const last = spans[spans.length - 1]
    if (last !== undefined && last.plan === plan && last.weights.join() === weights.join())
      spans[spans.length - 1] = { ...last, until }
    else spans.push({ from, until, plan, weights })
  }
  return spans
}

/** The plan that the weight of an agent in a regime is by, if any: 0 leaves the one before. */
function standingAt(
  plans: readonly PlanApproved[],
  agent: number,
  regime: number,
  ts: number,
): PlanApproved | undefined {
  const at = agent * regimeNames.length + regime
  const last = plans.findLast((plan) => plan.ts <= ts && (plan.weights[at] ?? 0) > 0)
  return last !== undefined && ts < last.untilTs ? last : undefined
}
