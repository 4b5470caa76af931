import type { DeskEvent } from '../../domain/index.ts'
import type { DeskProbe, RunHeader } from '../../engine/index.ts'
import type { DeskAlarms } from '../alarm/desk-alarms.ts'
import type { AlertBoard } from '../control/alert.ts'
import type { EventLog } from '../log/event-log.ts'
import type { DeskSources } from '../sources/desk-sources.ts'
import type { OpenTrace } from '../trace/open-trace.ts'
import type { DeskVitals } from './desk-vitals.ts'

/** Who watches a desk beside its page. */
export type Watchers = {
  readonly vitals?: DeskVitals | undefined
  readonly alarms?: DeskAlarms | undefined
  readonly eventLog?: EventLog | undefined
  readonly tracing?: OpenTrace | undefined
}

type Journaled = (sequence: number, event: DeskEvent) => void

/** Who looks into a desk as it works; nobody where nobody watches. */
export function probeOf(
  { alarms, eventLog, tracing }: Watchers,
  header: RunHeader,
  agents: readonly string[],
): DeskProbe | undefined {
  eventLog?.know(header.setup.instruments)
  const trace = tracing?.trace
  trace?.know(header.desk, header.setup.instruments)
  const judged = alarms?.watch(header, agents)
  if (judged === undefined && trace === undefined) return undefined
  return {
    onStage: trace === undefined ? () => {} : (stage) => trace.onStage(stage),
    onJudged: judged ?? (() => {}),
  }
}

/** Everybody who is told of events, the page first. */
export function toldOf(
  { vitals, alarms, eventLog, tracing }: Watchers,
  view: { readonly onJournal: Journaled },
  ...others: readonly ({ onEvent(event: DeskEvent): void } | undefined)[]
): Journaled {
  return (sequence, event) => {
    view.onJournal(sequence, event)
    for (const other of others) other?.onEvent(event)
    vitals?.onEvent(event)
    alarms?.onEvent(event)
    eventLog?.onEvent(event)
    tracing?.trace.onEvent(event)
  }
}

/** From now on what is amiss is raised; before, what is looked at is the past. */
export function startAlarms(
  { alarms, eventLog, tracing }: Watchers,
  beside: DeskSources | undefined,
  alerts: Pick<AlertBoard, 'raise'>,
): void {
  const raise = (code: string, text: string): void => alerts.raise(code, text)
  beside?.start(raise)
  alarms?.start(raise)
  eventLog?.start()
  tracing?.trace.start()
}
