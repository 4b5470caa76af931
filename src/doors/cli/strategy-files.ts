import { Command } from 'commander'
import {
  breedStrategies,
  changeStrategies,
  checkStrategySource,
  personHere,
  readStrategies,
  readStrategyFile,
  type StrategyCheck,
  writeNewStrategy,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { recipeMinutes, recipeWords } from '../../evolution/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { shortOf } from './strategy-version-text.ts'
import { countOf } from './sweep-options.ts'

/** What of `coinswarm strategy` brings new versions. */
export function strategyFileCommands(context: CliContext): readonly Command[] {
  return [newCommand(context), checkCommand(context), addCommand(context), breedCommand(context)]
}

function newCommand(context: CliContext): Command {
  return new Command('new')
    .description('Write a strategy file to begin with, here: the first strategy, or a version.')
    .argument('<name>', 'lowercase letters, digits and dashes')
    .option('--from <id>', 'begin with that version')
    .option('--out <file>', 'the file (default: the name with .ts, here)')
    .addHelpText('after', '\nExample:\n  coinswarm strategy new mine')
    .action((name: string, options: { readonly from?: string; readonly out?: string }) => {
      const { from: version, out: file = `${name}.ts` } = options
      if (!/^[a-z][a-z0-9-]{0,63}$/.test(name))
        throw new UserError(
          'usage',
          `A strategy is called by lowercase letters, digits and dashes, not '${name}'.`,
        )
      const from = version === undefined ? undefined : sourceOf(context, version)
      writeNewStrategy({ name, file, from })
      context.json({ command: 'strategy new', file })
      context.print(`${file} is yours to change; try coinswarm strategy check ${file}.`)
    })
}

function sourceOf(context: CliContext, text: string): string {
  const registry = readStrategies(context.deskFolder)
  if (registry === undefined)
    throw new UserError('strategy-unknown', 'No strategy is kept yet; see coinswarm strategy new.')
  return registry.source(registry.find(text).id)
}

function checkCommand(context: CliContext): Command {
  return new Command('check')
    .description(
      'Ask of a strategy what can be asked without data. It is read and run in a box for that.',
    )
    .argument('<what>', 'a file, which ends with .ts, or the id of a version')
    .addHelpText('after', '\nExample:\n  coinswarm strategy check mine.ts')
    .action(async (what: string) => {
      const source = what.endsWith('.ts') ? readStrategyFile(what) : sourceOf(context, what)
      const checks = await checkStrategySource(source)
      const isPassed = checks.every((each) => each.isPassed)
      context.json({ command: 'strategy check', of: what, isPassed, checks })
      for (const check of checks) context.print(checkLine(check))
      if (!isPassed) context.answerNo()
    })
}

function checkLine({ name, isPassed, detail }: StrategyCheck): string {
  return `${isPassed ? 'pass' : 'FAIL'}  ${name.padEnd(8)}  ${detail}`
}

type AddOptions = { readonly note: string; readonly parent?: string }

function addCommand(context: CliContext): Command {
  return new Command('add')
    .description('Keep a strategy file as a draft, once it passes its checks.')
    .argument('<file>', 'the file, which ends with .ts')
    .option('--note <text>', 'what it is meant to do better', '')
    .option('--parent <id>', 'the version it was made from')
    .addHelpText('after', '\nExample:\n  coinswarm strategy add mine.ts --note "a wider stop"')
    .action(async (file: string, { note, parent }: AddOptions) => {
      const source = readStrategyFile(file)
      const failed = (await checkStrategySource(source)).find(({ isPassed }) => !isPassed)
      if (failed !== undefined)
        throw new UserError('strategy-refused', `${file} is not kept: ${failed.detail}`)
      const id = changeStrategies(context.deskFolder, (registry) =>
        registry.add({
          ...{ module: 'strategy', source, note, cycle: 0 },
          parents: parent === undefined ? [] : [registry.find(parent).id],
          ...{ author: personHere().actor, ts: liveClock.now() },
        }),
      )
      context.json({ command: 'strategy add', id })
      context.print(`${shortOf(id)} is a draft.`)
    })
}

type BreedOptions = {
  readonly count: string
  readonly seed: string
  readonly minutes: string
  readonly short?: boolean
}

function breedCommand(context: CliContext): Command {
  return new Command('breed')
    .description(
      'Propose strategies without a model, from those tried so far, and keep them as drafts.',
    )
    .option('--count <n>', 'how many', '5')
    .option('--seed <n>', 'what chance begins with', '1')
    .option('--minutes <list>', 'lengths of bars they may look at', '60,240,1440')
    .option('--short', 'they may sell short')
    .addHelpText('after', '\nExample:\n  coinswarm strategy breed --count 3')
    .action((options: BreedOptions) => {
      const bred = breedStrategies(context.deskFolder, {
        seed: countOf('--seed', options.seed, 0, Number.MAX_SAFE_INTEGER),
        count: countOf('--count', options.count, 1, 100),
        ground: { minutes: minutesOf(options.minutes), mayShort: options.short === true },
        ts: liveClock.now(),
      })
      context.json({ command: 'strategy breed', bred })
      for (const { id, how, change, recipe } of bred)
        context.print(`${shortOf(id)}  ${how}  ${change.join('; ') || recipeWords(recipe)}`)
      if (bred.length === 0) context.print('Nothing new was found; try another --seed.')
    })
}

function minutesOf(text: string): readonly number[] {
  const minutes = text.split(',').map(Number)
  if (minutes.every((each) => recipeMinutes.includes(each))) return minutes
  throw new UserError(
    'usage',
    `--minutes must be a list of ${recipeMinutes.join(', ')}, was '${text}'.`,
  )
}
