import { UserError } from '../../base/index.ts'
import type { JobRunner } from './job-runner.ts'
import type { SweepAnswer, SweepJob } from './sweep-plan.ts'

/** One that does a job at a time, at the other end of a line that nobody vouches for. */
export interface Worker {
  send(job: SweepJob): void
  /** @param onLost - Told when no more is to be expected of it. */
  listen(onAnswer: (answer: SweepAnswer) => void, onLost: (reason: Error) => void): void
  close(): Promise<void>
}

/** Jobs that are out, and those to be told of them. */
type Batch = {
  readonly waiting: SweepJob[]
  /** By number: those not answered yet. */
  readonly open: Map<number, SweepJob>
  readonly onAnswer: (answer: SweepAnswer) => void
  readonly resolve: () => void
  readonly reject: (reason: Error) => void
}

/** Shares jobs out to workers, each of which takes the next when it has answered. */
export class JobCrew implements JobRunner {
  readonly #workers: Set<Worker>
  /** What each was sent last; none when it is idle. */
  readonly #doing = new Map<Worker, number>()
  #batch: Batch | undefined
  #lost: Error | undefined

  constructor(workers: readonly Worker[]) {
    this.#workers = new Set(workers)
    for (const worker of workers)
      worker.listen(
        (answer) => this.#take(worker, answer),
        (reason) => this.#lose(worker, reason),
      )
  }

  run(jobs: readonly SweepJob[], onAnswer: (answer: SweepAnswer) => void): Promise<void> {
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
  #take(worker: Worker, answer: SweepAnswer): void {
    if (this.#doing.get(worker) === answer.n) this.#doing.delete(worker)
    const batch = this.#batch
    if (batch?.open.delete(answer.n) === true) this.#tell(batch, answer)
    this.#share()
  }

  #tell(batch: Batch, answer: SweepAnswer): void {
    try {
      batch.onAnswer(answer)
    } catch (error) {
      this.#end((of) => of.reject(error as Error))
    }
  }

  /** Its job is done by another. */
  #lose(worker: Worker, reason: Error): void {
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

  #end(settle: (batch: Batch) => void): void {
    const batch = this.#batch
    this.#batch = undefined
    if (batch !== undefined) settle(batch)
  }
}

/** The next that was not answered while it waited. */
function nextOf({ waiting, open }: Batch): SweepJob | undefined {
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
