import { UserError } from '../../base/index.ts'
import { regimeNames } from '../../committee/index.ts'
import { type DeskRun, nobody } from '../../engine/index.ts'
import { findingProposal, planProposal, type Proposal, reflect } from '../../evolution/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'
import { runAgain } from '../run-again.ts'
import { observedOf } from '../swarm-findings.ts'
import { contextOf } from '../swarm-context.ts'
import { swarmPlan } from '../swarm-plan.ts'
import { ProposalFolder } from './proposal-folder.ts'

/** What looking at a desk came to. */
export type Proposed = {
  /** What the planner says, proposed or not. */
  readonly plan: string
  /** Those that do not wait to be settled already. */
  readonly proposals: readonly Proposal[]
}

/**
 * Looks back on the voices of a desk, by running its journal again beside it, and keeps what is to
 * be proposed in its folder. The desk itself is not touched. Each plan that was tried on a held-out
 * part is counted: what luck may do goes down with their number.
 *
 * @throws UserError `no-journal`, `not-earned`, and what running a journal throws.
 */
export async function proposeForDesk(folder: string): Promise<Proposed> {
  const kept = new ProposalFolder(folder)
  const looks = kept.looks + 1
  const { plan, isTried, proposals } = await ranAgain(folder, (run) => proposedFor(run, looks))
  if (isTried) kept.looks = looks
  const open = kept.all().filter(({ settled }) => settled === undefined)
  const fresh = proposals.filter((made) => {
    return !open.some(({ proposal }) => isSameChange(proposal, made))
  })
  for (const made of fresh) kept.add(made)
  return { plan, proposals: fresh }
}

/** What waits to be settled is not kept again because its figures have moved. */
function isSameChange(a: Proposal, b: Proposal): boolean {
  return a.subject === b.subject && a.change.weights.join() === b.change.weights.join()
}

/** What there is to propose. @throws UserError `not-earned` */
function proposedFor(
  { desk, columns, outside }: DeskRun,
  looks: number,
): Proposed & { readonly isTried: boolean } {
  const seen = observedOf(desk)
  const bars = columns.map((of) => ({ bars: of }))
  const plan = swarmPlan(desk, { looks, context: contextOf(bars, outside) })
  if (seen === undefined || plan === undefined)
    throw new UserError(
      'not-earned',
      'Voices of this desk count by what they claim; set desk.votes to earned for a new desk.',
    )
  const agents = seen.agents.map(({ id }) => id)
  const terms = { ts: seen.now, agents, regimes: regimeNames.length }
  const found = reflect(seen).map((finding) => findingProposal(terms, finding))
  const proposals = [planProposal(terms, plan), ...found].filter((each) => each !== undefined)
  return { plan: plan.sentence, isTried: plan.evidence !== undefined, proposals }
}

async function ranAgain<T>(folder: string, use: (run: DeskRun) => T): Promise<T> {
  const { journal } = deskPaths(folder)
  const header = headerIn(journal)
  if (header === undefined) throw noJournal(folder)
  return runAgain({ folder, journal, header, witness: { observer: nobody } }, use)
}
