import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { GithubWatch, type GithubReport } from '../../src/app/index.ts'
import { Secret } from '../../src/base/index.ts'
import { dayUs, hourUs, minuteUs, secondUs } from '../../src/domain/index.ts'
import { codeMoat, loadCommits } from '../../src/sources/index.ts'
import { StormClock } from '../simulation/storm-clock.ts'
import { GithubServer, type Mood } from './github-server.ts'

const start = Date.parse('2024-03-01T12:34:56Z') * 1_000
const token = 'ghp_0123456789abcdefABCDEF'
const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-github-'))
const servers: GithubServer[] = []
afterAll(() => {
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true })
})

let server: GithubServer
let clock: StormClock

beforeEach(async () => {
  server = await new GithubServer().listen()
  servers.push(server)
  clock = new StormClock(start)
})

const watchOf = (repository = 'owner/name', secret = token): GithubWatch =>
  new GithubWatch({
    ...{ clock, repositories: [repository], url: server.url },
    token: secret === '' ? undefined : new Secret(secret),
  })

function commit(minutesAgo: number, author: number): void {
  server.commits.push({
    sha: (10_000_000 + server.commits.length).toString(16).padStart(40, '0'),
    ms: start / 1_000 - minutesAgo * 60_000,
    email: `somebody${author}@example.org`,
  })
}

async function until(isDone: () => boolean): Promise<void> {
  for (let steps = 0; !isDone(); steps += 1) {
    if (steps === 5_000) throw new Error('it did not come')
    await new Promise((resolve) => void setTimeout(resolve, 2))
  }
}

const only = ({ repositories: [one] }: GithubReport): GithubReport['repositories'][number] => {
  if (one === undefined) throw new TypeError('a repository')
  return one
}

describe('GitHub as a source', () => {
  it('tells commits, people, novelty, issues and entropy, over several pages', async () => {
    for (let i = 0; i < 260; i += 1) commit(7 * i, i % 5)
    const { values, state } = only(await watchOf().once())
    // 24 hours hold 206 commits that are 7 minutes apart, the one of now included.
    expect(values).toEqual({
      ...{ 'code.commits24h': 206, 'code.contributors24h': 5, 'code.novelty': 206 / 5 },
      ...{ 'code.openIssues': 100, 'code.entropy': (5 * Math.log(206)) / 10 },
    })
    expect(state).toMatchObject({ kind: 'fresh', error: undefined })
    expect(server.said).toHaveLength(4)
    expect(new Set(server.keys)).toEqual(new Set([`Bearer ${token}`]))
  })

  it('says the same as the list of the same commits in a file', async () => {
    for (let i = 0; i < 150; i += 1) commit(11 * i + (i % 3), (i * i) % 7)
    const rows = server.commits.map(({ sha, ms, email }) => `${ms},${sha},${email}`)
    const csv = path.join(folder, 'commits.csv')
    writeFileSync(csv, ['commit_ts,sha,author_hash', ...rows, ''].join('\n'))
    const gitlog = path.join(folder, 'commits.gitlog')
    const entries = server.commits.map(({ sha, ms, email }) =>
      [
        ...[`commit ${sha}`, `Author:     A, B <${email}>`, 'AuthorDate: 1', 'Commit:     C <c@d>'],
        ...[`CommitDate: ${ms / 1_000}`, '', '    commit 1234567', '    Words, more', ''],
      ].join('\n'),
    )
    writeFileSync(gitlog, entries.join('\n'))
    const { values } = only(await watchOf().once())
    for (const file of [csv, gitlog]) {
      const moat = codeMoat(await loadCommits(file), Float64Array.of(start), { lagUs: 0 })
      expect([moat.commits24h[0], moat.contributors24h[0], moat.novelty[0]]).toEqual([
        ...[values['code.commits24h'], values['code.contributors24h'], values['code.novelty']],
      ])
    }
  })

  it('has no novelty and no entropy where nobody committed, and no entropy without issues', async () => {
    const quiet = only(await watchOf().once()).values
    expect(quiet).toMatchObject({ 'code.commits24h': 0, 'code.openIssues': 100 })
    expect([quiet['code.novelty'], quiet['code.entropy']]).toEqual([undefined, undefined])
    commit(5, 1)
    server.openIssues = 0
    clock = new StormClock(start)
    expect(only(await watchOf().once()).values).toMatchObject({
      ...{ 'code.novelty': 1, 'code.openIssues': 0, 'code.entropy': undefined },
    })
  })

  it('asks with the tag it was given, and takes "not modified" for the same again', async () => {
    commit(5, 1)
    const watch = watchOf()
    const first = only(await watch.once())
    await clock.advance(6 * minuteUs)
    const second = only(await watch.once())
    expect(server.said.map((line) => line.slice(0, 3))).toEqual(['200', '200', '304', '304'])
    expect(second.values).toEqual(first.values)
    expect(second.state).toMatchObject({ kind: 'fresh', observations: 2 })
  })

  it('is not asked again within five minutes', async () => {
    const watch = watchOf()
    await watch.once()
    await clock.advance(4 * minuteUs)
    await watch.once()
    expect(server.said).toHaveLength(2)
  })

  it('follows a repository that has moved on the same server, and none that moved away', async () => {
    commit(5, 1)
    expect(only(await watchOf('old/name').once()).state.kind).toBe('fresh')
    server.mood = 'elsewhere'
    const { state } = only(await watchOf().once())
    expect(state).toMatchObject({ kind: 'refused', error: expect.stringMatching(/another server/) })
  })

  it.each([
    ['bad key', 'refused', /does not take the key \(401\)/],
    ['forbidden', 'refused', /does not allow it \(403\)/],
    ['secondary limit', 'stale', /was asked too often/],
    ['down', 'stale', /answered 502/],
    ['cut off', 'stale', /could not be reached/],
    ['no JSON', 'stale', /not what was asked for/],
    ['hostile', 'stale', /not what was asked for/],
    ['endless', 'stale', /over 50 pages/],
    ['huge', 'stale', /answered with more than it may/],
  ] as const)('that is %s is %s, in one sentence without the key', async (mood, kind, sentence) => {
    server.mood = mood satisfies Mood
    const report = await watchOf().once()
    const { state, values } = only(report)
    expect(state).toMatchObject({ kind, error: expect.stringMatching(sentence), observations: 0 })
    expect(Object.values(values).every((value) => value === undefined)).toBe(true)
    expect(JSON.stringify(report)).not.toContain(token)
  })

  it('does not have a name that is not there', async () => {
    expect(only(await watchOf('owner/other').once()).state).toMatchObject({
      ...{ kind: 'refused', error: 'GitHub does not have it (404); check the name.' },
    })
  })

  it('asks nothing before the limit is set anew, and goes on then', async () => {
    server.mood = 'used up'
    server.resetSeconds = start / 1_000_000 + 600
    const watch = watchOf('owner/name', '')
    const sentence = /no more questions before 2024-03-01T12:44:56.000Z; wait, or give a token/
    expect(only(await watch.once()).state.error).toMatch(sentence)
    server.mood = 'well'
    for (let i = 0; i < 9; i += 1) {
      await clock.advance(minuteUs)
      await watch.once()
    }
    expect(server.said).toHaveLength(1)
    await clock.advance(minuteUs + secondUs)
    expect(only(await watch.once()).state).toMatchObject({ kind: 'fresh', error: undefined })
    expect(server.keys).toEqual([undefined, undefined, undefined])
  })

  it('keeps what it said last when the server goes down, and says so', async () => {
    commit(5, 1)
    const watch = watchOf()
    await watch.once()
    server.mood = 'down'
    await clock.advance(6 * minuteUs)
    expect(only(await watch.once())).toMatchObject({
      ...{ values: { 'code.commits24h': 1 }, state: { kind: 'failing' } },
    })
    await clock.advance(dayUs)
    expect(only(watch.report()).state.kind).toBe('stale')
  })

  it('tells while it is watched, once for what was said and once when it has gone stale', async () => {
    const told: string[] = []
    const watch = new GithubWatch({
      ...{ clock, repositories: ['owner/name', 'owner/other'], url: server.url },
      onTurn: ({ repositories }) =>
        void told.push(repositories.map(({ state }) => state.kind).join()),
    })
    commit(5, 1)
    watch.start()
    // The other clock stands still while real sockets have their time.
    await clock.advance(0)
    await until(() => told.length === 1)
    server.mood = 'down'
    await clock.advance(6 * minuteUs)
    await until(() => told.length === 2)
    await clock.advance(2 * hourUs)
    await until(() => told.length === 3)
    watch.stop()
    expect(told).toEqual(['fresh,refused', 'failing,refused', 'stale,refused'])
  })

  it('adds up by language, and puts a stranger under other', async () => {
    commit(5, 1)
    const { languages } = await watchOf().once()
    expect(languages).toEqual([
      {
        ...{ language: 'other', repositories: 1, commits24h: 1 },
        ...{ contributors24h: 1, openIssues: 100 },
      },
    ])
  })

  it.each(['owner', 'owner/name/more', 'a b/c', 'owner/..'])('refuses %j', (name) => {
    expect(() => watchOf(name)).toThrow(/is no repository/)
  })
})
