import { reasonOf } from '../../base/index.ts'
import type { ModuleKind } from '../registry/module-kind.ts'
import { checkSteps, type CycleOutcome } from './cycle-event.ts'
import type {
  Author,
  Candidate,
  Checked,
  AuthorContext,
  CycleRecord,
  Decision,
  Draft,
  GateAnswer,
  Workshop,
} from './cycle-ports.ts'

export type CycleOptions = {
  readonly cycle: number
  /** Candidates at most. Whole, 1 or more. */
  readonly candidates: number
  readonly context: AuthorContext
  readonly author: Author
  readonly workshop: Workshop
  readonly record: CycleRecord
  /** Told of every step, for people who wait. */
  readonly onStep?: ((text: string) => void) | undefined
}

/** How a night ended. */
export type CycleEnd = {
  readonly outcome: CycleOutcome
  readonly why: string
  /** The version that entered the shadow, or the analysis that was put in force. */
  readonly version: string | undefined
}

/** Steps before the backtest: a candidate that fails one is not asked the next. */
const early = checkSteps.filter((step) => step !== 'backtest' && step !== 'gate')

/**
 * One night of the strategist: decide, write, review, check, test, gate, shadow. Each step is noted
 * before the next begins. Nothing that is in force is touched: what passes only enters the shadow.
 * Whatever an author or a step throws ends the night with `failed`, and nothing is changed.
 */
export async function runCycle(options: CycleOptions): Promise<CycleEnd> {
  const { cycle, context, author, record } = options
  record.note({ kind: 'cycle-began', cycle, context: context.hash, author: author.name })
  let end: CycleEnd
  try {
    end = await night(options)
  } catch (error) {
    end = { outcome: 'failed', why: reasonOf(error).slice(0, 500), version: undefined }
  }
  record.note({ kind: 'cycle-ended', cycle, outcome: end.outcome, why: end.why })
  return end
}

async function night(options: CycleOptions): Promise<CycleEnd> {
  const { cycle, context, author, record, onStep } = options
  const decision = await author.decide(context)
  record.note({ kind: 'cycle-decided', cycle, decision: decision.kind, why: decision.why })
  onStep?.(`${author.name} decides: ${decision.kind}`)
  if (decision.kind === 'no-change') return ended('no-change', decision.why)
  const drafts = await options.author.write(context, decision, asked(options, decision))
  // A model that does not answer is not one with nothing to say.
  if (!drafts.ok) return ended('nothing-written', drafts.error)
  const candidates = admitted(options, decision, drafts.value)
  if (candidates.length === 0) return ended('nothing-written', 'no new candidate was written')
  const sound = await checked(options, candidates)
  if (sound.length === 0) return ended('nothing-passed', 'no candidate came as far as a backtest')
  if (moduleOf(decision) === 'strategy') return await gated(options, sound)
  return inForce(options, sound)
}

function moduleOf({ kind }: Decision): ModuleKind {
  if (kind === 'market-analysis') return 'market'
  return kind === 'trade-analysis' ? 'trades' : 'strategy'
}

/** An analysis trades nothing: what was reviewed and reports is in force from the next night on. */
function inForce({ record, onStep }: CycleOptions, [first]: readonly Candidate[]): CycleEnd {
  if (first === undefined) return ended('nothing-passed', 'no analysis reports')
  record.enterForce(first.version)
  onStep?.(`${first.version} is in force`)
  return { outcome: 'analysis-in-force', why: first.idea, version: first.version }
}

function asked({ candidates }: CycleOptions, decision: Decision): number {
  return moduleOf(decision) === 'strategy' ? candidates : 1
}

function admitted(
  options: CycleOptions,
  decision: Decision,
  drafts: readonly Draft[],
): readonly Candidate[] {
  const { cycle, record, onStep } = options
  const module = moduleOf(decision)
  const candidates: Candidate[] = []
  for (const draft of drafts.slice(0, asked(options, decision))) {
    const version = record.admit(draft, cycle, module)
    // What was written before was judged before.
    if (version === undefined) continue
    const { parent, idea } = draft
    record.note({ kind: 'candidate-written', cycle, version, parent, idea })
    candidates.push({ ...draft, version, module })
  }
  onStep?.(`${candidates.length} candidates written`)
  return candidates
}

async function checked(
  options: CycleOptions,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const sound: Candidate[] = []
  options.workshop.expect?.(candidates)
  for (const candidate of candidates) if (await isSound(options, candidate)) sound.push(candidate)
  options.onStep?.(`${sound.length} of ${candidates.length} are sound`)
  return sound
}

async function isSound(options: CycleOptions, candidate: Candidate): Promise<boolean> {
  for (const step of early) {
    const answer = await options.workshop.check(step, candidate)
    noteCheck(options, candidate.version, step, answer)
    if (!answer.isPassed) return false
  }
  return true
}

async function gated(options: CycleOptions, sound: readonly Candidate[]): Promise<CycleEnd> {
  const answer = await options.workshop.gate(sound)
  answer.backtests.forEach((backtest, i) => {
    noteCheck(options, (sound[i] as Candidate).version, 'backtest', backtest)
  })
  const chosen = sound[answer.chosen]
  if (chosen === undefined) return ended('nothing-passed', 'no backtest came to its end')
  noteCheck(options, chosen.version, 'gate', answer.gate)
  options.onStep?.(`gate of ${chosen.version}: ${answer.gate.why}`)
  if (!answer.gate.isPassed) return ended('nothing-passed', answer.gate.why)
  options.record.enterShadow(chosen.version, evidenceOf(answer))
  return { outcome: 'to-the-shadow', why: answer.gate.why, version: chosen.version }
}

function noteCheck(
  { cycle, record }: CycleOptions,
  version: string,
  step: (typeof checkSteps)[number],
  { isPassed, why, figures }: Checked,
): void {
  record.note({ kind: 'candidate-checked', cycle, version, step, isPassed, why, figures })
}

function evidenceOf({ backtests, chosen, gate }: GateAnswer): Checked['figures'] {
  return { backtest: backtests[chosen]?.figures ?? null, gate: gate.figures }
}

function ended(outcome: CycleOutcome, why: string): CycleEnd {
  return { outcome, why, version: undefined }
}
