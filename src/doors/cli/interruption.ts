import { liveClock } from '../../kernel/index.ts'

let controller: AbortController | undefined

/**
 * The signal of the first Ctrl-C or SIGTERM. Handlers are installed on first use, so that a command
 * that never asks still dies at once. A second signal more than a second later ends the process:
 * within that second it is the same key press, seen by us and passed on by a parent.
 */
export function onInterruption(): AbortSignal {
  if (controller !== undefined) return controller.signal
  const stop = new AbortController()
  controller = stop
  let firstAt = 0
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      const now = liveClock.now()
      if (!stop.signal.aborted) {
        firstAt = now
        stop.abort(signal)
      } else if (now - firstAt > 1_000_000) process.exit(signal === 'SIGINT' ? 130 : 143)
    })
  return stop.signal
}

/** Once that signal has come, also when it came before. */
export function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
