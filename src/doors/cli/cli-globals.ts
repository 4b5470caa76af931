import path from 'node:path'
import type { Command } from 'commander'

/** Options every command understands, before or after its name. */
export type CliGlobals = {
  readonly isJson: boolean
  readonly isDebug: boolean
  readonly desk: string | undefined
  readonly config: string | undefined
  readonly env: string | undefined
}

const folderDefault = 'coinswarm-desk'

/** Declares the global options on the root command. */
export function addGlobals(program: Command): Command {
  return program
    .option('--json', 'print one JSON document on stdout and nothing else')
    .option('--debug', 'show the stack trace of an error')
    .option(
      '--desk <folder>',
      `the desk's own folder (default ./${folderDefault}, or COINSWARM_DESK)`,
    )
    .option('--config <file>', 'settings file (default coinswarm.toml in the desk folder)')
    .option('--env <name>', 'settings overlay: dev, test or prod')
}

/** The global options as parsed so far. */
export function globalsOf(program: Command): CliGlobals {
  const options = program.opts<{
    json?: boolean
    debug?: boolean
    desk?: string
    config?: string
    env?: string
  }>()
  return {
    isJson: options.json === true,
    isDebug: options.debug === true,
    desk: options.desk,
    config: options.config,
    env: options.env,
  }
}

/** `--desk`, else COINSWARM_DESK, else `coinswarm-desk` here; always absolute. */
export function deskFolderOf(
  globals: CliGlobals,
  variables: Readonly<Record<string, string | undefined>>,
): string {
  return path.resolve(globals.desk ?? (variables['COINSWARM_DESK'] || folderDefault))
}
