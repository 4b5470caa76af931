import { type CheckRow, figuresOf } from '../check-row.ts'

/** How one question came out. `NOT RUN` and `inconclusive` answer nothing, and are no pass. */
export type SoundnessStatus = 'pass' | 'review' | 'inconclusive' | 'NOT RUN' | 'fail'

/** A figure of a strategy beside what is asked of it. */
export type SoundnessCheck = {
  readonly name: string
  /** `told` is shown beside what is usual, and judges nothing. */
  readonly status: SoundnessStatus | 'told'
  readonly found: string
  readonly asked: string
  /** Whether it is enough for real money too, where more is asked of that. */
  readonly mayLeave: boolean
}

/** One of the seven sides from which a strategy is looked at. */
export type SoundnessCategory = {
  readonly name: string
  /** That of its worst check. */
  readonly status: SoundnessStatus
  /** What the checks rest on. Finite numbers or null. */
  readonly figures: CheckRow['figures']
  readonly checks: readonly SoundnessCheck[]
}

/** The better, the earlier. */
const order: readonly SoundnessStatus[] = ['pass', 'review', 'inconclusive', 'NOT RUN', 'fail']

/** The worst of several; one that nobody was asked about is NOT RUN. */
function worstOf(statuses: readonly SoundnessCheck['status'][]): SoundnessStatus {
  const judged = statuses.filter((status) => status !== 'told')
  const worst = Math.max(...judged.map((status) => order.indexOf(status)))
  return order[worst] ?? 'NOT RUN'
}

/** A category of its checks. */
export function category(
  name: string,
  figures: Readonly<Record<string, number | undefined>>,
  checks: readonly SoundnessCheck[],
): SoundnessCategory {
  const status = worstOf(checks.map((check) => check.status))
  return { name, status, figures: figuresOf(figures), checks }
}

type Relation = 'above' | 'at least' | 'below' | 'at most'

const holds: Readonly<Record<Relation, (value: number, bound: number) => boolean>> = {
  above: (value, bound) => value > bound,
  'at least': (value, bound) => value >= bound,
  below: (value, bound) => value < bound,
  'at most': (value, bound) => value <= bound,
}

type Bounded = {
  readonly name: string
  /** `undefined` where it is not defined: the check is then NOT RUN. */
  readonly value: number | undefined
  /** How a value and its bounds are written. */
  readonly text: (value: number) => string
  readonly relation: Relation
  readonly bound: number
  /** What leaving paper asks in its place, by the same relation unless `leaveRelation` says. */
  readonly leaveBound?: number
  readonly leaveRelation?: Relation
  /** Stands behind the value. */
  readonly remark?: string
}

/** A value beside its bound. */
export function bounded(of: Bounded): SoundnessCheck {
  const { name, value, text, relation, bound, leaveBound, leaveRelation = relation } = of
  const more =
    leaveBound === undefined ? '' : `; to leave paper ${leaveRelation} ${text(leaveBound)}`
  const asked = `${relation} ${text(bound)}${more}`
  const isKnown = value !== undefined && Number.isFinite(value)
  if (!isKnown)
    return { name, status: 'NOT RUN', found: of.remark ?? 'n/a', asked, mayLeave: false }
  const isMet = holds[relation](value, bound)
  const mayLeave = isMet && (leaveBound === undefined || holds[leaveRelation](value, leaveBound))
  const found = of.remark === undefined ? text(value) : `${text(value)} ${of.remark}`
  return { name, status: isMet ? 'pass' : 'fail', found, asked, mayLeave }
}

/** A figure that is shown, and judges nothing. */
export function told(name: string, found: string, usual: string): SoundnessCheck {
  return { name, status: 'told', found, asked: usual, mayLeave: true }
}

/** Whether something is so. @param found - What was seen. */
export function statement(
  name: string,
  isSo: boolean,
  found: string,
  asked: string,
): SoundnessCheck {
  return { name, status: isSo ? 'pass' : 'fail', found, asked, mayLeave: isSo }
}

/** A question that could not be put. */
export function notAsked(name: string, why: string, asked: string): SoundnessCheck {
  return { name, status: 'NOT RUN', found: why, asked, mayLeave: false }
}

/** The answer of another test as a check of this one. */
export function fromRow({ name, status, why }: CheckRow, asked: string): SoundnessCheck {
  const judged = status === 'warn' ? 'told' : status
  return {
    name,
    status: judged,
    found: why,
    asked,
    mayLeave: judged !== 'fail' && judged !== 'NOT RUN',
  }
}
