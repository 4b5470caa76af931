import type { Command } from 'commander'
import { generatedOutside, outsideOf } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { MarketOptions } from './market-options.ts'

/** What a command is told of what agents look at besides bars; every option is text. */
export type SourceOptions = { readonly sources?: string; readonly planted?: string }

/** Gives a command the options by which a person brings what agents look at besides bars. */
export function addSourceOptions(command: Command): Command {
  return command
    .option('--sources <folder>', 'files of what agents look at besides bars (docs/sources.md)')
    .option('--planted <share>', 'of a made-up market: how far its sources know what comes, 0 to 1')
}

/** Whether what agents look at besides bars will be there. */
export function isBrought({ sources, market }: SourceOptions & MarketOptions): boolean {
  return sources !== undefined || market !== undefined
}

/** @throws UserError `usage`. */
export function plantedShare(text: string | undefined): number {
  const share = text === undefined ? 0 : Number(text)
  if (text?.trim() !== '' && share >= 0 && share <= 1) return share
  throw new UserError('usage', `--planted must be from 0 to 1, was '${text}'.`)
}

/** What was brought. */
export type BroughtSources = {
  /** What agents look at besides bars, by instrument, where they look at any. */
  readonly outside: readonly OutsideColumns[] | undefined
  /** What is to be said of that. */
  readonly sourceRemarks: readonly string[]
}

/**
 * The columns of `names`, of files or made up as the market is.
 *
 * @throws UserError `usage`, `outside-missing`; for what is wrong in files.
 */
export async function broughtTo(
  { sources, planted, market: name }: SourceOptions & MarketOptions,
  seed: number,
  market: readonly LoadedBars[],
  names: readonly string[],
): Promise<BroughtSources> {
  if (planted !== undefined && (name === undefined || sources !== undefined))
    throw new UserError('usage', '--planted is for the sources of a made-up market.')
  // A run without an agent that looks beside its bars is the same trial as ever.
  const isIdle = names.length === 0 && sources !== undefined
  const unused = isIdle ? ['No agent looks at anything besides bars; --sources is not used.'] : []
  if (names.length === 0 || (sources === undefined && name === undefined))
    return { outside: undefined, sourceRemarks: unused }
  const { outside, remarks } =
    sources === undefined
      ? generatedOutside(market, names, { seed, planted: plantedShare(planted) })
      : await outsideOf(sources, market, names)
  return { outside, sourceRemarks: remarks }
}

/** The remarks for the JSON of a command, where there are any. */
export function remarksJson({ sourceRemarks }: Pick<BroughtSources, 'sourceRemarks'>): {
  readonly sourceRemarks?: readonly string[]
} {
  return sourceRemarks.length === 0 ? {} : { sourceRemarks }
}
