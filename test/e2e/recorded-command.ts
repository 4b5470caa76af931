import type { Command } from 'commander'
import type { CliContext } from '../../src/doors/cli/cli-context.ts'

/** What a command printed for people, and the documents for programs. */
export type RecordedCommand = {
  readonly lines: readonly string[]
  readonly documents: readonly object[]
}

/** Runs a command that needs no desk and no settings, in this process. */
export async function recordedCommand(
  open: (context: CliContext) => Command,
  words: readonly string[],
): Promise<RecordedCommand> {
  const lines: string[] = []
  const documents: object[] = []
  const context: CliContext = {
    print: (line) => void lines.push(line),
    note: (line) => void lines.push(line),
    json: (document) => void documents.push(document),
    isJson: false,
    progress: () => ({ update: () => undefined, stop: () => undefined }),
    deskFolder: 'nowhere',
    answerNo: () => undefined,
    interruption: () => new AbortController().signal,
    configuration: () => Promise.reject(new Error('the command needs no settings')),
  }
  await open(context).parseAsync([...words], { from: 'user' })
  return { lines, documents }
}
