import type { Agent, AgentKind } from '../../agents/index.ts'
import { BoxFault, type BoxedModule } from '../../evolution/index.ts'
import { runGate } from '../gate/run-gate.ts'
import { type CheckRow, type Summary, summarise } from '../../research/index.ts'
import { type JobNeeds, JobWorker } from '../sweep/job-worker.ts'
import type { SweepAnswer, SweepJob } from '../sweep/sweep-plan.ts'
import { type KnownTrials, ToldTrials } from './told-trials.ts'

/** A module before the gate, at several settings of its parameters. */
export type GateJob = {
  /** What is chosen among. One or more. */
  readonly family: readonly SweepJob['parameters'][]
  /** Nulls in each distribution. Whole, 19 or more. */
  readonly draws: number
  /** What was ever tried on these data, this family included. */
  readonly known: KnownTrials
}

/** What the gate said. */
export type GateAnswer = {
  readonly verdict: 'pass' | 'fail' | 'NOT RUN'
  /** Position in the family of the best. */
  readonly chosen: number
  readonly trials: number
  /** Of the run of the best. */
  readonly hash: string
  readonly rows: readonly CheckRow[]
  readonly summary: Summary
}

/** What is asked of a module: one run, or all that the gate asks. */
export type ModuleJob =
  | { readonly kind: 'run'; readonly job: SweepJob }
  | { readonly kind: 'gate'; readonly gate: GateJob }

/** What the engine needs, but for the module. */
export type ModuleNeeds = Omit<JobNeeds, 'kind'>

/**
 * Runs a module wherever the engine is: in its box, at full speed, or on this side, one bar at a
 * time. Both come to the same.
 *
 * @throws BoxFault of a module that is at fault, or gone.
 */
export function judgeModule(
  module: BoxedModule,
  needs: ModuleNeeds,
  job: ModuleJob,
): SweepAnswer | GateAnswer {
  return job.kind === 'run' ? runOf(module, needs, job.job) : gateOf(module, needs, job.gate)
}

function runOf({ kind, fault }: BoxedModule, needs: ModuleNeeds, job: SweepJob): SweepAnswer {
  seated(kind, { ...needs.base, ...job.parameters })
  const answer = new JobWorker({ ...needs, kind }).run(job)
  const wrong = fault()
  if (answer.error !== null && wrong !== undefined) throw wrong
  return { ...answer, error: answer.error?.slice(0, 400) ?? null }
}

/** On the first stretch of the plan, whole. */
function gateOf({ kind }: BoxedModule, needs: ModuleNeeds, gate: GateJob): GateAnswer {
  const [stretch] = needs.stretches
  if (stretch === undefined) throw new BoxFault('ended', 'the box was told no bars')
  const { market, outside } = stretch
  const report = runGate({
    ...{ market, outside, setup: needs.setup, draws: gate.draws },
    family: gate.family.map((parameters) => seated(kind, { ...needs.base, ...parameters })),
    trials: new ToldTrials(gate.known),
  })
  const { verdict, chosen, trials, hash, rows, metrics } = report
  return { verdict, chosen, trials, hash, rows, summary: summarise(metrics) }
}

function seated(kind: AgentKind, parameters: Readonly<Record<string, unknown>>): Agent {
  const made = kind.seat(parameters)
  if (made.ok) return made.value
  throw new BoxFault('module', made.error)
}
