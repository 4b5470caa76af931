import { UserError } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import { fileStamps, listFiles, type LoadedBars } from '../../market/index.ts'
import {
  type CodeMoatName,
  type CommitLog,
  codeMoatNames,
  formatOf,
  generatedSources,
  type LoadedSource,
  loadCommitsOf,
  loadSources,
  repositoryOfFile,
} from '../../sources/index.ts'

/** The commits of all repositories of one coin. */
export type LoadedCode = {
  readonly coin: string
  readonly files: readonly string[]
  readonly log: CommitLog
}

/** What a folder of files has of sources, or what was made up. */
export type OpenSources = {
  /** Or, of what was made up, that it is. */
  readonly folder: string
  readonly isGenerated: boolean
  readonly sources: readonly LoadedSource[]
  readonly code: readonly LoadedCode[]
  /** Files that are of no source, such as bars. */
  readonly passedOver: readonly string[]
}

/** From a commit to when it counts as known: it can be pushed well after it was made. */
export const codeLagUs: number = dayUs

/** The columns of the code moat, as agents name them. */
export const codeColumns: readonly string[] = codeMoatNames.map((name) => `code.${name}`)

/** Columns of the code moat that commits do not tell: open issues, and what is made of them. */
export const codeColumnsOfApi: readonly string[] = ['code.openIssues', 'code.entropy']

export function codeMoatNameOf(column: string): CodeMoatName | undefined {
  return codeMoatNames.find((name) => `code.${name}` === column)
}

const endings = ['.csv', '.csv.gz', '.gitlog', '.gitlog.gz']

/** Another text whenever a file that can be of a source is added, written or taken away. */
export function sourcesStamp(folder: string): string {
  return fileStamps(listFiles(folder, endings)).join('\n')
}

/**
 * Reads every file of a source below a folder.
 *
 * @param isWanted - Which sources to read, by name; `code` for commits. All of them without it.
 * @throws UserError `no-such-folder`, and what `loadSources` and `loadCommits` throw.
 */
export async function openSources(
  folder: string,
  isWanted: (source: string) => boolean = () => true,
): Promise<OpenSources> {
  const files = listFiles(folder, endings)
  if (files.length === 0)
    throw new UserError(
      'no-such-folder',
      `${folder} has no files of sources, or is not there; name a folder with .csv or .csv.gz files.`,
    )
  const known = files.filter((file) => formatOf(file) !== undefined)
  const commits = files.filter((file) => repositoryOfFile(file) !== undefined)
  const wanted = known.filter((file) => isWanted(formatOf(file)?.format.source ?? ''))
  return {
    ...{ folder, isGenerated: false },
    sources: await loadSources(wanted),
    code: isWanted('code') ? await loadCode(commits) : [],
    passedOver: files.filter((file) => !known.includes(file) && !commits.includes(file)),
  }
}

async function loadCode(files: readonly string[]): Promise<readonly LoadedCode[]> {
  const coinOf = (file: string): string => repositoryOfFile(file)?.coin ?? ''
  const loaded: LoadedCode[] = []
  for (const coin of new Set(files.map(coinOf))) {
    const of = files.filter((file) => coinOf(file) === coin)
    loaded.push({ coin, files: of, log: await loadCommitsOf(of) })
  }
  return loaded
}

/** What a made-up market knows beside its bars, labelled so. */
export function openGenerated(
  market: readonly LoadedBars[],
  options: { readonly seed: number; readonly planted: number },
): OpenSources {
  const { label, sources, code } = generatedSources(market, options)
  return {
    ...{ folder: label, isGenerated: true, sources, passedOver: [] },
    code: code.map((of) => ({ ...of, files: [label] })),
  }
}
