import { expect, it } from 'vitest'
import { type Asked, type Scripted, ScriptedModelServer } from '../servers/model-server.ts'
import { modelServer } from '../../src/app/index.ts'
import { declined, ok } from '../../src/base/index.ts'
import { secondUs } from '../../src/domain/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { askProvider, type NamedModel } from '../../src/llm/index.ts'
import { modelAuthor, modelReview } from '../../src/evolution/index.ts'

const words = { system: 'You write strategies.', facts: 'All is well.', contract: 'One module.' }
const parent = { version: 'a1', source: 'export const strategy = 1\n' }
const context = { hash: '', facts: {}, parent }

async function withModel<T>(
  script: (asked: Asked, count: number) => Scripted,
  use: (model: NamedModel, server: ScriptedModelServer) => Promise<T>,
): Promise<T> {
  await using server = await new ScriptedModelServer(script).listen()
  const settings = {
    ...({ provider: 'compatible', model: 'some-model', url: server.url, key: undefined } as const),
    timeoutUs: secondUs,
  }
  const post = modelServer(liveClock, server.url)
  const port = askProvider(settings, { inUsd: 0, outUsd: 0 }, post, liveClock)
  // Awaited here: the server is gone once this returns.
  return await use({ named: 'compatible some-model', port }, server)
}

const says = (value: unknown): Scripted => ({ kind: 'says', text: JSON.stringify(value) })

it('decides and writes what a model says, with the strategy in force before it', () =>
  withModel(
    (_asked, count) =>
      count === 0
        ? says({ kind: 'tune', why: 'it is late' })
        : says({ drafts: [1, 2, 3].map((n) => ({ idea: `idea ${n}`, source: `// ${n}\n` })) }),
    async (model, server) => {
      const author = modelAuthor({ model, words })
      const decision = await author.decide(context)
      expect(decision).toEqual({ kind: 'tune', why: 'it is late' })
      const drafts = await author.write(context, decision, 2)
      expect(drafts).toEqual(
        ok([
          { idea: 'idea 1', source: '// 1\n', parent: 'a1' },
          { idea: 'idea 2', source: '// 2\n', parent: 'a1' },
        ]),
      )
      expect(server.asked.map(({ body }) => body.includes('export const strategy'))).toEqual([
        true,
        true,
      ])
    },
  ))

const draft = { parent: 'a1', module: 'strategy' } as const

const useless: readonly (readonly [string, Scripted])[] = [
  ['garbage', { kind: 'says', text: 'I would rather buy everything now.' }],
  ['another decision', says({ kind: 'buy', why: 'now' })],
  ['a key nobody asked for', says({ kind: 'tune', why: 'x', order: { size: 1 } })],
  ['nothing', { kind: 'says', text: '' }],
  ['too much', { kind: 'huge' }],
  ['a cut line', { kind: 'gone' }],
  ['an error', { kind: 'status', status: 500 }],
  ['a refusal', { kind: 'status', status: 403 }],
]

it.each(useless)('changes nothing for %s', (_, scripted) =>
  withModel(
    () => scripted,
    async (model) => {
      const author = modelAuthor({ model, words })
      const decided = await author.decide(context)
      expect(decided).toEqual({ kind: 'no-change', why: expect.stringMatching(/^no answer: ./) })
      const tune = { kind: 'tune', why: 'x' } as const
      const written = await author.write(context, tune, 5)
      expect(written).toEqual(declined(expect.stringMatching(/^no answer: ./)))
      const candidate = { ...draft, source: '// x\n', idea: 'x', version: 'b2' }
      expect((await modelReview(model, candidate, parent.source)).isPassed).toBe(false)
    },
  ),
)

it('shows the analysis in force where one is to be rewritten, and takes one made from it', () =>
  withModel(
    () => says({ drafts: [{ idea: 'x', source: 'x' }] }),
    async (model, server) => {
      const author = modelAuthor({ model, words })
      const decision = { kind: 'market-analysis', why: 'it is old' } as const
      const drafts = await author.write(context, decision, 1)
      expect(drafts).toEqual(ok([{ idea: 'x', source: 'x', parent: undefined }]))
      expect(server.asked[0]?.body).toContain('The one that ships')
      const market = { version: 'm1', source: 'export const analysis = 7' }
      const next = await author.write({ ...context, analyses: { market } }, decision, 1)
      expect(next).toMatchObject(ok([{ parent: 'm1' }]))
      expect(server.asked[1]?.body).toContain('export const analysis = 7')
      expect(server.asked[1]?.body).not.toContain('export const strategy')
    },
  ))

it('reviews the difference with the idea, and passes it only where it is approved', () =>
  withModel(
    (_asked, count) => says({ approves: count === 1, why: count === 1 ? 'right' : 'sign' }),
    async (model, server) => {
      const candidate = {
        ...draft,
        source: 'export const strategy = 2\n',
        idea: 'two',
        version: 'b',
      }
      const first = await modelReview(model, candidate, parent.source)
      expect(first).toMatchObject({
        ...{ isPassed: false, why: 'sign', figures: { reviewer: 'compatible some-model' } },
      })
      expect((await modelReview(model, candidate, parent.source)).isPassed).toBe(true)
      expect(server.asked[0]?.body).toContain('- export const strategy = 1')
      expect(server.asked[0]?.body).toContain('+ export const strategy = 2')
    },
  ))
