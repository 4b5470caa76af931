import type { Json } from '../../base/index.ts'
import type {
  CheckStep,
  CycleEvent,
  CycleRecord,
  Draft,
  Evidence,
  ModuleKind,
  StrategyRegistry,
  VersionState,
} from '../../evolution/index.ts'
import type { LineLog } from '../../llm/index.ts'

const cyclesLog = 'cycles'

/** Where a version stands once it has passed a step; some steps are halves of one. */
const passedTo: Readonly<Record<CheckStep, VersionState | undefined>> = {
  review: 'reviewed',
  static: undefined,
  sandbox: 'checked',
  soundness: 'sound',
  backtest: 'tested',
  gate: 'gated',
}

/** Where a version of a night stands while it is being judged. */
const judged: ReadonlySet<VersionState> = new Set([
  'draft',
  'reviewed',
  'checked',
  'sound',
  'tested',
] as const)

/**
 * Ends what nights of before could not, because their process was: what had passed the gate enters
 * the shadow, and what was being judged is declined.
 */
export function endCutOff(
  registry: StrategyRegistry,
  by: { readonly cycle: number; readonly ts: number },
): void {
  const step = { ...by, actor: 'strategist', evidence: {} }
  for (const { id, state, cycle } of registry.book.versions) {
    // By hand a version may stand where it likes.
    if (cycle === 0) continue
    if (state === 'gated')
      registry.move({ ...step, id, to: 'shadow', reason: 'the gate let it through' })
    else if (judged.has(state))
      registry.move({ ...step, id, to: 'declined', reason: 'its night was cut off' })
  }
}

/** How many nights a desk has seen, those without a version as well. */
export function nightsIn(log: LineLog): number {
  return log.read(cyclesLog).filter((line) => line.includes('"kind":"cycle-began"')).length
}

/** The signed registry of a desk, and beside it a line for everything that happened in a night. */
export class EvolveRecord implements CycleRecord {
  readonly #registry: StrategyRegistry
  readonly #log: LineLog
  readonly #author: string
  /** As of when this night is. Unit: us. */
  readonly #ts: number

  constructor(of: {
    readonly registry: StrategyRegistry
    readonly log: LineLog
    readonly author: string
    readonly ts: number
  }) {
    this.#registry = of.registry
    this.#log = of.log
    this.#author = of.author
    this.#ts = of.ts
  }

  note(event: CycleEvent): void {
    this.#log.append(cyclesLog, JSON.stringify({ ts: this.#ts, ...event }))
    if (event.kind !== 'candidate-checked') return
    const { version: id, cycle, step, isPassed, why, figures } = event
    const to = isPassed ? passedTo[step] : 'declined'
    if (to === undefined) return
    const evidence = evidenceOf(step, figures)
    // What the registry asks for before it lets anything past the gate.
    const verdict = to === 'gated' ? { verdict: 'pass' } : {}
    this.#step({ id, to, cycle, reason: why, evidence: { ...evidence, ...verdict } })
  }

  admit({ source, parent, idea }: Draft, cycle: number, module: ModuleKind): string | undefined {
    if (this.#registry.has(module, source)) return undefined
    return this.#registry.add({
      ...{ module, source, parents: parent === undefined ? [] : [parent], cycle, ts: this.#ts },
      ...{ author: this.#author.slice(0, 80), note: idea },
    })
  }

  enterShadow(id: string): void {
    const { cycle } = this.#registry.find(id)
    this.#step({ id, to: 'shadow', cycle, reason: 'the gate let it through', evidence: {} })
  }

  enterForce(id: string): void {
    const { cycle } = this.#registry.find(id)
    this.#step({ id, to: 'champion', cycle, reason: 'it was reviewed and reports', evidence: {} })
  }

  /** Those that were tested and not chosen are not tried again. */
  leaveRest(cycle: number): void {
    for (const { id, state, cycle: of } of this.#registry.book.versions)
      if (of === cycle && state === 'tested')
        this.#step({ id, to: 'declined', cycle, reason: 'another was better', evidence: {} })
  }

  #step(step: {
    readonly id: string
    readonly to: VersionState
    readonly cycle: number
    readonly reason: string
    readonly evidence: Evidence
  }): void {
    const { reason, ...rest } = step
    const ts = this.#ts
    this.#registry.move({ ...rest, ts, actor: 'strategist', reason: reason.slice(0, 1_000) })
  }
}

/** What of figures can stand in the registry: numbers, words and flags, by name. */
function evidenceOf(step: CheckStep, figures: Json): Evidence {
  if (typeof figures !== 'object' || figures === null || Array.isArray(figures)) return {}
  const kept = Object.entries(figures).flatMap(([name, value]) => {
    const isPlain = ['number', 'string', 'boolean'].includes(typeof value)
    const key = name === 'loss' ? name : `${step} ${name}`.slice(0, 80)
    return isPlain ? [[key, value as number | string | boolean] as const] : []
  })
  return Object.fromEntries(kept.slice(0, 50))
}
