import type { Clock, Stopwatch } from '../../kernel/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { DeskTrace } from './desk-trace.ts'
import { SpanSender } from './span-sender.ts'

type TraceNeeds = {
  readonly settings: ConfigurationValues['trace']
  /** What the desk is called, and the version of the program. */
  readonly desk: string
  readonly version: string
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  readonly onNote: (sentence: string) => void
}

/** Traces of a desk, and the way to whoever collects them. */
export type OpenTrace = { readonly trace: DeskTrace; readonly stop: () => Promise<void> }

/** @returns `undefined` where nothing is to be traced: then nothing is looked at either. */
export function openTrace(needs: TraceNeeds): OpenTrace | undefined {
  const { settings, clock, stopwatch, onNote, desk, version } = needs
  if (settings.endpoint === '') return undefined
  const { endpoint, share } = settings
  const sender = new SpanSender({ endpoint, desk: { desk, version }, clock, onNote })
  // The clock of the machine is too coarse for what takes microseconds.
  const began = clock.now() - stopwatch()
  const now = (): number => began + stopwatch()
  const trace = new DeskTrace(now, share, (span) => sender.take(span))
  return { trace, stop: () => sender.stop() }
}
