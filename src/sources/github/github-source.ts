import { declined, ok, type Result } from '../../base/index.ts'
import { dayUs, hourUs, micros } from '../../domain/index.ts'
import type { SourceFault, SourcePort, ToldObservation } from '../live/source-port.ts'
import type { GithubClient } from './github-client.ts'
import { type GithubCommit, parseCommits, parseOpenIssues } from './parse-github.ts'

/** The columns of the code moat that GitHub tells of a repository. */
export const githubColumns = [
  'code.commits24h',
  'code.contributors24h',
  'code.novelty',
  'code.openIssues',
  'code.entropy',
] as const

const pagesMax = 50

/**
 * A repository as a source: commits and contributors of the 24 hours that end when it is asked,
 * novelty (commits a contributor), open issues, and dependency entropy = contributors × ln(commits)
 * / √(open issues). What is not defined, such as novelty without a contributor, is NaN.
 *
 * @param repository - As GitHub has it, `owner/name`.
 */
export function githubSource(client: GithubClient, repository: string): SourcePort {
  return {
    ...{ name: repository, names: githubColumns },
    fetch: async () => {
      const commits = await commitsOf(client, repository)
      if (!commits.ok) return commits
      const issues = await client.get(`/repos/${repository}`, parseOpenIssues)
      if (!issues.ok) return issues
      return ok([observationOf(client, commits.value, issues.value.value)])
    },
  }
}

async function commitsOf(
  client: GithubClient,
  repository: string,
): Promise<Result<readonly GithubCommit[], SourceFault>> {
  // From the beginning of an hour, so that the question is the same, and its answer kept, for one.
  const since = Math.floor(client.now / hourUs) * hourUs - dayUs
  const time = new Date(since / 1_000).toISOString().replace('.000Z', 'Z')
  let next: string | undefined = `/repos/${repository}/commits?since=${time}&per_page=100`
  const commits: GithubCommit[] = []
  for (let pages = 0; next !== undefined; pages += 1) {
    if (pages === pagesMax) return declined(endless)
    const page: Awaited<ReturnType<typeof client.get<readonly GithubCommit[]>>> = await client.get(
      next,
      parseCommits,
    )
    if (!page.ok) return page
    commits.push(...page.value.value)
    next = page.value.next
  }
  return ok(commits)
}

const endless: SourceFault = {
  kind: 'passing',
  sentence: `GitHub has over ${pagesMax} pages of commits of a day; it is asked again later.`,
}

function observationOf(
  { now }: GithubClient,
  commits: readonly GithubCommit[],
  issues: number,
): ToldObservation {
  const inside = commits.filter(({ tsEvent }) => tsEvent > now - dayUs && tsEvent <= now)
  const count = new Set(inside.map(({ sha }) => sha)).size
  const contributors = new Set(inside.map(({ author }) => author)).size
  const novelty = contributors > 0 ? count / contributors : Number.NaN
  const entropy = dependencyEntropy(count, contributors, issues)
  return {
    ...{ tsEvent: micros(now), said: '' },
    values: [count, contributors, novelty, issues, entropy],
  }
}

/** Not defined without a commit, or without an open issue: NaN. @see SPEC P3 */
export function dependencyEntropy(commits: number, contributors: number, issues: number): number {
  if (commits === 0 || issues === 0) return Number.NaN
  return (contributors * Math.log(commits)) / Math.sqrt(issues)
}
