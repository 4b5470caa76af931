import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCommits, parseOpenIssues } from './parse-github.ts'

const commit = {
  sha: 'a'.repeat(40),
  commit: {
    author: { email: ' Ada@Example.org ', date: '2024-01-01T00:00:00Z' },
    committer: { email: 'noreply@github.com', date: '2024-01-02T03:04:05Z' },
  },
  author: { login: 'ada' },
}

describe('parseCommits', () => {
  it('takes the time of committing, and the address of the author in small letters', () => {
    expect(parseCommits([commit])).toEqual([
      ...[{ sha: commit.sha, tsEvent: 1_704_164_645_000_000, author: 'ada@example.org' }],
    ])
  })

  it('takes the account where there is no address', () => {
    const inner = { ...commit.commit, author: { email: '' } }
    expect(parseCommits([{ ...commit, commit: inner }])?.[0]?.author).toBe('ada')
    const bot = { ...commit, commit: inner, author: { login: 'renovate[bot]' } }
    expect(parseCommits([bot])?.[0]?.author).toBe('renovate[bot]')
  })

  it.each([
    ['no list', commit],
    ['no record', [null]],
    ['no sha', [{ ...commit, sha: '../..' }]],
    ['no author', [{ ...commit, author: null, commit: { ...commit.commit, author: {} } }]],
    ['no time', [{ ...commit, commit: { ...commit.commit, committer: { date: 'today' } } }]],
    ['no month', [{ ...commit, commit: { committer: { date: '2024-13-01T00:00:00Z' } } }]],
    ['more than a page', Array.from({ length: 101 }, () => commit)],
  ])('declines %s', (_what, json) => {
    expect(parseCommits(json)).toBeUndefined()
  })
})

it.each([
  [{ open_issues_count: 0 }, 0],
  [{ open_issues_count: 7, id: 1 }, 7],
  [{ open_issues_count: -1 }, undefined],
  [{ open_issues_count: 1.5 }, undefined],
  [{ open_issues_count: '7' }, undefined],
  [[7], undefined],
  [null, undefined],
])('reads open issues out of %j', (json, count) => {
  expect(parseOpenIssues(json)).toBe(count)
})

it('gives commits with every field or nothing, whatever it is given', () => {
  const odd = fc.oneof(fc.jsonValue(), fc.constant(commit), fc.constant(commit.commit))
  fc.assert(
    fc.property(fc.oneof(odd, fc.array(odd, { maxLength: 5 })), (json) => {
      const commits = parseCommits(json)
      for (const { sha, tsEvent, author } of commits ?? []) {
        expect(sha).toMatch(/^[0-9a-f]+$/)
        expect(Number.isSafeInteger(tsEvent) && author.length > 0).toBe(true)
      }
      expect(parseOpenIssues(json) ?? 0).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 500 },
  )
})
