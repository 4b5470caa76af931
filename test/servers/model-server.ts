import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, answerBody, type Dialect, dialectOf, errorBody } from './model-words.ts'

/** A question as it came over the wire. */
export type Asked = {
  readonly dialect: Dialect
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** The whole body, as text. */
  readonly body: string
}

/** How the server is to answer: as a provider does, or as one that misbehaves. */
export type Scripted =
  | ({ readonly kind: 'says' } & Partial<Answer>)
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  /** Bytes as they are, whatever was asked. */
  | { readonly kind: 'raw'; readonly body: string }
  /** More than any answer may have. */
  | { readonly kind: 'huge' }
  /** An answer that never ends, and hardly begins. */
  | { readonly kind: 'slow' }
  /** The line is cut. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'elsewhere'; readonly url: string }

/** A server that speaks the formats of providers, and says what a script tells it to. */
export class ScriptedModelServer {
  readonly #server = createServer((request, response) => void this.#hear(request, response))
  readonly #script: (asked: Asked, count: number) => Scripted
  readonly asked: Asked[] = []
  url = ''

  /** @param script - Given a question, and how many came before it. */
  constructor(script: (asked: Asked, count: number) => Scripted) {
    this.#script = script
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => void this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()))
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const path = request.url ?? '/'
    const dialect = dialectOf(path)
    if (dialect === undefined) return void response.writeHead(404).end('{}')
    const body = Buffer.concat(chunks).toString('utf8')
    const asked = { dialect, path, headers: request.headers, body }
    this.asked.push(asked)
    this.#answer(dialect, response, this.#script(asked, this.asked.length - 1))
  }

  #answer(dialect: Dialect, response: ServerResponse, scripted: Scripted): void {
    const json = { 'content-type': 'application/json' }
    switch (scripted.kind) {
      case 'says': {
        const usual = { text: '', end: 'whole', tokens: { in: 10, out: 5 } } as const
        const body = JSON.stringify(answerBody(dialect, { ...usual, ...scripted }))
        return void response.writeHead(200, json).end(body)
      }
      case 'status': {
        const { status, message = 'something is wrong' } = scripted
        return void response
          .writeHead(status, json)
          .end(JSON.stringify(errorBody(dialect, status, message)))
      }
      case 'raw':
        return void response.writeHead(200, json).end(scripted.body)
      case 'huge':
        return void response.writeHead(200, json).end(`{"text":"${'x'.repeat(3_000_000)}"}`)
      case 'slow':
        return void response.writeHead(200, json).write('{')
      case 'gone':
        return void response.destroy()
      case 'elsewhere':
        return void response.writeHead(307, { location: scripted.url }).end()
    }
  }
}
