import { expect, it } from 'vitest'
import { GithubServer } from '../../../test/conformance/github-server.ts'
import { secondUs } from '../../domain/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { httpGet } from './http-get.ts'

it('gives up on an answer that does not come, and on a server that is not there', async () => {
  const server = await new GithubServer().listen()
  try {
    server.mood = 'slow'
    const answer = await httpGet(liveClock, 150_000).get(`${server.url}/repos/owner/name`, {})
    expect(answer).toMatchObject({
      ...{
        ok: false,
        error: { sentence: 'The server gave no answer in time; it is asked again later.' },
      },
    })
  } finally {
    server.close()
  }
  const nobody = await httpGet(liveClock, secondUs).get(server.url, {})
  expect(nobody).toMatchObject({ ok: false, error: { kind: 'passing' } })
})

it('gives what was answered, whatever its status', async () => {
  const server = await new GithubServer().listen()
  try {
    server.mood = 'down'
    const answer = await httpGet(liveClock, secondUs).get(`${server.url}/x`, { authorization: 'k' })
    expect(answer).toMatchObject({
      ok: true,
      value: { status: 502, body: '<html>Bad gateway</html>' },
    })
    expect(answer.ok && answer.value.header('content-type')).toBe('application/json')
    expect(server.keys).toEqual(['k'])
  } finally {
    server.close()
  }
})
