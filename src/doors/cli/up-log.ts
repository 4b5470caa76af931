import path from 'node:path'
import { type Configuration, DeskLog, LogFile, type LogSink } from '../../app/index.ts'
import { reasonOf } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

const bytesPerMb = 1e6

type LogNeeds = {
  readonly configuration: Configuration
  /** Whether stderr has lines of JSON, too, in the place of sentences. */
  readonly isJson: boolean
}

/** Does what `up` does, with all that it says in its structured log, where one is wanted. */
export async function withLog(
  context: CliContext,
  { configuration, isJson }: LogNeeds,
  task: (context: CliContext) => Promise<void>,
): Promise<void> {
  const { file: name, level, maxMb, kept } = configuration.values.log
  if (name === '' && !isJson) return task(context)
  const file =
    name === ''
      ? undefined
      : new LogFile({
          ...{ path: path.resolve(name), maxBytes: maxMb * bytesPerMb, kept },
          onFault: context.note,
        })
  const write = (line: string): void => {
    file?.write(line)
    if (isJson) context.note(line)
  }
  const log = new DeskLog({ level, clock: liveClock, write })
  const sink: LogSink = (entry) => log.write(entry)
  try {
    await task(logged(context, sink, isJson))
  } catch (error) {
    sink({ level: 'error', room: 'up', message: reasonOf(error) })
    throw error
  } finally {
    log.close()
    file?.close()
  }
}

/** The same context, whose sentences are in the log as well. */
function logged(context: CliContext, log: LogSink, isJson: boolean): CliContext {
  const said = (message: string): void => log({ level: 'info', room: 'up', message })
  return {
    ...context,
    log,
    print: (line) => {
      said(line)
      context.print(line)
    },
    note: (line) => {
      said(line)
      if (!isJson) context.note(line)
    },
  }
}
