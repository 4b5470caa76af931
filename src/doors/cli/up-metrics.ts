import {
  type Configuration,
  type DeskFeed,
  DeskMetrics,
  DeskVitals,
  type PaperDesk,
  TokenBook,
} from '../../app/index.ts'
import { liveClock, liveStopwatch } from '../../kernel/index.ts'
import { serveMetrics } from '../metrics/serve-metrics.ts'
import type { CliContext } from './cli-context.ts'

/** Counts what a desk does, if its settings say so; nothing is counted otherwise. */
export function vitalsOf({ metrics }: Configuration['values']): DeskVitals | undefined {
  return metrics.isEnabled ? new DeskVitals(liveClock, liveStopwatch) : undefined
}

/** Serves the metrics of a desk that is counted. @throws UserError `port-busy` */
export async function openMetrics(
  context: CliContext,
  { values }: Configuration,
  { desk, feed }: { readonly desk: PaperDesk; readonly feed: DeskFeed },
): Promise<{ readonly stop: () => Promise<void> } | undefined> {
  const { vitals, control } = desk
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
  const server = await serveMetrics({ metrics, tokens, clock: liveClock, host, port })
  context.print(`metrics: ${server.url}, for a token with the scope read`)
  return {
    stop: async () => {
      await server.close()
      metrics.stop()
    },
  }
}
