import type { Clock } from '../../kernel/index.ts'

const silenceUs = 2_000_000

/** The part of `cli-progress` that is used. */
type BarLibrary = {
  SingleBar: new (options: {
    readonly format: string
    readonly stream: NodeJS.WritableStream
    readonly hideCursor: boolean
    readonly clearOnComplete: boolean
  }) => {
    start(total: number, done: number, payload: { readonly remark: string }): void
    update(done: number, payload: { readonly remark: string }): void
    stop(): void
  }
}

/** A bar that appears once the work has lasted two seconds. Without a library it stays silent. */
export function startProgress(
  library: BarLibrary | undefined,
  clock: Clock,
  label: string,
  total: number,
): {
  readonly update: (done: number, remark?: string) => void
  readonly stop: () => void
} {
  if (library === undefined) return { update: () => {}, stop: () => {} }
  const start = clock.now()
  const bar = new library.SingleBar({
    format: `${label} {bar} {percentage} %  {eta_formatted} left  {remark}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  })
  let isShown = false
  return {
    update: (done, remark = '') => {
      if (!isShown && clock.now() - start < silenceUs) return
      if (isShown) bar.update(done, { remark })
      else bar.start(total, done, { remark })
      isShown = true
    },
    stop: () => {
      if (isShown) bar.stop()
      isShown = false
    },
  }
}
