import { Command, Option } from 'commander'
import { readStrategies, statesOf } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import {
  diffHunks,
  lineage,
  lineDiff,
  recipeChange,
  recipeOfSource,
  recipeWords,
  type StrategyRegistry,
  type Version,
  versionStates,
} from '../../evolution/index.ts'
import type { CliContext } from './cli-context.ts'
import {
  shortOf,
  standingJson,
  stateWords,
  versionLine,
  versionLines,
} from './strategy-version-text.ts'

/** What of `coinswarm strategy` looks at versions and changes none. */
export function versionCommands(context: CliContext): readonly Command[] {
  return [listCommand(context), showCommand(context), diffCommand(context), treeCommand(context)]
}

const noneYet = 'No strategy is kept yet; see coinswarm strategy new, add and breed.'

type ListOptions = { readonly state?: string; readonly all?: boolean }

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('List the versions of strategies that a desk keeps, the newest last.')
    .addOption(new Option('--state <state>', 'only those that stand there').choices(versionStates))
    .option('--all', 'those that were declined as well')
    .addHelpText('after', '\nExample:\n  coinswarm strategy list')
    .action(({ state, all = false }: ListOptions) => {
      const known = readStrategies(context.deskFolder)?.book.versions ?? []
      const versions = known.filter((each) =>
        state === undefined ? all || each.state !== 'declined' : each.state === state,
      )
      context.json({ command: 'strategy list', ...standingJson(known), versions })
      for (const version of versions) context.print(versionLine(version))
      const hidden = known.length - versions.length
      if (known.length === 0) context.print(noneYet)
      else if (hidden > 0 && state === undefined)
        context.print(`${hidden} that were declined are left out; --all shows them.`)
    })
}

function showCommand(context: CliContext): Command {
  return new Command('show')
    .description('Show a version: where it stands, what every step rests on, or its source.')
    .argument('<id>', 'the id of a version, or its first digits')
    .option('--source', 'print the source alone')
    .addHelpText('after', '\nExample:\n  coinswarm strategy show 0123abcd --source')
    .action((text: string, { source: isSource = false }: { readonly source?: boolean }) => {
      const registry = required(context)
      const version = registry.find(text)
      const source = registry.source(version.id)
      const recipe = recipeOfSource(source) ?? null
      const hasState = statesOf(context.deskFolder).take(version.id) !== undefined
      context.json({ command: 'strategy show', version, recipe, hasState, source })
      if (isSource) return context.print(source.trimEnd())
      for (const line of versionLines(version)) context.print(line)
      if (recipe !== null) context.print(`  ${recipeWords(recipe)}`)
      if (hasState) context.print('  What it remembered when it was taken off is kept.')
    })
}

function diffCommand(context: CliContext): Command {
  return new Command('diff')
    .description('Show what differs between a version and another, or the one it was made from.')
    .argument('<id>', 'the newer one')
    .argument('[other]', 'the older one (default: the first parent)')
    .addHelpText('after', '\nExample:\n  coinswarm strategy diff 0123abcd')
    .action((text: string, other?: string) => {
      const registry = required(context)
      const after = registry.find(text)
      const before = registry.find(other ?? parentOf(after))
      const [older, newer] = [registry.source(before.id), registry.source(after.id)]
      const [from, to] = [recipeOfSource(older), recipeOfSource(newer)]
      const change = from === undefined || to === undefined ? [] : recipeChange(from, to)
      const lines = diffHunks(lineDiff(older, newer))
      const ids = { before: before.id, after: after.id }
      context.json({ command: 'strategy diff', ...ids, change, lines })
      context.print(`${shortOf(before.id)} to ${shortOf(after.id)}`)
      for (const phrase of change) context.print(`  ${phrase}`)
      for (const line of lines) context.print(line)
      if (lines.length === 0) context.print('They are the same.')
    })
}

function parentOf({ id, parents: [parent] }: Version): string {
  if (parent !== undefined) return parent
  throw new UserError(
    'strategy-unknown',
    `Version ${shortOf(id)} was made from no other; name the one to compare it with.`,
  )
}

function treeCommand(context: CliContext): Command {
  return new Command('lineage')
    .description('Show which version was made from which, as a tree.')
    .addHelpText('after', '\nExample:\n  coinswarm strategy lineage')
    .action(() => {
      const versions = readStrategies(context.deskFolder)?.book.versions ?? []
      const rows = lineage(versions)
      context.json({
        command: 'strategy lineage',
        ...standingJson(versions),
        versions: rows.map(({ version: { id, parents, state, isControl } }) => ({
          ...{ id, parents, state, isControl },
        })),
      })
      for (const { stem, version } of rows)
        context.print(`${stem}${shortOf(version.id)}  ${stateWords(version)}  ${version.note}`)
      if (rows.length === 0) context.print(noneYet)
    })
}

function required(context: CliContext): StrategyRegistry {
  const registry = readStrategies(context.deskFolder)
  if (registry !== undefined) return registry
  throw new UserError('strategy-unknown', noneYet)
}
