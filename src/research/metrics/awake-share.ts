import type { RunResult } from '../../engine/index.ts'

type ShutSpan = RunResult['shut'][number]

/** What of a run tells when it was awake. */
export type AwakeOf = Pick<RunResult, 'shut' | 'strategies' | 'instruments' | 'from' | 'to'>

/**
 * Share of the time in which new positions were allowed, the mean over every strategy on every
 * instrument: a desk that is paused allows none, nor does what is on exits only or asleep.
 *
 * @returns 0…1; 1 of a run without time.
 */
export function awakeShare(run: AwakeOf): number {
  const { shut, strategies, instruments, from, to } = run
  const pairs = strategies * instruments.length
  if (shut.length === 0 || pairs === 0 || to <= from) return 1
  let closed = 0
  for (let strategy = 0; strategy < strategies; strategy += 1)
    for (let instrument = 0; instrument < instruments.length; instrument += 1)
      closed += closedUs(
        shut.filter((span) => isOf(span, strategy, instrument)),
        run,
      )
  return 1 - closed / pairs / (to - from)
}

function isOf({ scope, subject }: ShutSpan, strategy: number, instrument: number): boolean {
  if (scope === 'desk') return true
  return subject === (scope === 'strategy' ? strategy : instrument)
}

/** Time that is in one of the spans at least. */
function closedUs(spans: readonly ShutSpan[], { from, to }: AwakeOf): number {
  let sum = 0
  let done: number = from
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const end = Math.min(span.to ?? to, to)
    sum += Math.max(0, end - Math.max(span.from, done))
    done = Math.max(done, end)
  }
  return sum
}
