import type { Command } from 'commander'
import { loadConfiguration } from '../../src/app/index.ts'
import type { CliContext } from '../../src/doors/index.ts'

/** What a command printed, with or without `--json`. */
export type CliSaid = {
  readonly lines: readonly string[]
  readonly json: Record<string, unknown>
}

type CliScene = {
  /** Folder of the desk the command is about. */
  readonly desk: string
  /** Folder in which a file of settings is looked for. */
  readonly settings: string
  readonly signal?: AbortSignal
  readonly onJson?: (document: object) => void
}

/** Runs one command in this process as `coinswarm` runs it, and gives what it said. */
export async function runInProcess(
  command: (context: CliContext) => Command,
  args: readonly string[],
  scene: CliScene,
): Promise<CliSaid> {
  const lines: string[] = []
  let json: Record<string, unknown> = {}
  const context: CliContext = {
    print: (line) => void lines.push(line),
    redraw: (all) => void lines.push(...all),
    note: (line) => void lines.push(line),
    json: (document) => {
      json = JSON.parse(JSON.stringify(document)) as Record<string, unknown>
      scene.onJson?.(document)
    },
    isJson: false,
    progress: () => ({ update: () => undefined, stop: () => undefined }),
    deskFolder: scene.desk,
    answerNo: () => undefined,
    interruption: () => scene.signal ?? new AbortController().signal,
    configuration: async (flags) =>
      loadConfiguration({ folder: scene.settings, variables: {}, flags: flags ?? [] }),
  }
  await command(context).parseAsync([...args], { from: 'user' })
  return { lines, json }
}
