import { dayUs } from '../../domain/index.ts'
import { normalQuantile } from '../../quant/index.ts'
import { evaluateProposal } from '../governance/evaluate-proposal.ts'
import { evidenceOf } from '../governance/evidence.ts'
import type { GovernedState } from '../governance/governed-state.ts'
import type { Change, Proposal } from '../governance/proposal.ts'
import type { KnownResults } from './known-results.ts'

/** Proposals of a day at most: each is kept by every manager, results and all. */
const dailyMax = 8
/** So many times the results, or so long after, and managers are asked again. */
const [grownBy, againUs] = [1.1, 30 * dayUs]
/** Fewer are proposed to nobody. */
const fewest = 10
/** What is to be gone by is looked at when there are so many results, twice as many, and so on. */
const firstLook = 100
/** Chance that any look at what has no edge takes luck for one. */
const luck = 0.05

/** What is asked for by memory itself, and not by a planner or a person. */
export const memoryProposer = 'memory'

/** When managers were last asked about something, and on how many results. */
export type LastAsked = { readonly ts: number; readonly results: number }

type Terms = {
  readonly state: GovernedState
  /** By subject. */
  readonly asked: ReadonlyMap<string, LastAsked>
  /** Midnight that begins the day. Unit: us. */
  readonly ts: number
}

/**
 * What memory proposes on a day: first that what does not hold any more is not gone by, then what
 * won to be gone by, and newer results of what is. The same results and the same past give the same
 * proposals, however often it is asked; whether one is good enough is voted on (SPEC Q3).
 *
 * @returns Eight at most, those of the day that were decided on already counted in.
 */
export function wantedChanges(known: readonly KnownResults[], terms: Terms): readonly Proposal[] {
  const of = known.filter(({ returns }) => returns.length >= fewest)
  const ended = of.flatMap((each) => endOf(each, terms))
  const begun = of.flatMap((each) => beginningOf(each, terms))
  const today = [...terms.asked.values()].filter(({ ts }) => ts === terms.ts).length
  return [...ended, ...begun].slice(0, Math.max(0, dailyMax - today))
}

function isHeld({ about, subject }: KnownResults, { patterns, lessons }: GovernedState): boolean {
  return about === 'lesson' ? lessons.has(subject) : patterns.get(subject)?.isEnabled === true
}

/** Nobody is asked to end what managers would keep. */
function endOf(known: KnownResults, { state, ts }: Terms): readonly Proposal[] {
  if (!isHeld(known, state)) return []
  const { about, subject } = known
  const ending = proposalOf(
    known,
    ts,
    {
      pattern: { kind: 'deprecate-pattern', pattern: subject } as const,
      lesson: { kind: 'deprecate-lesson', lesson: subject } as const,
    }[about],
  )
  return evaluateProposal(state, ending).isAccepted ? [ending] : []
}

function beginningOf(known: KnownResults, terms: Terms): readonly Proposal[] {
  const { about, subject, isGood, returns } = known
  const { state, asked, ts } = terms
  const before = asked.get(subject)
  const isDue =
    before === undefined || returns.length >= grownBy * before.results || ts >= before.ts + againUs
  if (!isDue || !isGood || endOf(known, terms).length > 0) return []
  if (!isHeld(known, state)) {
    if (!hasWon(known)) return []
    return [
      proposalOf(
        known,
        ts,
        {
          pattern: { kind: 'add-pattern', pattern: subject } as const,
          lesson: { kind: 'add-lesson', lesson: subject } as const,
        }[about],
      ),
    ]
  }
  return about === 'lesson'
    ? []
    : [proposalOf(known, ts, { kind: 'update-pattern', pattern: subject })]
}

/**
 * Whether results win by more than luck at the last look. Asked after every result, what has no
 * edge would have won some day; so looks are few, each by the results that there were then; their
 * chances add up to `luck`: a half of it, a sixth, a twelfth and so on. Of fewer results than at
 * the first look managers say themselves that they are too few.
 */
function hasWon({ returns, spanUs }: KnownResults): boolean {
  if (returns.length < firstLook) return true
  let [look, count] = [0, firstLook]
  for (; 2 * count <= returns.length; count *= 2) look += 1
  const { t } = evidenceOf(returns.slice(0, count), spanUs)
  return t >= normalQuantile(1 - luck / ((look + 1) * (look + 2)))
}

function proposalOf({ returns, spanUs }: KnownResults, ts: number, change: Change): Proposal {
  return { ts, proposer: memoryProposer, change, returns, spanUs }
}
