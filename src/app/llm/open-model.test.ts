import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ScriptedModelServer } from '../../../test/servers/model-server.ts'
import { liveClock } from '../../kernel/index.ts'
import { configurationRules } from '../configuration-rules.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { openModel, openReplayedModel, openReviewer } from './open-model.ts'

type Settings = ConfigurationValues['model']

const rules = configurationRules.model
const usual: Settings = {
  provider: rules.provider.fallback,
  name: rules.name.fallback,
  url: rules.url.fallback,
  keyFile: rules.keyFile.fallback,
  tokensPerDay: rules.tokensPerDay.fallback,
  dollarsPerDay: rules.dollarsPerDay.fallback,
  dollarsPerMillionIn: rules.dollarsPerMillionIn.fallback,
  dollarsPerMillionOut: rules.dollarsPerMillionOut.fallback,
  timeoutSeconds: rules.timeoutSeconds.fallback,
}
const request = { purpose: 'test', system: 's', prompt: 'p', maxTokens: 10 }

let folder = ''
let keyFile = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-model-'))
  keyFile = path.join(folder, 'key')
  writeFileSync(keyFile, 'canary-key-77\n', { mode: 0o600 })
})
afterAll(() => rmSync(folder, { recursive: true }))

function opened(settings: Partial<Settings>, place = 'desk'): ReturnType<typeof openModel> {
  return openModel({ ...usual, ...settings }, path.join(folder, place), liveClock, 'cycle-1')
}

it('is none where the settings name none', () => {
  expect(opened({})).toBeUndefined()
})

it.each([
  ['something without a provider', { name: 'x' }, 'model.provider'],
  ['a provider without a model', { provider: 'openai' }, 'model.name'],
  ['no key', { provider: 'openai', name: 'gpt-6-sol' }, 'model.keyFile'],
  ['no address', { provider: 'compatible', name: 'x' }, 'model.url'],
] as const)('declines %s, and says what to set', (_name, settings, way) => {
  expect(() => opened(settings)).toThrow(way)
})

it('declines a key over the open net, an unknown price, and a key that others read', () => {
  const named = { provider: 'compatible', name: 'x' } as const
  expect(() => opened({ ...named, url: 'http://models.example/v1', keyFile })).toThrow('https')
  const strange = { ...named, url: 'https://models.example/v1', keyFile }
  expect(() => opened(strange)).toThrow('dollarsPerMillionIn')
  expect(opened({ ...strange, dollarsPerMillionIn: 1, dollarsPerMillionOut: 2 })).toBeDefined()
  const open = path.join(folder, 'open-key')
  writeFileSync(open, 'k')
  chmodSync(open, 0o644)
  const provider = { provider: 'anthropic', name: 'claude-opus-5-5' } as const
  expect(() => opened({ ...provider, keyFile: open })).toThrow('chmod 600')
  expect(opened({ ...provider, keyFile })?.named).toBe('anthropic claude-opus-5-5')
})

it('asks within the budget, keeps everything but the key, and can be replayed', async () => {
  await using server = await new ScriptedModelServer(() => ({ kind: 'says', text: 'Hm.' })).listen()
  const settings = { provider: 'anthropic', name: 'claude-sonnet-5', url: server.url } as const
  const model = opened({ ...settings, keyFile, tokensPerDay: 4_200 }, 'kept')
  const first = await model?.port.reply(request)
  expect(first).toMatchObject({ kind: 'text', text: 'Hm.', costMicroUsd: 70 })
  expect(model?.budget.today().spent).toEqual({ tokens: 15, microUsd: 70 })
  await model?.port.reply({ ...request, prompt: 'q' })
  expect(await model?.port.reply({ ...request, maxTokens: 2_500 })).toMatchObject({ why: 'budget' })
  expect(server.asked).toHaveLength(2)

  const logs = path.join(folder, 'kept', 'models')
  const written = readdirSync(logs).map((name) => readFileSync(path.join(logs, name), 'utf8'))
  expect(written).toHaveLength(2)
  expect(written.join('')).not.toContain('canary')
  const { port: again, namedFor } = openReplayedModel(path.join(folder, 'kept'), 'cycle-1')
  expect([namedFor('test'), namedFor('review')]).toEqual(['anthropic claude-sonnet-5', undefined])
  expect(await again.reply(request)).toEqual(first)
  expect(await again.reply({ ...request, maxTokens: 2_500 })).toMatchObject({ why: 'budget' })
  expect(server.asked).toHaveLength(2)
  expect(() => openReplayedModel(path.join(folder, 'kept'), 'other')).toThrow('no reply of a model')
})

it('opens a second model of its own section, which is another and spends of the same day', () => {
  const model: Settings = { ...usual, provider: 'compatible', name: 'a', url: 'http://[::1]/v1' }
  const { tokensPerDay: _t, dollarsPerDay: _d, ...one } = model
  const open = (reviewer: Partial<typeof one>): ReturnType<typeof openReviewer> =>
    openReviewer(
      { model, reviewer: { ...one, provider: '', name: '', url: '', ...reviewer } },
      path.join(folder, 'second'),
      liveClock,
      'c',
    )
  expect(open({})).toBeUndefined()
  const second = open({ provider: 'compatible', name: 'b', url: 'http://[::1]/v1' })
  expect(second?.named).toBe('compatible b')
  expect(second?.budget.today().limit.tokens).toBe(model.tokensPerDay)
  expect(() => open({ provider: 'compatible', name: 'a', url: 'http://[::1]/v1' })).toThrow('twice')
  expect(() => open({ provider: 'openai', name: 'x' })).toThrow('set reviewer.keyFile')
  expect(() => open({ provider: 'compatible', name: 'x' })).toThrow('set reviewer.url')
  expect(() => open({ name: 'x' })).toThrow('set reviewer.provider')
})

it('a server of one’s own needs no key and costs nothing', async () => {
  await using server = await new ScriptedModelServer(() => ({ kind: 'says', text: 'Hm.' })).listen()
  const model = opened({ provider: 'compatible', name: 'llama', url: server.url }, 'own')
  expect(await model?.port.reply(request)).toMatchObject({ text: 'Hm.', costMicroUsd: 0 })
  expect(server.asked[0]?.headers.authorization).toBeUndefined()
})
