import { parentPort, workerData } from 'node:worker_threads'
import { loadAgentKind } from '../load-agent.ts'
import { JobRunner } from './run-job.ts'
import { marketOver, type SweepJob, type SweepPlan } from './sweep-plan.ts'

/** What `ThreadRunner` starts; named here so that nobody moves it without noticing. */
export type SweepProgram = 'sweep-worker-main'

const plan = workerData as SweepPlan
const runner = new JobRunner({
  ...plan,
  kind: await loadAgentKind(plan.agent),
  market: marketOver(plan.market),
})
parentPort?.on('message', (job: SweepJob) => parentPort?.postMessage(runner.run(job), []))
