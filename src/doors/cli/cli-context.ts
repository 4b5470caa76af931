import type { Configuration, ConfigurationFlag, LogSink } from '../../app/index.ts'
import { plainJson, plainLine, plainText } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { type CliGlobals, deskFolderOf } from './cli-globals.ts'
import { onInterruption } from './interruption.ts'
import { progressLines } from './progress-lines.ts'
import { startProgress } from './progress.ts'
import { redrawn } from './redrawn.ts'

/** What a command may do to the outside: results on stdout, everything else on stderr. */
export type CliContext = {
  /** One line of result for people. Silent under `--json`. */
  readonly print: (line: string) => void
  /** Lines of result in the place of those before on a terminal, below them elsewhere. */
  readonly redraw: (lines: readonly string[]) => void
  /** The one JSON document of this command. Silent without `--json`. */
  readonly json: (document: object) => void
  readonly isJson: boolean
  /** A bar on stderr, for work over two seconds, when stderr is a terminal. */
  readonly progress: (label: string, total: number) => Progress
  /** Where the desk keeps its journal, catalog and settings. May not exist yet. */
  readonly deskFolder: string
  /** A remark on stderr: a warning, or what a long-running command is doing. */
  readonly note: (line: string) => void
  /** Writes a line of the structured log, where there is one. */
  readonly log?: LogSink | undefined
  /** The command ran and the answer is no: exit code 1. */
  readonly answerNo: () => void
  /** Aborts on the first Ctrl-C or SIGTERM; a command that stops cleanly listens to it. */
  readonly interruption: () => AbortSignal
  /** The settings in force: files, variables, `--config`, `--env`, and this command's own flags. */
  readonly configuration: (flags?: readonly ConfigurationFlag[]) => Promise<Configuration>
}

export type Progress = {
  /** @param remark - Stands behind the bar. */
  readonly update: (done: number, remark?: string) => void
  readonly stop: () => void
}

/** A context bound to this process, and how the command left it. */
export type OpenContext = {
  readonly context: CliContext
  readonly exitCode: () => 0 | 1
  /** Takes down bars that a failed command left standing. */
  readonly close: () => void
}

/** Opens the context of one command. */
export function openContext(globals: CliGlobals): OpenContext {
  const terminal = process.stderr.isTTY && !globals.isJson ? process.stderr : undefined
  let code: 0 | 1 = 0
  const standing: Progress[] = []
  let drawn = 0
  let hasLooked = false
  const context: CliContext = {
    print: (line) => {
      if (!globals.isJson) process.stdout.write(`${plainText(line)}\n`)
    },
    redraw: (lines) => {
      if (globals.isJson) return
      const { isTTY, columns } = process.stdout
      // Some terminals say that they have none.
      const width = isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY
      process.stdout.write(
        redrawn(
          lines.map((line) => plainLine(line)),
          isTTY ? drawn : 0,
          width,
        ),
      )
      drawn = lines.length
    },
    json: (document) => {
      if (globals.isJson) process.stdout.write(`${plainJson(JSON.stringify(document))}\n`)
    },
    note: (line) => {
      process.stderr.write(`${plainLine(line)}\n`)
      // It may stand below what was drawn, which is then not wiped.
      drawn = 0
    },
    isJson: globals.isJson,
    progress: (label, total) => {
      // Set by a program that started us and reads stderr: the door of MCP.
      if (process.env['COINSWARM_PROGRESS'] === 'lines')
        return progressLines((text) => void process.stderr.write(text), liveClock, total)
      const bar = startProgress(terminal, liveClock, label, total)
      standing.push(bar)
      return bar
    },
    deskFolder: deskFolderOf(globals, process.env),
    answerNo: () => {
      code = 1
    },
    interruption: onInterruption,
    configuration: async (flags) => {
      if (!hasLooked && globals.config === undefined) await tellUnread(context)
      hasLooked = true
      return loadFor(globals, flags ?? [])
    },
  }
  const close = (): void => {
    for (const bar of standing) bar.stop()
  }
  return { context, exitCode: () => code, close }
}

async function tellUnread({ deskFolder, note }: CliContext): Promise<void> {
  // Whoever started us with this variable reads stderr.
  if (process.env['COINSWARM_PROGRESS'] === 'lines') return
  const { unreadSettings } = await import('../../app/index.ts')
  const here = startedIn()
  const file = here === undefined ? undefined : unreadSettings(deskFolder, here)
  if (file === undefined) return
  note(
    `${file} is not read: the settings of this desk are in ${deskFolder}; put it there, or name it ` +
      'with --config.',
  )
}

/** `undefined` where the folder is gone. */
function startedIn(): string | undefined {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}

async function loadFor(
  globals: CliGlobals,
  flags: readonly ConfigurationFlag[],
): Promise<Configuration> {
  const { loadConfiguration } = await import('../../app/index.ts')
  return loadConfiguration({
    folder: deskFolderOf(globals, process.env),
    file: globals.config,
    environment: globals.env,
    variables: process.env,
    flags,
  })
}
