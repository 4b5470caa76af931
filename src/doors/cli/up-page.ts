import { fileURLToPath } from 'node:url'
import {
  type BookFeed,
  type Configuration,
  deskRecords,
  deskSecret,
  LatencyWatch,
  MemoryBeside,
  PastBeside,
  TokenBook,
} from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { DeskServer, DeskServerOptions } from '../http/create-desk-server.ts'
import { serveDesk } from '../http/serve-desk.ts'
import { DeskJobs } from '../job/desk-jobs.ts'
import type { CliContext } from './cli-context.ts'
import type { UpOptions } from './up-options.ts'

/** Where the page is served: to this machine alone. */
export const pageHost = '127.0.0.1'

export function hasPage(options: UpOptions, { http }: Configuration['values']): boolean {
  return options.headless !== true && http.isEnabled
}

/** Serves the page of a desk; `undefined` where none is wanted. */
export async function openPage(
  context: CliContext,
  options: UpOptions,
  configuration: Configuration,
  desk: Pick<DeskServerOptions, 'feed' | 'control'>,
  books: BookFeed | undefined,
): Promise<DeskServer | undefined> {
  const { values } = configuration
  if (!hasPage(options, values)) return undefined
  const { deskFolder: folder } = context
  const { isEmotionless: isDelayed } = values.display
  return serveDesk({
    ...desk,
    api: {
      records: deskRecords(folder, configuration, liveClock),
      past: new PastBeside({ folder, ...nameOf(desk), isDelayed }, liveClock),
      tokens: new TokenBook(folder),
      books,
      latency: new LatencyWatch(desk.feed),
      jobs: new DeskJobs({ folder, clock: liveClock }),
    },
    log: context.log,
    memory: new MemoryBeside({ folder, isDelayed }, liveClock),
    clock: liveClock,
    port: values.http.port,
    host: pageHost,
    // Three folders up from this file is the package, in `src` and in `dist` alike.
    pageFolder: fileURLToPath(new URL('../../../web/dist', import.meta.url)),
    secret: deskSecret(folder),
  })
}

/** What a view of the past says of the desk, as the one of now does. */
function nameOf({ feed }: Pick<DeskServerOptions, 'feed'>): { name: string; version: string } {
  const { name, version } = feed.snapshot().desk
  return { name, version }
}
