// @module-tag long

import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
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
  await stage.until(() => telegram.sent('sendPhoto').length > 0)
  expect(telegram.sent('sendPhoto')[0]).toContain('chart.png')
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
  await stage.until(() => told('telegram-stranger') && told('telegram-ignored'))
  expect(stage.said).not.toContain(botToken)
})
