import { UserError } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { CapTerms } from '../../execution/index.ts'
import { readJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { isAutomatic, type Limits } from '../../risk/index.ts'
import { type VenueCapabilities, venueCapabilities } from '../../venue/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { DeskHistory } from './desk-history.ts'
import {
  answered,
  type GoCheck,
  type GoFinding,
  go,
  type GoQuestion,
  noGo,
  notRun,
  type Override,
  passes,
} from './go-check.ts'
import { historyChecks } from './history-checks.ts'
import { limitFinding } from './limit-check.ts'
import { machineChecks } from './machine-checks.ts'
import { lengthText, stageFinding, type StageRow, stageRows } from './stages.ts'

/** What is asked of a desk before it trades with real money, and how it stands. */
export type GoNoGo = {
  readonly isGo: boolean
  readonly venue: string
  readonly checks: readonly GoCheck[]
  readonly stages: readonly StageRow[]
}

/** What others know: left out, a check is NOT RUN. What they throw is a NO GO. */
export type GoPorts = {
  /** Whether the clock agrees with the venue's. */
  readonly clock?: () => Promise<GoFinding>
  /** Whether there is a key for the venue that provably cannot move money away. */
  readonly keys?: () => Promise<GoFinding>
  /** Whether every strategy has a certificate of soundness that lets it leave paper. */
  readonly verdict?: () => Promise<GoFinding>
  /** Whether running the desk costs less than it was measured to earn. */
  readonly cost?: () => Promise<GoFinding> | GoFinding
  /** Whether the person who asks is who they say, and means it. */
  readonly person?: () => Promise<GoFinding>
}

export type GoNoGoOptions = {
  /** ccxt's name of it. */
  readonly venue: string | undefined
  readonly folder: string
  readonly limits: Limits
  readonly caps: CapTerms
  readonly now: Micros
  readonly ports?: GoPorts
  /** Checks somebody waves through. */
  readonly overrides?: readonly NamedOverride[]
  /** Writes an override down, before it counts. What it throws goes on; none counts without it. */
  readonly audit?: (override: NamedOverride) => void
}

type NamedOverride = Override & { readonly name: string }

/**
 * Whether this desk may send real orders to a venue. Every question is asked, and each is answered
 * GO, NO GO or NOT RUN; only GO is a pass. Reads; changes nothing.
 *
 * @throws UserError `unknown-venue`, `usage` without a venue, `override-refused`.
 */
export async function goNoGo(options: GoNoGoOptions): Promise<GoNoGo> {
  const { venue, folder, now, ports = {} } = options
  if (venue === undefined)
    throw new UserError('usage', '--live needs --venue NAME: which venue is to be traded on.')
  const capabilities = await venueCapabilities(venue)
  const { history, damage } = readHistory(folder)
  const stages = stageRows(history?.isLive === true ? history.runningUs : 0, 0)
  const questions: readonly GoQuestion[] = [
    { name: 'venue', isSafety: true, ask: () => venueFinding(capabilities) },
    asked('keys', true, ports.keys, 'nobody has asked; coinswarm vault check does'),
    asked('clock', true, ports.clock, 'nobody has asked the venue for its time'),
    { name: 'limits', isSafety: true, ask: () => limitFinding(options.limits, options.caps) },
    ...machineChecks(folder),
    ...historyChecks(history, now).map((each) =>
      damage === undefined ? each : broken(each, damage),
    ),
    ...stages.flatMap((row) => stageQuestion(row, history)),
    asked('verdict', false, ports.verdict, 'nobody has asked; coinswarm soundness NAME does'),
    asked('cost', false, ports.cost, 'no edge has been measured to compare it with'),
    asked('person', true, ports.person, 'nobody has been asked: what is refused is not confirmed'),
  ]
  const checks: GoCheck[] = []
  for (const question of questions) checks.push(await answered(question))
  const judged = overridden(checks, options)
  return { isGo: judged.every(passes), venue, checks: judged, stages }
}

/** Waves checks through, on somebody's word: all that are asked for or none. None of safety. */
function overridden(
  checks: readonly GoCheck[],
  { overrides = [], audit }: Pick<GoNoGoOptions, 'overrides' | 'audit'>,
): readonly GoCheck[] {
  const named = (name: string): GoCheck | undefined => checks.find((each) => each.name === name)
  for (const override of overrides) {
    const { name } = override
    const why =
      audit === undefined ? 'it could not be written down' : refusalOf(named(name), override)
    if (why !== undefined)
      throw new UserError('override-refused', `The check '${name}' is not waved through: ${why}.`)
  }
  for (const override of overrides) audit?.(override)
  return checks.map((check) => {
    const by = overrides.find(({ name }) => name === check.name)
    if (by === undefined) return check
    const { actor, reason } = by
    return { ...check, override: { actor, reason } }
  })
}

function refusalOf(check: GoCheck | undefined, { actor, reason }: Override): string | undefined {
  if (check === undefined) return 'there is none of that name'
  if (check.isSafety) return 'it is there for safety, and nobody can'
  if (check.status === 'GO') return 'it is GO already'
  if (actor.trim() === '' || isAutomatic(actor)) return 'it takes a person'
  return reason.trim() === '' ? 'it takes a reason' : undefined
}

function asked(
  name: string,
  isSafety: boolean,
  ask: GoQuestion['ask'] | undefined,
  otherwise: string,
): GoQuestion {
  return { name, isSafety, ask: ask ?? ((): GoFinding => notRun(otherwise)) }
}

function broken(question: GoQuestion, detail: string): GoQuestion {
  return { ...question, ask: () => noGo(detail) }
}

function venueFinding({ name, refusal, isProved }: VenueCapabilities): GoFinding {
  if (refusal !== undefined) return noGo(refusal)
  return isProved
    ? go(`${name} can guarantee what a live desk needs`)
    : noGo(`${name} says it can do what a live desk needs; nobody has tried that here`)
}

/** Canary is run with real orders and so stands in nobody's way to them; it holds back the rest. */
function stageQuestion(row: StageRow, history: DeskHistory | undefined): readonly GoQuestion[] {
  if (row.name === 'full') return []
  const ask = (): GoFinding =>
    row.name === 'canary'
      ? go(`${100 * row.capitalMax} % of the account at most, for ${lengthText(row.leastUs)}`)
      : stageFinding(row, history)
  return [{ name: row.name, isSafety: true, ask }]
}

type ReadHistory = {
  readonly history: DeskHistory | undefined
  /** Why the journal cannot be read to its end. */
  readonly damage?: string
}

function readHistory(folder: string): ReadHistory {
  const { journal } = deskPaths(folder)
  if (!nodeDisk.exists(journal)) return { history: undefined }
  const history = new DeskHistory()
  try {
    for (const { event } of readJournal(journal, nodeDisk)) history.take(event)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { history: undefined, damage: error.message }
  }
  return { history }
}
