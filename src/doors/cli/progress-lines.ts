import type { Clock } from '../../kernel/index.ts'

const everyUs = 200_000

/** Progress for a program that reads stderr: a line `progress 3 of 10`, five times a second. */
export function progressLines(
  write: (text: string) => void,
  clock: Clock,
  total: number,
): { readonly update: (done: number) => void; readonly stop: () => void } {
  let lastTs = Number.NEGATIVE_INFINITY
  return {
    update: (done) => {
      const now = clock.now()
      if (now - lastTs < everyUs) return
      lastTs = now
      write(`progress ${Math.floor(done)} of ${Math.ceil(total)}\n`)
    },
    stop: () => {},
  }
}
