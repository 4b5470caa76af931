import {
  defaultRepositoryNames,
  type GithubReport,
  GithubWatch,
  readGithubToken,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'

type Options = {
  readonly github: true | readonly string[]
  readonly githubUrl: string
  readonly tokenFile?: string
  readonly watch?: boolean
  readonly data?: string
  readonly at?: string
}

/** The code moat as GitHub tells it now: once, or until it is stopped. */
export async function askGithub(context: CliContext, options: Options): Promise<void> {
  const { github, githubUrl: url, tokenFile, data, at } = options
  if (data !== undefined || at !== undefined)
    throw new UserError('usage', '--github tells of now; leave out --data and --at.')
  if (!/^https?:\/\/[^\s/?#]+/.test(url))
    throw new UserError('usage', `--github-url must be like https://api.github.com.`)
  const repositories = github === true ? defaultRepositoryNames : github
  const token = tokenFile === undefined ? undefined : readGithubToken(tokenFile)
  const isWatching = options.watch === true
  if (isWatching && context.isJson)
    throw new UserError('usage', '--json gives one document; leave out --watch.')
  const onTurn = isWatching ? (report: GithubReport): void => tell(context, report) : undefined
  const watch = new GithubWatch({ clock: liveClock, repositories, url, token, onTurn })
  if (isWatching) return watched(watch, context.interruption())
  const report = await watch.once()
  context.json({ command: 'sources', ...jsonOf(report) })
  tell(context, report)
  if (report.repositories.every(({ state }) => state.kind !== 'fresh')) context.answerNo()
}

async function watched(watch: GithubWatch, signal: AbortSignal): Promise<void> {
  watch.start()
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  watch.stop()
}

function jsonOf({ repositories, languages }: GithubReport): object {
  return {
    repositories: repositories.map(({ state, values, ...rest }) => ({
      ...rest,
      state: { ...state, error: state.error ?? null, goodAt: state.goodAt ?? null },
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, value ?? null]),
      ),
    })),
    languages,
  }
}

function tell(context: CliContext, { repositories, languages }: GithubReport): void {
  const cell = (value: number | undefined): string =>
    value === undefined ? '-' : String(Number(value.toPrecision(6)))
  const names = Object.keys(repositories[0]?.values ?? {})
  const rows = repositories.map(({ repository, language, state, values }) => [
    ...[language, repository, state.kind],
    ...names.map((name) => cell(values[name])),
    state.error ?? '',
  ])
  const head = ['language', 'repository', 'state', ...names, '']
  for (const line of columnLines([head, ...rows])) context.print(line)
  context.print('')
  const sums = languages.map(({ language, commits24h, contributors24h, openIssues }) => [
    ...[language, String(commits24h), String(contributors24h), String(openIssues)],
  ])
  const sumHead = ['language', 'commits24h', 'contributors24h', 'open issues']
  for (const line of columnLines([sumHead, ...sums])) context.print(line)
}
