import type { Worker } from 'node:worker_threads'

/** What stands for an answer of a thread that gave none. */
type Lost<Answer> = {
  readonly failed: (message: string) => Answer
  readonly ended: (code: number) => Answer
}

/** The one answer of a thread, which is ended then. Never rejects. */
export function threadAnswer<Answer>(
  thread: Worker,
  { failed, ended }: Lost<Answer>,
): Promise<Answer> {
  return new Promise((resolve) => {
    thread.on('message', (answer: Answer) => {
      resolve(answer)
      void thread.terminate()
    })
    thread.on('error', (error) => resolve(failed(error.message)))
    thread.on('exit', (code) => resolve(ended(code)))
  })
}
