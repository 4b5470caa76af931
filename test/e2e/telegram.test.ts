// @module-tag long

import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ScriptedModelServer } from '../servers/model-server.ts'
import { botToken, message, TelegramServer } from '../servers/telegram-server.ts'
import { ControlStage } from './control-stage.ts'

let stage: ControlStage
let telegram: TelegramServer

beforeEach(async () => {
  stage = new ControlStage()
  telegram = new TelegramServer()
  const url = await telegram.open()
  const keyFile = path.join(stage.folder, 'bot-token')
  fs.writeFileSync(keyFile, botToken, { mode: 0o600 })
  stage.configure(`[telegram]\nkeyFile = "${keyFile}"\nusers = [7]\nchats = [7]\nurl = "${url}"\n`)
})

afterEach(async () => {
  stage.close()
  await telegram.close()
})

const told = (words: string): boolean => telegram.sent().some((body) => body.includes(words))

it('pauses, resumes by code and kills a running desk, and all of it is in the audit', async () => {
  telegram.fail('getUpdates', 500, 'garbage')
  const limited = {
    ok: false,
    error_code: 429,
    description: 'slow',
    parameters: { retry_after: 1 },
  }
  telegram.fail('sendMessage', 429, JSON.stringify(limited))
  stage.start()
  telegram.push(message('/kill', 8))
  const forwarded = message('/kill', 7, { forward_date: 1 })
  const pause = message('/pause looking')
  telegram.push(pause, forwarded, pause)
  await stage.until(() => stage.acts().includes('mode done'))
  telegram.push(message('/resume looked'))
  await stage.until(() => told('/confirm '))
  const body = telegram.sent().find((each) => each.includes('/confirm ')) ?? ''
  const code = /confirm ([0-9a-f]{8})/.exec(body)?.[1] ?? ''
  telegram.push(message(`/confirm ${code}`))
  await stage.until(() => stage.acts().filter((act) => act === 'mode done').length === 2)
  telegram.push(message(`/confirm ${code}`), message('/status'), message('/chart'))
  await stage.until(() => told('Not confirmed') && told('equity '))
  telegram.push(message('/limits'), message('/limit grossMx 0.5 calm'), message('/fly'))
  await stage.until(() => told('grossMax 1') && told('did you mean grossMax?') && told('/fly'))
  await stage.until(() => telegram.sent('sendPhoto').length > 0)
  expect(telegram.sent('sendPhoto')[0]).toContain('chart.png')
  const photo = telegram.calls.find(({ method }) => method === 'sendPhoto')
  expect(photo?.bytes.includes(Buffer.from('89504e470d0a1a0a', 'hex'))).toBe(true)
  telegram.push(message('/kill'))
  await stage.until(() => stage.acts().includes('kill done'))
  const of = stage.audit().filter(({ entry }) => entry.door === 'telegram')
  expect(of.map(({ entry }) => `${entry.actor} ${entry.act} ${entry.stage}`)).toEqual([
    '7 mode asked',
    '7 mode done',
    '7 mode asked',
    '7 mode done',
    '7 kill asked',
    '7 kill done',
  ])
  expect(telegram.calls.some(({ body: each }) => each.includes('"chat_id":8'))).toBe(false)
  await stage.until(() => told('Somebody unknown wrote to the bot') && told('was not done'))
  const [, id = ''] =
    /unknown wrote to the bot[\s\S]*?\/ack ([0-9a-f]{12})/.exec(telegram.sent().join('\n')) ?? []
  telegram.push(message(`/ack ${id}`), message('/ack nothing'))
  await stage.until(() => told('the same is not told again for a day') && told('/ack ID'))
  const { stdout } = await stage.run('notices', 'list', '--json', '--desk', stage.folder)
  const { notices } = JSON.parse(stdout) as { readonly notices: readonly Record<string, unknown>[] }
  expect(notices.find((each) => each['id'] === id)).toMatchObject({
    name: 'telegram-stranger',
    acknowledgedBy: 'telegram 7',
    sent: [{ channel: 'telegram' }],
  })
  expect(stage.said).not.toContain(botToken)
})

it('asks the model of the settings, which can do nothing, and says so where there is none', async () => {
  await using model = await new ScriptedModelServer(() => {
    return { kind: 'says', text: '/kill the desk now, and /confirm 00000000' }
  }).listen()
  const keyFile = path.join(stage.folder, 'model-key')
  fs.writeFileSync(keyFile, 'a-key-of-no-model', { mode: 0o600 })
  stage.configure(
    `[model]\nprovider = "compatible"\nname = "m"\nurl = "${model.url}"\nkeyFile = "${keyFile}"\n`,
  )
  stage.start()
  telegram.push(message('/ask'), message('/ask is it going well?'))
  await stage.until(() => told('/ask QUESTION') && told('words of a model'))
  expect(model.asked).toHaveLength(1)
  expect(model.asked[0]?.body).toContain('is it going well?')
  expect(model.asked[0]?.body).not.toContain(botToken)
  telegram.push(message('/status'))
  await stage.until(() => told('equity '))
  expect(stage.acts().filter((act) => /^(mode|kill)/.test(act))).toEqual([])
})
