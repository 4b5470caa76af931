import { parentPort, workerData } from 'node:worker_threads'
import { loadAgentKind } from '../load-agent.ts'
import { JobWorker } from './job-worker.ts'
import { stretchesOver, type SweepJob, type SweepPlan } from './sweep-plan.ts'

/** What `ThreadRunner` starts; named here so that nobody moves it without noticing. */
export type SweepProgram = 'sweep-worker-main'

const plan = workerData as SweepPlan
const worker = new JobWorker({
  ...plan,
  kind: await loadAgentKind(plan.agent),
  stretches: stretchesOver(plan.stretches),
})
parentPort?.on('message', (job: SweepJob) => parentPort?.postMessage(worker.run(job), []))
