import { Command, CommanderError } from 'commander'
import { nearest, plainJson, plainLine, plainText, UserError } from '../../base/index.ts'
import { openContext } from './cli-context.ts'
import { addGlobals, type CliGlobals, globalsOf } from './cli-globals.ts'
import { toldError } from './command-error.ts'
import { type CommandRow, commandTable } from './command-table.ts'
import { version } from './version.ts'

/**
 * Runs one command line: the words after the program's name.
 *
 * @returns 0 done · 1 ran and the answer is no · 2 bad input · 3 something outside failed.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const program = rootCommand()
  try {
    return await run(program, argv)
  } catch (error) {
    // Commander ends `--help` and `--version` by throwing; they are answers, not errors.
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const isUnfinished = error instanceof CommanderError && error.code === 'commander.help'
    const told = isUnfinished ? unfinished(program, argv) : error
    return tell(told, { ...globalsOf(program), isJson: argv.includes('--json') })
  }
}

async function run(program: Command, argv: readonly string[]): Promise<number> {
  const { operands, unknown } = program.parseOptions([...argv])
  const name = operands[0]
  const open = openContext(globalsOf(program))
  const asked = name === 'help' ? operands[1] : name
  const row = asked === undefined ? undefined : rowNamed(asked)
  for (const each of commandTable) {
    const command =
      each === row ? (await each.load())(open.context) : new Command(each.name).allowUnknownOption()
    program.addCommand(adopt(command.summary(each.summary), program))
  }
  if (name === undefined && unknown.length === 0) program.help()
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } finally {
    open.close()
  }
  return open.exitCode()
}

function rowNamed(name: string): CommandRow {
  const row = commandTable.find((each) => each.name === name)
  if (row !== undefined) return row
  const guess = nearest(
    name,
    commandTable.map((each) => each.name),
  )
  const hint = guess === undefined ? 'see coinswarm --help' : `did you mean ${guess}?`
  throw new UserError('usage', `There is no command '${name}'; ${hint}`)
}

function rootCommand(): Command {
  const program = new Command('coinswarm')
    .description('An autonomous crypto-trading desk. Paper only: no real order is ever sent.')
    .usage('<command> [options]')
    .version(version(), '--version', 'print the version')
    .configureOutput({ outputError: () => {}, writeErr: () => {} })
    .exitOverride()
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', '\nExample:\n  coinswarm doctor')
  return addGlobals(program)
}

/** Of a command that has others below it and was told none of them. */
function unfinished(program: Command, argv: readonly string[]): UserError {
  let [command, path] = [program, 'coinswarm']
  for (const word of argv) {
    const below = command.commands.find((each) => each.name() === word)
    if (below === undefined) continue
    command = below
    path += ` ${word}`
  }
  const names = command.commands.map((each) => each.name()).join(', ')
  return new UserError('usage', `${path} needs a command: ${names}; see ${path} --help.`)
}

/** Gives a loaded command, and those below it, the root's way of ending and of printing. */
function adopt(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent)
  for (const child of command.commands) adopt(child, command)
  return command
}

/** Prints an error where it belongs and returns its exit code. */
function tell(error: unknown, globals: CliGlobals): number {
  const { code, message, exitCode } = toldError(error)
  if (globals.isJson)
    process.stdout.write(`${plainJson(JSON.stringify({ error: { code, message } }))}\n`)
  else process.stderr.write(`${plainLine(message)}\n`)
  if (globals.isDebug && error instanceof Error)
    process.stderr.write(`${plainText(error.stack ?? '')}\n`)
  return exitCode
}
