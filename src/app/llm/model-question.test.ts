import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { liveClock } from '../../kernel/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { modelQuestion, reviewerQuestion } from './model-question.ts'

const own: ConfigurationValues['model'] = {
  provider: 'compatible',
  name: 'llama',
  url: 'http://127.0.0.1:9/v1',
  keyFile: '',
  tokensPerDay: 1_000,
  dollarsPerDay: 5,
  dollarsPerMillionIn: 0,
  dollarsPerMillionOut: 0,
  timeoutSeconds: 1,
}

it('S13, model silently off: says which model is asked, that none is, or why it cannot be', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-model-question-'))
  const ask = (
    model: ConfigurationValues['model'],
  ): ReturnType<ReturnType<typeof modelQuestion>['ask']> =>
    modelQuestion(model, folder, liveClock).ask()
  expect(await ask(own)).toEqual({
    status: 'ok',
    detail: 'compatible llama; today 0 of 1000 tokens and 0.00 of 5.00 US dollars',
  })
  expect(await ask({ ...own, tokensPerDay: 0 })).toMatchObject({ status: 'warn' })
  expect(await ask({ ...own, provider: '', name: '', url: '' })).toMatchObject({ status: 'ok' })
  expect(() => ask({ ...own, keyFile: path.join(folder, 'gone') })).toThrow('is not there')
  expect(() => ask({ ...own, provider: '' })).toThrow('model.provider')
  rmSync(folder, { recursive: true })
})

it('S13, model silently off: says which model reviews, that none does, or why it cannot be', async () => {
  const { tokensPerDay: _t, dollarsPerDay: _d, ...one } = own
  const ask = (
    model: ConfigurationValues['model'],
    reviewer: Partial<typeof one>,
  ): ReturnType<ReturnType<typeof reviewerQuestion>['ask']> =>
    reviewerQuestion(
      { model, reviewer: { ...one, provider: '', name: '', url: '', ...reviewer } },
      folder,
      liveClock,
    ).ask()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-reviewer-question-'))
  const second = { provider: 'compatible', name: 'other', url: own.url } as const
  const none = { ...own, provider: '', name: '', url: '' } as const
  expect(await ask(own, second)).toMatchObject({ status: 'ok' })
  expect(await ask(own, {})).toMatchObject({ status: 'warn' })
  expect(await ask(none, {})).toMatchObject({ status: 'ok' })
  expect(await ask(none, second)).toMatchObject({ status: 'warn' })
  expect(() => ask(own, { provider: 'compatible', name: 'llama' })).toThrow('twice')
  rmSync(folder, { recursive: true })
})
