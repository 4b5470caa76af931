import type { SweepAnswer, SweepJob } from './sweep-plan.ts'

/** Jobs and answers are told apart by their numbers. */
export type Numbered = { readonly n: number }

/**
 * Runs the jobs of a sweep, side by side or elsewhere: the port at which a sweep is shared out.
 * Threads are behind it (`thread-runner.ts`); a queue to other machines fits too, for what comes of
 * a job depends on the job alone. What every runner must hold is in `job-runner.test.ts`.
 */
export interface JobRunner<Job extends Numbered = SweepJob, Answer extends Numbered = SweepAnswer> {
  /**
   * Answers every job once, in any order, whatever its workers do: one that is lost gives its job
   * to another, and what is answered twice, or late, or was never asked is not told.
   *
   * @param onAnswer - Told of each as it comes in. Nothing is told after it has resolved.
   * @returns Resolves when all are answered; rejects when no worker is left, and a later `run` of
   *   the jobs that were not answered comes to the same.
   */
  run(jobs: readonly Job[], onAnswer: (answer: Answer) => void): Promise<void>
  close(): Promise<void>
}
