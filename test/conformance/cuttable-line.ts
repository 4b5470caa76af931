import { once } from 'node:events'
import { createServer, type Server, type Socket, connect } from 'node:net'

/** A line to a port of this machine that can be cut and mended. */
export class CuttableLine {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #streams = new Set<Socket>()
  /** What was asked, by the last word of its address. */
  readonly asked: string[] = []
  #isCut = false
  #areStreamsCut = false

  private constructor(port: number) {
    this.#server = createServer((near) => {
      if (this.#isCut) return near.destroy()
      const far = connect(port, '127.0.0.1')
      near.on('data', (bytes) => {
        const asked = /^(?:GET|POST) [^ ?]*\/(\w+)/.exec(bytes.toString('latin1'))?.[1]
        if (asked !== undefined) this.asked.push(asked)
        if (!/^upgrade: websocket/im.test(bytes.toString('latin1'))) return
        this.#streams.add(near)
        if (this.#areStreamsCut) near.destroy()
      })
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one)
        one.pipe(other)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          this.#sockets.delete(one)
          this.#streams.delete(one)
          other.destroy()
        })
      }
      return undefined
    })
  }

  static async open(port: number): Promise<CuttableLine> {
    const line = new CuttableLine(port)
    line.#server.listen(0, '127.0.0.1')
    await once(line.#server, 'listening')
    return line
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  }

  /** Everything under way is lost, and nothing gets through until it is mended. */
  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  /** The same for WebSockets alone: questions are still answered. */
  cutStreams(): void {
    this.#areStreamsCut = true
    for (const socket of this.#streams) socket.destroy()
  }

  mend(): void {
    this.#isCut = false
    this.#areStreamsCut = false
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
