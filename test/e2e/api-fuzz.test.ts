import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { minuteUs } from '../../src/domain/index.ts'
import { openapiDocument } from '../../src/doors/index.ts'
import { ApiStage } from './api-stage.ts'

const stage = new ApiStage()
beforeAll(() => stage.start())
afterAll(() => stage.stop())

type Operation = { readonly parameters?: readonly { readonly name: string }[] }
const operations = Object.entries(openapiDocument()['paths'] as Record<string, object>).flatMap(
  ([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, { parameters = [] }]) => ({
      route: `${method.toUpperCase()} ${path}`,
      names: parameters.map(({ name }) => name),
    })),
)

const word = fc.oneof(fc.string(), fc.integer().map(String), fc.constantFrom('NaN', '-1', '1e309'))
const body = fc.oneof(
  fc.json(),
  fc.string(),
  fc
    .record(
      {
        to: fc.constantFrom('pause', 'live', 7),
        reason: fc.oneof(fc.string(), fc.integer()),
        key: fc.string(),
        value: fc.oneof(fc.double(), fc.string()),
        scope: fc.constantFrom('instrument', 'desk'),
        subject: fc.oneof(fc.integer(), fc.double()),
        code: fc.string(),
        hold: fc.anything(),
      },
      { requiredKeys: [] },
    )
    .map((record) =>
      JSON.stringify(record, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    ),
)

it('answers every route of the document whatever is sent, without failing or passing a stranger', async () => {
  const { as } = stage.token('fuzz', 'read', 'control', 'trade')
  const { caller } = stage
  expect(operations.length).toBeGreaterThan(25)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...operations),
      fc.array(fc.tuple(fc.nat(), word), { maxLength: 4 }),
      body,
      fc.boolean(),
      async ({ route, names }, pairs, sent, isKnown) => {
        stage.wait(minuteUs)
        const search = new URLSearchParams()
        for (const [nth, value] of pairs)
          search.append(names[nth % (names.length + 1)] ?? 'other', value)
        const credential = isKnown ? as : caller.json()
        const asked = `${route}?${search.toString()}`
        const given = route.startsWith('POST') ? sent : undefined
        const { status, body: said } = await caller.ask(asked, credential, given)
        // 503 is a desk that has no past; 404 a stream that is no upgrade.
        const fine = isKnown ? [200, 304, 400, 403, 404, 409, 503] : [401]
        expect([route, fine.includes(status) ? 'fine' : status, said]).toEqual([
          route,
          'fine',
          said,
        ])
        if (status >= 400 && status !== 404)
          expect(Object.keys(JSON.parse(said).error)).toContain('code')
      },
    ),
    { numRuns: 400 },
  )
})

const headerNames = [
  ...['host', 'origin', 'referer', 'content-type', 'cookie', 'sec-fetch-site', 'accept'],
  ...['x-forwarded-for', 'x-forwarded-host', 'x-http-method-override', 'if-none-match'],
]
const headerValue = fc.oneof(
  fc.stringMatching(/^[ -~]{0,40}$/),
  fc.constantFrom('localhost', 'http://evil.example', 'null', 'same-origin', 'application/json'),
)

it('does nothing for a token that may only read, whatever stands in the headers', async () => {
  const { as } = stage.token('reader', 'read')
  // Whoever may read may kill, and nothing else.
  const acts = operations.filter(({ route }) => /^POST (?!.*\/kill$)/.test(route))
  expect(acts.length).toBeGreaterThan(5)
  const before = JSON.stringify(stage.commanded.snapshot().status)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...acts),
      fc.dictionary(fc.constantFrom(...headerNames), headerValue, { maxKeys: 6 }),
      body,
      async ({ route }, headers, sent) => {
        stage.wait(minuteUs)
        const { status } = await stage.caller.ask(route, { ...as, ...headers }, sent)
        expect([route, status >= 400 && status < 500 ? 'declined' : status]).toEqual([
          route,
          'declined',
        ])
      },
    ),
    { numRuns: 400 },
  )
  expect(JSON.stringify(stage.commanded.snapshot().status)).toBe(before)
  expect(stage.jobs.all()).toEqual([])
})
