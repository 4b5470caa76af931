import { chmodSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { makeControlFolder, removeSocket, withSocketPath } from './control-place.ts'
import { type ControlMessage, parseControlMessage, requestBytesMax } from './control-message.ts'
import type { ControlAnswer } from './control-request.ts'

/** Commands at one time; the next waits in the system's own queue. */
const callersMax = 16
/** A caller says what it wants at once, or is let go. Unit: ms. */
const patienceMs = 5_000

/**
 * The private way to a running desk: a socket in a folder that only the desk's owner can enter. A
 * caller sends one line and gets one line. It needs no disk, so a full one does not close it.
 */
export class ControlSocket {
  readonly #server: Server
  readonly #desk: string

  /** @param answer - Does what a line asks for, at once. */
  static async open(
    desk: string,
    answer: (message: ControlMessage) => ControlAnswer,
  ): Promise<ControlSocket> {
    makeControlFolder(desk)
    removeSocket(desk)
    const server = createServer((socket) => serve(socket, answer))
    server.maxConnections = callersMax
    await withSocketPath(desk, (path) => listen(server, path))
    server.unref()
    return new ControlSocket(server, desk)
  }

  private constructor(server: Server, desk: string) {
    this.#server = server
    this.#desk = desk
  }

  close(): void {
    this.#server.close()
    removeSocket(this.#desk)
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      // A caller that goes wrong is no reason for a desk to end.
      server.on('error', () => {})
      if (process.platform !== 'win32') chmodSync(path, 0o600)
      resolve()
    })
  })
}

function serve(socket: Socket, answer: (message: ControlMessage) => ControlAnswer): void {
  let text = ''
  socket.setEncoding('utf8')
  socket.setTimeout(patienceMs, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('data', (piece: string) => {
    text += piece
    const end = text.indexOf('\n')
    if (end < 0 && text.length <= requestBytesMax) return
    socket.removeAllListeners('data')
    socket.end(`${JSON.stringify(answerTo(text.slice(0, Math.max(0, end)), answer))}\n`)
  })
}

/** What a stranger's line is answered. @param answer - Does what one that can be read asks for. */
export function answerTo(
  line: string,
  answer: (message: ControlMessage) => ControlAnswer,
): ControlAnswer {
  if (line.length > requestBytesMax)
    return { ok: false, code: 'bad-request', message: 'The line is too long.' }
  const message = parseControlMessage(line)
  if (message.ok) return answer(message.value)
  return { ok: false, code: 'bad-request', message: `The request was declined: ${message.error}.` }
}
