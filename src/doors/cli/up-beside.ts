import type { Configuration, DeskFeed, NoticeDesk, PaperDesk } from '../../app/index.ts'
import type { CliContext } from './cli-context.ts'
import { openMetrics } from './up-metrics.ts'
import { openTelegram } from './up-telegram.ts'

/** Opens what stands beside the page of a desk: its bot and its metrics, where they are wanted. */
export async function openBeside(
  context: CliContext,
  configuration: Configuration,
  {
    desk,
    feed,
    notices,
  }: { readonly desk: PaperDesk; readonly feed: DeskFeed; readonly notices: NoticeDesk },
): Promise<{ readonly stop: () => Promise<void> }> {
  const { control } = desk
  const bot = await openTelegram(context, configuration, { feed, control, notices })
  try {
    const metrics = await openMetrics(context, configuration, { desk, feed })
    return {
      stop: async () => {
        await bot?.stop()
        await metrics?.stop()
        await desk.watchers.tracing?.stop()
      },
    }
  } catch (error) {
    await bot?.stop()
    throw error
  }
}
