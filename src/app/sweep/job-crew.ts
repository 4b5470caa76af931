import { UserError } from '../../base/index.ts'
import type { JobRunner, Numbered } from './job-runner.ts'
import type { SweepAnswer, SweepJob } from './sweep-plan.ts'

/** One that does a job at a time, at the other end of a line that nobody vouches for. */
export interface Worker<Job extends Numbered = SweepJob, Answer extends Numbered = SweepAnswer> {
  send(job: Job): void
  /** @param onLost - Told when no more is to be expected of it. */
  listen(onAnswer: (answer: Answer) => void, onLost: (reason: Error) => void): void
  close(): Promise<void>
}

/** Jobs that are out, and those to be told of them. */
type Batch<Job, Answer> = {
  readonly waiting: Job[]
  /** By number: those not answered yet. */
  readonly open: Map<number, Job>
  readonly onAnswer: (answer: Answer) => void
  readonly resolve: () => void
  readonly reject: (reason: Error) => void
}

/** Shares jobs out to workers, each of which takes the next when it has answered. */
export class JobCrew<Job extends Numbered = SweepJob, Answer extends Numbered = SweepAnswer>
  implements JobRunner<Job, Answer>
{
  readonly #workers: Set<Worker<Job, Answer>>
  /** What each was sent last; none when it is idle. */
  readonly #doing = new Map<Worker<Job, Answer>, number>()
  #batch: Batch<Job, Answer> | undefined
  #lost: Error | undefined

  constructor(workers: readonly Worker<Job, Answer>[]) {
    this.#workers = new Set(workers)
    for (const worker of workers)
      worker.listen(
        (answer) => this.#take(worker, answer),
        (reason) => this.#lose(worker, reason),
      )
  }

  run(jobs: readonly Job[], onAnswer: (answer: Answer) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const open = new Map(jobs.map((job) => [job.n, job]))
      this.#batch = { waiting: [...open.values()], open, onAnswer, resolve, reject }
      this.#share()
    })
  }

  async close(): Promise<void> {
    const workers = [...this.#workers]
    this.#workers.clear()
    await Promise.all(workers.map((worker) => worker.close()))
  }

  /** An answer to what is not open was told before, or is to an older question. */
  #take(worker: Worker<Job, Answer>, answer: Answer): void {
    if (this.#doing.get(worker) === answer.n) this.#doing.delete(worker)
    const batch = this.#batch
    if (batch?.open.delete(answer.n) === true) this.#tell(batch, answer)
    this.#share()
  }

  #tell(batch: Batch<Job, Answer>, answer: Answer): void {
    try {
      batch.onAnswer(answer)
    } catch (error) {
      this.#end((of) => of.reject(error as Error))
    }
  }

  /** Its job is done by another. */
  #lose(worker: Worker<Job, Answer>, reason: Error): void {
    if (!this.#workers.delete(worker)) return
    this.#lost = reason
    const job = this.#batch?.open.get(this.#doing.get(worker) ?? Number.NaN)
    this.#doing.delete(worker)
    if (job !== undefined) this.#batch?.waiting.unshift(job)
    this.#share()
  }

  #share(): void {
    const batch = this.#batch
    if (batch === undefined) return
    if (batch.open.size === 0) return this.#end(({ resolve }) => resolve())
    if (this.#workers.size === 0) return this.#end(({ reject }) => reject(nobodyLeft(this.#lost)))
    for (const worker of this.#workers) {
      if (this.#doing.has(worker)) continue
      const job = nextOf(batch)
      if (job === undefined) return
      this.#doing.set(worker, job.n)
      worker.send(job)
    }
  }

  #end(settle: (batch: Batch<Job, Answer>) => void): void {
    const batch = this.#batch
    this.#batch = undefined
    if (batch !== undefined) settle(batch)
  }
}

/** The next that was not answered while it waited. */
function nextOf<Job extends Numbered>({
  waiting,
  open,
}: Pick<Batch<Job, unknown>, 'waiting' | 'open'>): Job | undefined {
  for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
    if (open.has(job.n)) return job
  return undefined
}

function nobodyLeft(reason: Error | undefined): Error {
  const why = reason === undefined ? '' : ` (${reason.message})`
  return new UserError(
    'sweep-workers',
    `No worker of the sweep is left${why}; the same command goes on from here.`,
    3,
  )
}
