/** A commit as GitHub tells it. */
export type GithubCommit = {
  readonly sha: string
  /** When it was committed, by the clock of whoever did. Microseconds UTC. */
  readonly tsEvent: number
  /** Who wrote it: the address, or the account where there is none. Not to be shown. */
  readonly author: string
}

type Fields = { readonly [name: string]: unknown }

function fieldsOf(value: unknown): Fields | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? (value as Fields) : undefined
}

/** A page of `GET /repos/{owner}/{repo}/commits`; `undefined` for anything else. */
export function parseCommits(json: unknown): readonly GithubCommit[] | undefined {
  if (!Array.isArray(json) || json.length > 100) return undefined
  const commits: GithubCommit[] = []
  for (const each of json as readonly unknown[]) {
    const commit = commitOf(fieldsOf(each))
    if (commit === undefined) return undefined
    commits.push(commit)
  }
  return commits
}

function commitOf(of: Fields | undefined): GithubCommit | undefined {
  const inner = fieldsOf(of?.['commit'])
  const date = fieldsOf(inner?.['committer'])?.['date']
  const sha = of?.['sha']
  const author = authorOf(fieldsOf(inner?.['author'])) ?? accountOf(fieldsOf(of?.['author']))
  if (typeof sha !== 'string' || !/^[0-9a-f]{7,64}$/.test(sha)) return undefined
  if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date)) return undefined
  const tsEvent = Date.parse(date) * 1_000
  if (!Number.isFinite(tsEvent) || author === undefined) return undefined
  return { sha, tsEvent, author }
}

function authorOf(author: Fields | undefined): string | undefined {
  const email = author?.['email']
  const isWord = typeof email === 'string' && email !== '' && email.length <= 320
  return isWord ? email.trim().toLowerCase() : undefined
}

function accountOf(account: Fields | undefined): string | undefined {
  const login = account?.['login']
  return typeof login === 'string' && /^[\w-]{1,100}(\[bot\])?$/.test(login) ? login : undefined
}

/** Open issues (pull requests are among them, as GitHub counts) of `GET /repos/{owner}/{repo}`. */
export function parseOpenIssues(json: unknown): number | undefined {
  const count = fieldsOf(json)?.['open_issues_count']
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined
}
