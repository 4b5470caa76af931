import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A call that came: its method, and its body as it was. */
export type TelegramCall = {
  readonly method: string
  readonly body: string
  readonly bytes: Buffer
}

/** What is answered instead of the usual: once each, in their order. */
type Fault = { readonly method: string; readonly status: number; readonly body: string }

export const botToken = '123456:made-up-token-of-no-bot-at-all'

/** A server on this machine that speaks the Bot API as far as the bot needs it. */
export class TelegramServer {
  readonly calls: TelegramCall[] = []
  readonly #server: Server
  readonly #faults: Fault[] = []
  #updates: { readonly update_id: number }[] = []
  #wake: (() => void)[] = []

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** Updates that are given out until an offset is beyond them, in the order given. */
  push(...updates: readonly { readonly update_id: number }[]): void {
    this.#updates.push(...updates)
    for (const wake of this.#wake.splice(0)) wake()
  }

  fail(method: string, status: number, body: string): void {
    this.#faults.push({ method, status, body })
  }

  /** Bodies of calls of a method. */
  sent(method = 'sendMessage'): readonly string[] {
    return this.calls.filter((call) => call.method === method).map(({ body }) => body)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const bytes = Buffer.concat(chunks)
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? []
    this.calls.push({ method, body: bytes.toString('utf8'), bytes })
    const answer = (status: number, body: string): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    }
    if (token !== botToken)
      return answer(401, '{"ok":false,"error_code":401,"description":"Unauthorized"}')
    const at = this.#faults.findIndex((fault) => fault.method === method)
    const [fault] = at < 0 ? [] : this.#faults.splice(at, 1)
    if (fault !== undefined) return answer(fault.status, fault.body)
    if (method !== 'getUpdates') return answer(200, '{"ok":true,"result":{"message_id":1}}')
    const { offset = 0, timeout = 0 }: { offset?: number; timeout?: number } = JSON.parse(
      bytes.toString('utf8'),
    )
    this.#updates = this.#updates.filter((update) => update.update_id >= offset)
    if (this.#updates.length === 0) await this.#wait(timeout)
    answer(200, JSON.stringify({ ok: true, result: this.#updates }))
  }

  #wait(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, 1_000 * seconds)
      this.#wake.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}

let made = 1_000

/** A fresh message of a person in a private chat. */
export function message(
  text: string,
  user = 7,
  more: object = {},
): { readonly update_id: number; readonly message: object } {
  made += 1
  const from = { id: user, is_bot: false, first_name: 'A' }
  const date = Math.floor(Date.now() / 1_000)
  const chat = { id: user, type: 'private' }
  return { update_id: made, message: { message_id: made, from, date, chat, text, ...more } }
}
