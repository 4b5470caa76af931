import type { Worker } from 'node:worker_threads'

/** What is heard of a thread that is asked again and again. */
export type ThreadEar<Said> = {
  /** Whether it has not been given up. */
  readonly isOurs: () => boolean
  readonly onSaid: (said: Said) => void
  readonly onFailed: (message: string) => void
  readonly onEnded: () => void
}

/** Hears a thread for as long as it is ours: one that was given up owes nobody an answer. */
export function hearThread<Said>(
  thread: Worker,
  { isOurs, onSaid, onFailed, onEnded }: ThreadEar<Said>,
): void {
  thread.on('message', (said: Said) => {
    if (isOurs()) onSaid(said)
  })
  thread.on('error', ({ message }) => {
    if (isOurs()) onFailed(message)
  })
  thread.on('exit', () => {
    if (isOurs()) onEnded()
  })
}
