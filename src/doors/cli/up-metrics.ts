import path from 'node:path'
import {
  type Configuration,
  DeskAlarms,
  EventLog,
  openTrace,
  type DeskFeed,
  DeskMetrics,
  DeskVitals,
  type PaperDesk,
  TokenBook,
} from '../../app/index.ts'
import { liveClock, liveStopwatch } from '../../kernel/index.ts'
import { serveMetrics } from '../metrics/serve-metrics.ts'
import type { CliContext } from './cli-context.ts'
import { version } from './version.ts'

/** Who watches a desk beside its page, as its settings say. */
export function watchersOf(
  { deskFolder, note: onNote, log }: CliContext,
  { metrics, alarms, trace: settings }: Configuration['values'],
): PaperDesk['watchers'] {
  const around = { clock: liveClock, stopwatch: liveStopwatch, onNote }
  const named = { desk: path.basename(deskFolder), version: version() }
  return {
    vitals: metrics.isEnabled ? new DeskVitals(liveClock, liveStopwatch) : undefined,
    alarms: new DeskAlarms(alarms),
    eventLog: log && new EventLog(log),
    tracing: openTrace({ settings, ...named, ...around }),
  }
}

/** Serves the metrics of a desk that is counted. @throws UserError `port-busy` */
export async function openMetrics(
  context: CliContext,
  { values }: Configuration,
  { desk, feed }: { readonly desk: PaperDesk; readonly feed: DeskFeed },
): Promise<{ readonly stop: () => Promise<void> } | undefined> {
  const { watchers, control } = desk
  const { vitals } = watchers
  if (vitals === undefined) return undefined
  const { deskFolder: folder, note: onNote } = context
  const { alerts } = control
  const { model } = values
  const metrics = await DeskMetrics.open({
    ...{ feed, vitals, alerts, folder, model },
    ...{ clock: liveClock, onNote },
  })
  const { host, port } = values.metrics
  const tokens = new TokenBook(folder)
  const serving = serveMetrics({ metrics, tokens, clock: liveClock, host, port })
  const server = await serving.catch((error: unknown) => {
    metrics.stop()
    throw error
  })
  context.print(`metrics: ${server.url}, for a token with the scope read`)
  return {
    stop: async () => {
      await server.close()
      metrics.stop()
    },
  }
}
